"""jq's total order: null, false, true, numbers, strings, arrays, objects.

Never: Python's idea of equality, for which true is 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cmp_to_key

from definitions.jq.errors import DEPTH, Budget, too_deep, type_name
from definitions.values import Json

_RANK: Mapping[str, int] = {
    "null": 0, "boolean": 1, "number": 3, "string": 4, "array": 5, "object": 6,
}  # fmt: skip
_LESS = -1
EXACT = 2**53
"""Up to here a double is as good as an integer."""


def truthy(value: Json) -> bool:
    return value is not None and value is not False


def double(value: float) -> float:
    """As precise as jq computes; an integer stays one where that is the same."""
    if isinstance(value, int) and not -EXACT <= value <= EXACT:
        try:
            return float(value)
        except OverflowError:
            return -math.inf if value < 0 else math.inf
    return value


def compare(one: Json, other: Json, budget: Budget, level: int = 0) -> int:  # noqa: C901, PLR0911 - one frame a level
    """Below, at or above zero, as the one is less, equal or greater."""
    budget.step()
    if isinstance(one, str) and isinstance(other, str):
        # By code points, as jq does; Python compares so.
        return (one > other) - (one < other)
    rank = _RANK[type_name(one)] - _RANK[type_name(other)]
    if rank:
        return rank
    if isinstance(one, int | float) and isinstance(other, int | float):
        return _compare_numbers(one, other)
    if level > DEPTH:
        raise too_deep()
    if isinstance(one, list) and isinstance(other, list):
        for left, right in zip(one, other, strict=False):
            difference = compare(left, right, budget, level + 1)
            if difference:
                return difference
        return len(one) - len(other)
    if isinstance(one, dict) and isinstance(other, dict):
        # Their names first, then what stands behind them.
        budget.made(len(one) + len(other))
        names, others = sorted(one), sorted(other)
        if names != others:
            return 1 if names > others else -1
        for name in names:
            difference = compare(one[name], other[name], budget, level + 1)
            if difference:
                return difference
    return 0


def _compare_numbers(one: float, other: float) -> int:
    if one != one or other != other:  # noqa: PLR0124 - NaN
        # It is less than any number, itself included.
        return _LESS if one != one else 1  # noqa: PLR0124
    if type(one) is not type(other):
        # One of them has been computed.
        one, other = double(one), double(other)
    return (one > other) - (one < other)


def equal(one: Json, other: Json, budget: Budget) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return compare(one, other, budget) == 0


def in_order(keys: list[Json], budget: Budget) -> list[int]:
    """The places of the keys, the least key first; equal ones stay in their order."""
    budget.made(len(keys))
    places = range(len(keys))
    kinds = {*map(type, keys)}
    if kinds == {str} or (kinds <= {int, float} and not any(map(_is_nan, keys))):
        # Python's own order is the same here, and ten times as fast.
        budget.step(len(keys))
        return sorted(places, key=keys.__getitem__)  # pyright: ignore[reportArgumentType, reportCallIssue, reportUnknownVariableType]
    return sorted(
        places, key=cmp_to_key(lambda one, other: compare(keys[one], keys[other], budget))
    )


def _is_nan(value: Json) -> bool:
    return isinstance(value, float) and math.isnan(value)
