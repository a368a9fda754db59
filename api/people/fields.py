"""Fields of people that have rules of their own: names, time zones, working hours.

Never: a value that another part would have to check again.
"""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from store.working_hours import WEEKDAYS

SPANS = 8
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_ZONES = frozenset(available_timezones())


def a_time_zone(value: str) -> str:
    if value not in _ZONES:
        raise ValueError("Name a time zone of the IANA list, like Europe/Berlin")
    return value


def each_once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def a_name(value: str) -> str:
    value = " ".join(value.split())
    if not value or not value.isprintable():
        raise ValueError("Write a name of printable characters")
    return value


def a_week(value: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    for day, spans in value.items():
        if day not in WEEKDAYS:
            raise ValueError(f"Name days {', '.join(WEEKDAYS)}")
        if len(spans) > SPANS:
            raise ValueError(f"A day has at most {SPANS} spans")
        at = ""
        for span in spans:
            if len(span) != 2 or not all(_TIME.fullmatch(time) for time in span):  # noqa: PLR2004
                raise ValueError('Write spans like ["09:00", "17:00"]')
            if not at <= span[0] < span[1]:
                raise ValueError("Spans of a day go forwards and don't overlap")
            at = span[1]
    return value


Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(a_name)]
Hours: TypeAlias = dict[str, list[list[str]]]
Week: TypeAlias = Annotated[
    Hours,
    Field(description="Weekday to spans like [09:00, 17:00]; a day left out is free."),
    AfterValidator(a_week),
]
