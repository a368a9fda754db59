"""The functions of dates. Everything is UTC and speaks English.

Never: a clock, a locale or the machine's time zone.
"""

from __future__ import annotations

import math

from definitions.jq.errors import Budget, JqError
from definitions.jq.functions.arithmetic import is_number
from definitions.jq.functions.date_reading import read_date
from definitions.jq.functions.date_writing import write_date
from definitions.jq.functions.moments import Moment, moment_of, seconds_of
from definitions.jq.functions.order import double
from definitions.values import Json

_INT_MAX, _INT_MIN = 2**31 - 1, -(2**31)
_LAST_YEAR = 2**31 + 1899
_SECONDS = 1e17
"""Beyond them the year does not fit 32 bits anyway."""

_FIELDS = 8
_CONVERSION = 8
"""Steps; some stand for seven others."""


def gmtime(value: Json, _budget: Budget) -> Json:
    if not is_number(value):
        raise JqError("gmtime() requires numeric inputs")
    return _broken_down(value).as_json()


def localtime(value: Json, _budget: Budget) -> Json:
    if not is_number(value):
        raise JqError("localtime() requires numeric inputs")
    return _broken_down(value).as_json()


def _broken_down(value: float) -> Moment:
    number = double(value)
    moment = moment_of(int(number)) if abs(number) < _SECONDS else None
    if moment is None or not -_LAST_YEAR <= moment.year <= _LAST_YEAR:
        raise JqError("error converting number of seconds since epoch to datetime")
    moment.second += number - math.floor(number)
    return moment


def mktime(value: Json, _budget: Budget) -> Json:
    if not isinstance(value, list):
        raise JqError("mktime requires array inputs")
    return seconds_of(_read(value, "mktime requires parsed datetime inputs"))


def _read(value: list[Json], otherwise: str) -> Moment:
    numbers: list[int] = []
    for item in value[:_FIELDS]:
        if not is_number(item) or item != item:  # noqa: PLR0124
            raise JqError(otherwise)
        numbers.append(int(max(_INT_MIN, min(_INT_MAX, item))))
    given = dict(enumerate(numbers))
    return Moment(
        given.get(0, 1900), given.get(1, 0), given.get(2, 0), given.get(3, 0),
        given.get(4, 0), given.get(5, 0),
    )  # fmt: skip


def strftime(value: Json, text: Json, budget: Budget) -> Json:
    return _formatted(value, text, "strftime/1", "GMT", budget)


def strflocaltime(value: Json, text: Json, budget: Budget) -> Json:
    return _formatted(value, text, "strflocaltime/1", "UTC", budget)


def _formatted(value: Json, text: Json, name: str, zone: str, budget: Budget) -> Json:
    if is_number(value):
        value = _broken_down(value).as_json()
    elif not isinstance(value, list):
        raise JqError(f"{name} requires parsed datetime inputs")
    if not isinstance(text, str):
        raise JqError(f"{name} requires a string format")
    # What was given may be the 35th of a month: the calendar sets it right.
    moment = moment_of(seconds_of(_read(value, f"{name} requires parsed datetime inputs")))
    budget.step(text.count("%") * _CONVERSION)
    budget.made(len(text) * 2)
    made = write_date(text, moment, zone)
    budget.made(len(made))
    return made


def strptime(value: Json, text: Json, budget: Budget) -> Json:
    if not isinstance(value, str) or not isinstance(text, str):
        raise JqError("strptime/1 requires string inputs and arguments")
    budget.made(len(value) + len(text))
    found = read_date(value, text)
    if found is None:
        raise JqError(f'date "{value}" does not match format "{text}"')
    moment, rest = found
    return [*moment.as_json(), rest] if rest else moment.as_json()


def from_date(value: Json, budget: Budget) -> Json:
    return mktime(strptime(value, "%Y-%m-%dT%H:%M:%SZ", budget), budget)


def to_date(value: Json, budget: Budget) -> Json:
    return strftime(value, "%Y-%m-%dT%H:%M:%SZ", budget)
