"""Durations in both of the standard's forms, as milliseconds.

Never: months or years; how long they are depends on when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from definitions.diagnostics import quoted
from definitions.values import Json

UNITS: Mapping[str, int] = {
    "days": 86_400_000,
    "hours": 3_600_000,
    "minutes": 60_000,
    "seconds": 1_000,
    "milliseconds": 1,
}
MOST = 100 * 366 * UNITS["days"]

_ISO = re.compile(
    r"P(?!$)(?:(?P<weeks>\d+(?:\.\d+)?)W)?(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?!$)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?(?:(?P<milliseconds>\d+)MS)?)?",
    re.ASCII,
)


class DurationError(ValueError):
    """It is no duration; the sentence says what one looks like."""


def parse_duration(value: Json) -> int:
    """Milliseconds of `PT5M` or of {minutes: 5}."""
    if isinstance(value, str):
        return _iso(value)
    if isinstance(value, dict) and value:
        return _bounded(sum(_part(name, amount) for name, amount in value.items()))
    raise DurationError("A duration is a text such as PT5M, or a map such as { minutes: 5 }.")


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
