"""The calendar: seconds since 1970 and C's broken down time, over any number of years.

Never: a time zone. Every day has 86,400 seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from definitions.jq.functions.arithmetic import neat
from definitions.values import Json

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_EPOCH_WEEKDAY = 4
_CYCLE, _CYCLE_YEARS = 146_097, 400
_SHIFT = 719_468
"""Days from the first of March of the year 0 to 1970."""

_UNKNOWN_WEEKDAY, _UNKNOWN_YEARDAY = 8, 367


@dataclass
class Moment:
    """C's broken down time, with whole years and months from 0."""

    year: int = 1900
    month: int = 0
    day: int = 0
    hour: int = 0
    minute: int = 0
    second: float = 0
    weekday: int = _UNKNOWN_WEEKDAY
    yearday: int = _UNKNOWN_YEARDAY

    def as_json(self) -> list[Json]:
        second = neat(self.second)
        return [
            self.year, self.month, self.day, self.hour, self.minute, second,
            self.weekday, self.yearday,
        ]  # fmt: skip


# ---- the calendar


def days_of(year: int, month: int, day: int) -> int:
    """Since 1970-01-01; months beyond 0 to 11 and days beyond a month go over."""
    year += month // 12
    month = month % 12 + 1
    year -= month < 3  # noqa: PLR2004 - a year that begins in March has its leap day at the end
    era = year // _CYCLE_YEARS
    of_era = year - era * _CYCLE_YEARS
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1  # noqa: PLR2004
    return era * _CYCLE + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _SHIFT


def date_of(days: int) -> tuple[int, int, int]:
    """Year, month from 0, day."""
    days += _SHIFT
    era = days // _CYCLE
    of_era = days - era * _CYCLE
    of_cycle = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * of_cycle + of_cycle // 4 - of_cycle // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 2 if shifted < 10 else shifted - 10  # noqa: PLR2004
    year = of_cycle + era * _CYCLE_YEARS + (month <= 1)
    return year, month, of_year - (153 * shifted + 2) // 5 + 1


def moment_of(seconds: int) -> Moment:
    days, rest = divmod(seconds, _DAY)
    year, month, day = date_of(days)
    return Moment(
        year, month, day, rest // _HOUR, rest % _HOUR // _MINUTE, rest % _MINUTE,
        (days + _EPOCH_WEEKDAY) % 7, days - days_of(year, 0, 1),
    )  # fmt: skip


def seconds_of(moment: Moment) -> int:
    days = days_of(moment.year, moment.month, moment.day)
    return days * _DAY + moment.hour * _HOUR + moment.minute * _MINUTE + int(moment.second)
