"""Cron expressions of five fields: which minutes, hours, days, months and weekdays they mean.

Never: a clock, or a moment reckoned; only what the fields say, and whether any day has it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MACROS: Mapping[str, str] = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ANY = ("*", "?")


class CronError(ValueError):
    """It is no cron expression; the sentence says which part."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()
    """Of the values from `first` on."""


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of the month", 1, 31),
    Field("month", 1, 12, _MONTHS),
    Field("day of the week", 0, 7, _DAYS),
)


@dataclass(frozen=True, slots=True)
class Cron:
    """What each field allows, ascending; None of a day field that allows any."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...] | None
    months: tuple[int, ...]
    weekdays: tuple[int, ...] | None

    @property
    def ever_fires(self) -> bool:
        """Some year has such a day; of two restricted day fields one is enough."""
        if self.days is None or self.weekdays is not None:
            return True
        return any(self.days[0] <= _LONGEST[month - 1] for month in self.months)


def parse(text: str) -> Cron:
    parts = MACROS.get(text.strip().lower(), text).split()
    if len(parts) != len(FIELDS):
        wanted = "minute, hour, day of the month, month and day of the week"
        raise CronError(f"A cron expression has five fields, {wanted}; this one has {len(parts)}.")
    read = [_values(part.lower(), field) for part, field in zip(parts, FIELDS, strict=True)]
    minutes, hours, days, months, weekdays = read
    sundays = tuple(sorted(dict.fromkeys(day % 7 for day in weekdays)))
    return Cron(
        minutes,
        hours,
        None if parts[2] in _ANY else days,
        months,
        None if parts[4] in _ANY else sundays,
    )


def _values(text: str, field: Field) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for part in text.split(","):
        whole, _, step_text = part.partition("/")
        first, last = _range(whole, field, stepped="/" in part)
        step = _number(step_text, field) if "/" in part else 1
        if step < 1:
            raise CronError(f"The step of the {field.name} must be 1 or more.")
        found |= dict.fromkeys(range(first, last + 1, step))
    return tuple(sorted(found))


def _range(text: str, field: Field, *, stepped: bool) -> tuple[int, int]:
    if text in _ANY:
        return field.first, field.last
    first_text, dash, last_text = text.partition("-")
    first = _named(first_text, field)
    last = _named(last_text, field) if dash else first
    if stepped and not dash:
        last = field.last
    if not field.first <= first <= last <= field.last:
        raise CronError(
            f"The {field.name} goes from {field.first} to {field.last}, and {text[:20]!r} does not "
            "fit in there."
        )
    return first, last


def _named(text: str, field: Field) -> int:
    return field.names.index(text) + field.first if text in field.names else _number(text, field)


def _number(text: str, field: Field) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):  # noqa: PLR2004 - digits
        raise CronError(f"{text[:20]!r} is nothing that the {field.name} can be.")
    return int(text)
