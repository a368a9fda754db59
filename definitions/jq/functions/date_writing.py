"""A moment as text, in a format of C's `strftime`.

Never: a locale. Days and months have their English names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from definitions.jq.functions.moments import Moment, seconds_of

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
COMPOSED: Mapping[str, str] = {
    "c": "%a %b %e %H:%M:%S %Y", "D": "%m/%d/%y", "F": "%Y-%m-%d", "R": "%H:%M",
    "r": "%I:%M:%S %p", "T": "%H:%M:%S", "x": "%m/%d/%y", "X": "%H:%M:%S",
}  # fmt: skip
"""Conversions that stand for others."""

_CONVERSION = re.compile(r"%([-_0^#]*)(\d{0,3})[EO]?([A-Za-z%+])", re.ASCII)
_WEEK = 7


def _hour12(moment: Moment) -> int:
    return moment.hour % 12 or 12


def _week(moment: Moment, first: int) -> int:
    """Of the year; weeks begin on this day, days before the first of them are in week 0."""
    return (moment.yearday + _WEEK - (moment.weekday - first) % _WEEK) // _WEEK


def _iso(moment: Moment) -> tuple[int, int]:
    """Year and week of ISO 8601: a week belongs to the year of its Thursday."""
    year = moment.year
    thursday = moment.yearday - (moment.weekday - 1) % _WEEK + 3
    if thursday < 0:
        year -= 1
        thursday += _length(year)
    elif thursday >= _length(year):
        thursday -= _length(year)
        year += 1
    return year, thursday // _WEEK + 1


def _length(year: int) -> int:
    return 365 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


_NUMBERS: Mapping[str, tuple[int, str, Callable[[Moment], int]]] = {
    "C": (2, "0", lambda moment: moment.year // 100),
    "d": (2, "0", lambda moment: moment.day),
    "e": (2, " ", lambda moment: moment.day),
    "g": (2, "0", lambda moment: _iso(moment)[0] % 100),
    "G": (1, "0", lambda moment: _iso(moment)[0]),
    "H": (2, "0", lambda moment: moment.hour),
    "I": (2, "0", _hour12),
    "j": (3, "0", lambda moment: moment.yearday + 1),
    "k": (2, " ", lambda moment: moment.hour),
    "l": (2, " ", _hour12),
    "m": (2, "0", lambda moment: moment.month + 1),
    "M": (2, "0", lambda moment: moment.minute),
    "s": (1, "0", seconds_of),
    "S": (2, "0", lambda moment: int(moment.second)),
    "u": (1, "0", lambda moment: moment.weekday or _WEEK),
    "U": (2, "0", lambda moment: _week(moment, 0)),
    "V": (2, "0", lambda moment: _iso(moment)[1]),
    "w": (1, "0", lambda moment: moment.weekday),
    "W": (2, "0", lambda moment: _week(moment, 1)),
    "y": (2, "0", lambda moment: moment.year % 100),
    "Y": (1, "0", lambda moment: moment.year),
}
"""By letter: how wide, with what before it, and the number."""

_WORDS: Mapping[str, Callable[[Moment], str]] = {
    "a": lambda moment: DAYS[moment.weekday][:3],
    "A": lambda moment: DAYS[moment.weekday],
    "b": lambda moment: MONTHS[moment.month][:3],
    "B": lambda moment: MONTHS[moment.month],
    "h": lambda moment: MONTHS[moment.month][:3],
    "n": lambda _moment: "\n",
    "p": lambda moment: "AM" if moment.hour < 12 else "PM",  # noqa: PLR2004
    "P": lambda moment: "am" if moment.hour < 12 else "pm",  # noqa: PLR2004
    "t": lambda _moment: "\t",
    "z": lambda _moment: "+0000",
    "%": lambda _moment: "%",
}


def write_date(text: str, moment: Moment, zone: str) -> str:
    def converted(match: re.Match[str]) -> str:
        flags, width, letter = match.groups()
        if letter in COMPOSED:
            made = write_date(COMPOSED[letter], moment, zone)
        elif letter in _NUMBERS:
            made = _number(flags, int(width or 0), letter, moment)
        elif letter == "Z":
            made = zone
        elif letter in _WORDS:
            made = _WORDS[letter](moment)
        else:
            return match.group()
        if "^" in flags:
            made = made.upper()
        return made.rjust(int(width or 0))

    return _CONVERSION.sub(converted, text)


def _number(flags: str, width: int, letter: str, moment: Moment) -> str:
    digits, fill, number = _NUMBERS[letter]
    found = number(moment)
    if "-" in flags:
        return str(found)
    fill = " " if "_" in flags else "0" if "0" in flags else fill
    sign = "-" if found < 0 else ""
    return sign + str(abs(found)).rjust(max(digits, width) - len(sign), fill)
