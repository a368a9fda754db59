"""Durations in both of the standard's forms, as milliseconds.

Never: months or years; how long they are depends on when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from definitions.diagnostics import quoted
from definitions.values import Json, JsonObject

UNITS: Mapping[str, int] = {
    "days": 86_400_000,
    "hours": 3_600_000,
    "minutes": 60_000,
    "seconds": 1_000,
    "milliseconds": 1,
}
MOST = 100 * 366 * UNITS["days"]

DURATION_SCHEMA: JsonObject = {
    "description": "Such as PT5M, or { minutes: 5 }; or an expression in ${ }.",
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {unit: {"type": "number", "minimum": 0} for unit in UNITS},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ],
}

_ISO = re.compile(
    r"P(?!$)(?:(?P<weeks>\d+(?:\.\d+)?)W)?(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?!$)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?(?:(?P<milliseconds>\d+)MS)?)?",
    re.ASCII,
)
_CALENDAR = re.compile(r"P(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?", re.ASCII)


class DurationError(ValueError):
    """It is no duration; the sentence says what one looks like."""


def parse_duration(value: Json) -> int:
    """Milliseconds of `PT5M` or of {minutes: 5}."""
    if isinstance(value, str):
        return _iso(value)
    if isinstance(value, dict) and value:
        return _bounded(sum(_part(name, amount) for name, amount in value.items()))
    raise DurationError("A duration is a text such as PT5M, or a map such as { minutes: 5 }.")


def check_duration(value: Json) -> None:
    """What a document may hold: months and years too, but a part of a unit as a text only.

    Raises DurationError.
    """
    if isinstance(value, dict):
        for name, amount in value.items():
            if isinstance(amount, float) and not amount.is_integer():
                raise DurationError(f"The {name} of a duration must be a whole number.")
    if not is_calendar(value):
        parse_duration(value)


def is_calendar(value: Json) -> bool:
    """It has months or years: the standard knows them, and a run can't tell how long they are."""
    if not isinstance(value, str):
        return False
    match = _CALENDAR.match(value)
    if match is None or match.end() == 1:
        return False
    rest = value[match.end() :]
    return not rest or _ISO.fullmatch(f"P{rest}") is not None


def _iso(text: str) -> int:
    match = _ISO.fullmatch(text)
    if match is None:
        raise DurationError(
            f"{quoted(text)} is no duration. Write one such as PT30S, PT5M, PT2H or P3D; months "
            "and years are not possible, because they differ in length."
        )
    parts = {name: float(amount) for name, amount in match.groupdict().items() if amount}
    weeks = parts.pop("weeks", 0.0) * 7 * UNITS["days"]
    return _bounded(weeks + sum(amount * UNITS[name] for name, amount in parts.items()))


def _part(name: str, amount: Json) -> float:
    unit = UNITS.get(name)
    if unit is None:
        raise DurationError(f"A duration has no {quoted(name)}; it has {', '.join(UNITS)}.")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or amount < 0:
        raise DurationError(f"The {name} of a duration must be a number from 0.")
    return amount * unit


def _bounded(milliseconds: float) -> int:
    if milliseconds > MOST:
        raise DurationError("A duration can't be longer than a hundred years.")
    return round(milliseconds)
