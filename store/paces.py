"""When people are told: at once, each hour, or once a day at an hour of theirs. Pure.

What is not told at once is gathered until its digest is due: in their time zone, and while they
work. Never: a clock; who asks says what time it is.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.working_hours import LOOKS_AHEAD_DAYS, WEEKDAYS, ZONE, Week, next_working

Pace: TypeAlias = Literal["at-once", "hourly", "daily"]
AT_ONCE: Final[Pace] = "at-once"
HOURLY: Final[Pace] = "hourly"
DAILY: Final[Pace] = "daily"
USUAL_HOUR: Final = 9


def due(pace: Pace, hour: int | None, at: datetime, zone: str, week: Week) -> datetime | None:
    """When what happens at this moment is told; None: at once."""
    known = _known(zone)
    match pace:
        case "hourly":
            full = at.astimezone(ZoneInfo(known)).replace(minute=0, second=0, microsecond=0)
            return next_working(full.astimezone(UTC) + timedelta(hours=1), known, week)
        case "daily":
            return _next_day(USUAL_HOUR if hour is None else hour, at, known, week)
        case "at-once":
            return None


def _next_day(hour: int, at: datetime, zone: str, week: Week) -> datetime:
    """The next such hour of a day on which they work; of any day, if they never do."""
    here = ZoneInfo(zone)
    today = at.astimezone(here).date()
    for later in range(LOOKS_AHEAD_DAYS):
        day = today + timedelta(days=later)
        then = datetime.combine(day, time(hour), here).astimezone(UTC)
        if then > at and (week.get(WEEKDAYS[day.weekday()]) or not any(week.values())):
            return then
    return at


def _known(zone: str) -> str:
    """One that was known when it was chosen may be known no more."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZONE
    return zone
