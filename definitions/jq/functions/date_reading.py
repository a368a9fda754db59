"""A text to broken down time, by a format of C's `strptime`.

What the format leaves open is worked out where glibc works it out, as jq shows it there.
Never: a locale, or a zone that counts; jq reads the offset and leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from definitions.jq.functions.date_writing import COMPOSED, DAYS, MONTHS
from definitions.jq.functions.moments import Moment, days_of, moment_of

_SPACES = " \t\n\v\f\r"
_SPACE = re.compile(f"[{_SPACES}]*")
_WORD = re.compile(f"[^{_SPACES}]*")
_OFFSET = re.compile(rf"[{_SPACES}]*(?:Z|[+-](?:\d\d:?\d\d|\d\d))", re.ASCII)
_PERCENT = re.compile("%")
_EPOCH = re.compile(r"-?\d{1,18}", re.ASCII)
_RANGES: Mapping[str, tuple[int, int]] = {
    "C": (0, 99), "d": (1, 31), "e": (1, 31), "g": (0, 99), "G": (0, 9999), "H": (0, 23),
    "I": (1, 12), "j": (1, 366), "k": (0, 23), "l": (1, 12), "m": (1, 12), "M": (0, 59),
    "S": (0, 61), "u": (1, 7), "U": (0, 53), "V": (0, 53), "w": (0, 6), "W": (0, 53),
    "y": (0, 99), "Y": (0, 9999),
}  # fmt: skip
_ALIKE: Mapping[str, str] = {"e": "d", "k": "H", "l": "I"}
_CALENDAR = "CdeDFmyYbBhcx"
"""Conversions that make it worth working out the day of the week."""

_LONGEST = len("September")
_PIVOT = 69
"""Years of two digits from here on are of the last century."""


def read_date(text: str, pattern: str) -> tuple[Moment, str] | None:
    """And what is left, which begins with a space; None where they don't match."""
    reading = _Reading(text)
    if not reading.follow(pattern):
        return None
    rest = reading.rest
    if rest and rest[0] not in _SPACES:
        return None
    return reading.moment(), rest


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[str, int] = {}
        """Numbers by their letter; of names the number that stands for them."""
        self._calendar = False
        self._epoch: int | None = None

    @property
    def rest(self) -> str:
        return self._text[self._at :]

    def follow(self, pattern: str) -> bool:
        at = 0
        while at < len(pattern):
            letter = pattern[at]
            at += 1
            if letter in _SPACES:
                self._skip(_SPACE)
            elif letter != "%" or at == len(pattern):
                if not self._text.startswith(letter, self._at):
                    return False
                self._at += 1
            else:
                while pattern[at] in "-_0^#EO" and at + 1 < len(pattern):
                    at += 1
                if not self._convert(pattern[at]):
                    return False
                at += 1
        return True

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self._text, self._at)
        if match is None:
            return False
        self._at = match.end()
        return True

    def _convert(self, letter: str) -> bool:  # noqa: C901, PLR0911 - one for each kind
        self._calendar |= letter in _CALENDAR
        match letter:
            case _ if letter in COMPOSED:
                return self.follow(COMPOSED[letter])
            case _ if letter in _RANGES:
                return self._number(letter)
            case "a" | "A":
                return self._name("w", DAYS, 0)
            case "b" | "B" | "h":
                return self._name("m", MONTHS, 1)
            case "p" | "P":
                return self._name("p", ("AM", "PM"), 0)
            case "n" | "t":
                return self._skip(_SPACE)
            case "z":
                return self._skip(_OFFSET)
            case "Z":
                return self._skip(_SPACE) and self._skip(_WORD)
            case "s":
                return self._seconds()
            case "%":
                return self._skip(_PERCENT)
            case _:
                return False

    def _number(self, letter: str) -> bool:
        """As glibc reads it: no digit more than could still be in range."""
        self._skip(_SPACE)
        least, most = _RANGES[letter]
        text, at, number = self._text, self._at, 0
        end = min(len(text), at + len(str(most)))
        while at < end and "0" <= text[at] <= "9" and (at == self._at or number * 10 <= most):
            number = number * 10 + ord(text[at]) - ord("0")
            at += 1
        if at == self._at or not least <= number <= most:
            return False
        self._at = at
        self._found[_ALIKE.get(letter, letter)] = number
        return True

    def _name(self, letter: str, names: Sequence[str], first: int) -> bool:
        rest = self._text[self._at : self._at + _LONGEST].lower()
        for number, name in enumerate(names):
            for spelled in (name.lower(), name[:3].lower()):
                if rest.startswith(spelled):
                    self._at += len(spelled)
                    self._found[letter] = number + first
                    return True
        return False

    def _seconds(self) -> bool:
        match = _EPOCH.match(self._text, self._at)
        if match is None or abs(int(match.group())) > 2**55:
            return False
        self._at = match.end()
        self._epoch = int(match.group())
        return True

    # ---- what has been found

    def moment(self) -> Moment:
        found = self._found
        moment = Moment() if self._epoch is None else moment_of(self._epoch)
        moment.year = self._year(moment.year)
        moment.month = found.get("m", moment.month + 1) - 1
        moment.day = found.get("d", moment.day)
        moment.hour = found.get("H", moment.hour)
        if "I" in found:
            moment.hour = found["I"] % 12 + 12 * found.get("p", 0)
        moment.minute = found.get("M", moment.minute)
        moment.second = found.get("S", moment.second)
        if self._epoch is None:
            self._work_out(moment)
        return moment

    def _year(self, year: int) -> int:
        found = self._found
        if "Y" in found:
            return found["Y"]
        if "y" in found and "C" in found:
            return found["C"] * 100 + found["y"]
        if "y" in found:
            return found["y"] + (1900 if found["y"] >= _PIVOT else 2000)
        return found["C"] * 100 if "C" in found else year

    def _work_out(self, moment: Moment) -> None:
        """The day from the day of the year or the week, and the other way round."""
        found = self._found
        weekday = found.get("w", found["u"] % 7 if "u" in found else None)
        yearday = found["j"] - 1 if "j" in found else None
        week = found.get("U", found.get("W"))
        first = days_of(moment.year, 0, 1)
        if yearday is None and week is not None and weekday is not None:
            start = 0 if "U" in found else 1
            new_year = moment_of(first * 86_400).weekday
            yearday = (7 - (new_year - start)) % 7 + (week - 1) * 7 + (weekday - start + 7) % 7
        whole_date = "m" in found and "d" in found
        if yearday is not None and not whole_date and (self._calendar or week is not None):
            day = moment_of((first + yearday) * 86_400)
            moment.month = day.month if "m" not in found else moment.month
            moment.day = day.day if "d" not in found else moment.day
        if self._calendar or moment.day:
            today = days_of(moment.year, moment.month, moment.day)
            moment.weekday = (today + 4) % 7
            moment.yearday = today - first
        if weekday is not None:
            moment.weekday = weekday
        if yearday is not None:
            moment.yearday = yearday
