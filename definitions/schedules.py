"""When schedules start runs: of those that time brings about the next moment, in UTC.

Never: a clock; who asks says what time it is. Never: a time zone; UTC has no hour that comes
twice, and none that is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias, assert_never

from definitions.cron import Cron, parse
from definitions.durations import parse_duration
from definitions.values import Json, JsonObject

ON = "on"
"""The kind that events bring about."""
KINDS = ("every", "cron", "after", ON)

SHORTEST = timedelta(seconds=1)
"""`every` can't be shorter."""

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_LAST_YEAR = date.max.year - 1
"""Beyond it a date can't be added to."""

_YEARS = 9
"""From one 29 February to the next it may be eight years."""


@dataclass(frozen=True, slots=True)
class Every:
    """In a steady rhythm, whatever the runs do."""

    interval: timedelta


@dataclass(frozen=True, slots=True)
class After:
    """That long after the end of the last run."""

    delay: timedelta


Timer: TypeAlias = Every | Cron | After


def said(schedule: JsonObject | None) -> dict[str, Json]:
    """What a definition says, by kind."""
    given = {kind: schedule.get(kind) for kind in KINDS} if schedule else {}
    return {kind: value for kind, value in given.items() if value is not None}


def timer(kind: str, value: Json) -> Timer:
    """Of a schedule that has been published; the lint has seen to it that it can be read."""
    if kind == "cron":
        if not isinstance(value, str):
            raise TypeError(f"A cron expression is a text, not {type(value).__name__}.")
        return parse(value)
    length = timedelta(milliseconds=parse_duration(value))
    return Every(max(length, SHORTEST)) if kind == "every" else After(length)


def next_time(timer: Timer, anchor: datetime, now: datetime) -> datetime | None:
    """`every`, `cron`: the first time after `now`. `after`: counted from `anchor`, also if past.

    `anchor` is where a rhythm begins: the publication, of `after` the end of the last run. None
    of a schedule that never comes again.
    """
    match timer:
        case Every(interval):
            return anchor + interval * max(1, (now - anchor) // interval + 1)
        case After(delay):
            return anchor + delay
        case Cron():
            return _following(timer, now)
        case _:
            assert_never(timer)


def _following(cron: Cron, now: datetime) -> datetime | None:
    begin = now.astimezone(UTC).replace(second=0, microsecond=0) + _MINUTE
    for day in _days(cron, begin.date()):
        earliest = (begin.hour, begin.minute) if day == begin.date() else (0, 0)
        for hour in cron.hours:
            for minute in cron.minutes:
                if (hour, minute) >= earliest:
                    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    return None


def _days(cron: Cron, first: date) -> Iterator[date]:
    """The days that fit, from that one on; whole months that don't are passed over."""
    last = date(min(first.year + _YEARS, _LAST_YEAR), 12, 31)
    day = first
    while day <= last:
        if day.month in cron.months:
            if _fits(cron, day):
                yield day
            day += _DAY
        else:
            day = (day.replace(day=28) + 4 * _DAY).replace(day=1)


def _fits(cron: Cron, day: date) -> bool:
    """Of two restricted day fields one is enough, as cron has it."""
    of_month = cron.days is not None and day.day in cron.days
    of_week = cron.weekdays is not None and day.isoweekday() % 7 in cron.weekdays
    return of_month or of_week or (cron.days is None and cron.weekdays is None)
