"""When people work: by weekday, in a time zone; one's own, else the tenant's, else these.

Never: a clock of its own, or a guess at holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Week: TypeAlias = dict[str, list[list[str]]]
"""Weekday to spans of the day, each from and until as HH:MM; a day that is left out is free."""

USUAL: Week = {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}
ZONE = "UTC"

LOOKS_AHEAD_DAYS = 15


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """As they were set; None: those of the next larger circle."""

    time_zone: str | None
    week: Week | None


def settled(own: WorkingHours, tenant: WorkingHours) -> tuple[str, Week]:
    """What is in force."""
    zone = own.time_zone or tenant.time_zone or ZONE
    week = own.week if own.week is not None else tenant.week
    return zone, USUAL if week is None else week


def works(at: datetime, time_zone: str, week: Week) -> bool:
    """Whether this moment is within them."""
    local = at.astimezone(ZoneInfo(time_zone))
    spans = week.get(WEEKDAYS[local.weekday()], [])
    now = local.time()
    return any(time.fromisoformat(begin) <= now < _end(end) for begin, end in spans)


def _end(spelled: str) -> time:
    return time.max if spelled == "24:00" else time.fromisoformat(spelled)


def next_working(at: datetime, time_zone: str, week: Week) -> datetime:
    """The moment itself, if somebody works then, else the next one at which they begin to."""
    if works(at, time_zone, week):
        return at
    zone = ZoneInfo(time_zone)
    local = at.astimezone(zone)
    for later in range(LOOKS_AHEAD_DAYS):
        day = local.date() + timedelta(days=later)
        for begin, _ in sorted(week.get(WEEKDAYS[day.weekday()], [])):
            begins = datetime.combine(day, time.fromisoformat(begin), zone)
            if begins > local:
                return begins.astimezone(at.tzinfo)
    return at  # who never works is told at once
