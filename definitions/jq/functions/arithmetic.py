"""Operators: `+`, `-`, `*`, `/`, `%` and the comparisons.

Numbers are doubles to arithmetic, as in jq. Large whole ones are exact as long as nothing computes
with them: they are integers then, and what has been computed is a double. Never: an exception of
Python's for a number that is too large.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeGuard

from definitions.jq.errors import DEPTH, Budget, JqError, too_deep, type_name
from definitions.jq.functions.order import EXACT, compare, double, equal
from definitions.jq.functions.writing import shown
from definitions.values import Json

Operator: TypeAlias = Callable[[Json, Json, Budget], Json]

_INT_MAX = 2**31 - 1


def is_number(value: Json) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def neat(value: float) -> int | float:
    """What has been computed: as an integer where both are the same."""
    if isinstance(value, int):
        return double(value)
    return int(value) if -EXACT < value < EXACT and value.is_integer() else value


def add(one: Json, other: Json, budget: Budget) -> Json:
    if is_number(one) and is_number(other):
        return neat(double(one) + double(other))
    if isinstance(one, str) and isinstance(other, str):
        budget.made(len(one) + len(other))
        return one + other
    if one is None:
        return other
    if other is None:
        return one
    if isinstance(one, list) and isinstance(other, list):
        budget.made(len(one) + len(other))
        return one + other
    if isinstance(one, dict) and isinstance(other, dict):
        budget.made(len(one) + len(other))
        return {**one, **other}
    raise _cannot(one, other, "added")


def subtract(one: Json, other: Json, budget: Budget) -> Json:
    if is_number(one) and is_number(other):
        return neat(double(one) - double(other))
    if isinstance(one, list) and isinstance(other, list):
        return [item for item in one if not any(equal(item, gone, budget) for gone in other)]
    raise _cannot(one, other, "subtracted")


def multiply(one: Json, other: Json, budget: Budget) -> Json:
    if is_number(one) and is_number(other):
        return neat(double(one) * double(other))
    if isinstance(one, str) and is_number(other):
        return _repeated(one, other, budget)
    if isinstance(other, str) and is_number(one):
        return _repeated(other, one, budget)
    if isinstance(one, dict) and isinstance(other, dict):
        return _merged(one, other, budget, 0)
    raise _cannot(one, other, "multiplied")


def _repeated(text: str, times: float, budget: Budget) -> Json:
    if not times >= 0:
        return None
    count = min(int(min(times, _INT_MAX)), _INT_MAX)
    if len(text) * count >= _INT_MAX:
        raise JqError("Repeat string result too long")
    budget.made(len(text) * count)
    return text * count


def _merged(
    one: dict[str, Json], other: dict[str, Json], budget: Budget, level: int
) -> dict[str, Json]:
    if level > DEPTH:
        raise too_deep()
    budget.made(len(one) + len(other))
    merged = dict(one)
    for name, value in other.items():
        mine = merged.get(name)
        if isinstance(mine, dict) and isinstance(value, dict):
            merged[name] = _merged(mine, value, budget, level + 1)
        else:
            merged[name] = value
    return merged


def divide(one: Json, other: Json, budget: Budget) -> Json:
    if is_number(one) and is_number(other):
        if other == 0:
            raise _cannot(one, other, "divided because the divisor is zero")
        return neat(double(one) / double(other))
    if isinstance(one, str) and isinstance(other, str):
        return split(one, other, budget)
    raise _cannot(one, other, "divided")


def split(text: str, separator: str, budget: Budget) -> Json:
    if not text:
        return []
    parts: list[Json] = [*text.split(separator)] if separator else [*text]
    budget.made(len(parts))
    return parts


def modulo(one: Json, other: Json, _budget: Budget) -> Json:
    """Of the whole parts; the sign is that of the dividend."""
    if is_number(one) and is_number(other):
        if one != one or other != other:  # noqa: PLR0124 - NaN
            return math.nan
        divisor = abs(_whole(double(other)))
        if divisor == 0:
            raise _cannot(one, other, "divided (remainder) because the divisor is zero")
        dividend = _whole(double(one))
        rest = abs(dividend) % divisor
        return neat(-rest if dividend < 0 else rest)
    raise _cannot(one, other, "divided (remainder)")


def _whole(value: float) -> int:
    """Cut to what 64 bits hold, as jq does."""
    if math.isinf(value):
        value = sys.float_info.max if value > 0 else -sys.float_info.max
    return max(-(2**63), min(2**63 - 1, int(value)))


def negate(value: Json, _budget: Budget | None = None) -> Json:
    if is_number(value):
        return -value
    raise JqError(f"{named(value)} cannot be negated")


def named(value: Json) -> str:
    """For a message: the type and the beginning of the value."""
    return f"{type_name(value)} ({shown(value)})"


def _cannot(one: Json, other: Json, what: str) -> JqError:
    return JqError(f"{named(one)} and {named(other)} cannot be {what}")


OPERATORS: Mapping[str, Operator] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": modulo,
    "==": equal,
    "!=": lambda one, other, budget: not equal(one, other, budget),
    "<": lambda one, other, budget: compare(one, other, budget) < 0,
    "<=": lambda one, other, budget: compare(one, other, budget) <= 0,
    ">": lambda one, other, budget: compare(one, other, budget) > 0,
    ">=": lambda one, other, budget: compare(one, other, budget) >= 0,
}
