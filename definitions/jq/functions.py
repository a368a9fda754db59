"""Functions whose arguments are values, and jq's order and arithmetic.

Numbers are doubles to arithmetic, as in jq, but stay exact where nothing computes with them.
Never: a function that sees the program or its variables; those that take programs as arguments
(`map`, `select`, …) are compiled, `SHAPES` names them.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Mapping
from typing import TypeAlias

from definitions.jq.errors import DEPTH, Budget, JqBudgetError, JqError, type_name
from definitions.values import Json, encode

Function: TypeAlias = Callable[[Json, tuple[Json, ...], Budget], Json]

SHAPES = (("map", 1), ("select", 1), ("empty", 0), ("any", 1), ("all", 1))

_RANK = {"null": 0, "boolean": 1, "number": 3, "string": 4, "array": 5, "object": 6}
_EXACT = 2**53
"""Up to here a double is as good as an integer."""

_NEAT = 10.0**17
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_SHOWN = 60
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def truthy(value: Json) -> bool:
    return value is not None and value is not False


# ---- order


def compare(  # noqa: PLR0911 - one for each pair of types
    one: Json, other: Json, budget: Budget, level: int = 0
) -> int:
    """The total order of jq: null, false, true, numbers, strings, arrays, objects."""
    budget.step()
    if isinstance(one, str) and isinstance(other, str):
        # By code points, as jq does; Python compares so.
        return (one > other) - (one < other)
    rank = _RANK[type_name(one)] - _RANK[type_name(other)]
    if rank:
        return rank
    if isinstance(one, int | float) and isinstance(other, int | float):
        return (one > other) - (one < other)
    if level > DEPTH:
        raise JqBudgetError(f"Values nested more than {DEPTH} levels deep can't be compared.")
    if isinstance(one, list) and isinstance(other, list):
        for left, right in zip(one, other, strict=False):
            difference = compare(left, right, budget, level + 1)
            if difference:
                return difference
        return len(one) - len(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return _compare_objects(one, other, budget, level)
    return 0


def _compare_objects(
    one: dict[str, Json], other: dict[str, Json], budget: Budget, level: int
) -> int:
    """Their names first, then what stands behind them."""
    budget.made(len(one) + len(other))
    names, others = sorted(one), sorted(other)
    if names != others:
        return 1 if names > others else -1
    for name in names:
        difference = compare(one[name], other[name], budget, level + 1)
        if difference:
            return difference
    return 0


# ---- arithmetic


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _double(value: Json) -> int | float:
    """As precise as jq computes; an integer stays one where that is the same."""
    if isinstance(value, int):
        if -_EXACT <= value <= _EXACT:
            return value
        try:
            return float(value)
        except OverflowError:
            return -sys.float_info.max if value < 0 else sys.float_info.max
    return value if isinstance(value, float) else 0


def _neat(value: float) -> Json:
    if isinstance(value, int):
        if -_EXACT <= value <= _EXACT:
            return value
        value = _double(value)
    if not math.isfinite(value):
        return None if math.isnan(value) else math.copysign(sys.float_info.max, value)
    return int(value) if value == math.floor(value) and abs(value) < _NEAT else value


def add(one: Json, other: Json, budget: Budget) -> Json:
    if one is None:
        return other
    if other is None:
        return one
    if isinstance(one, str) and isinstance(other, str):
        budget.made(len(one) + len(other))
        return one + other
    if _is_number(one) and _is_number(other):
        return _neat(_double(one) + _double(other))
    if isinstance(one, list) and isinstance(other, list):
        budget.made(len(one) + len(other))
        return one + other
    if isinstance(one, dict) and isinstance(other, dict):
        budget.made(len(one) + len(other))
        return {**one, **other}
    raise _cannot(one, other, "added")


def subtract(one: Json, other: Json, budget: Budget) -> Json:
    if _is_number(one) and _is_number(other):
        return _neat(_double(one) - _double(other))
    if isinstance(one, list) and isinstance(other, list):
        return [item for item in one if not any(compare(item, gone, budget) == 0 for gone in other)]
    raise _cannot(one, other, "subtracted")


def multiply(one: Json, other: Json, budget: Budget) -> Json:
    if _is_number(one) and _is_number(other):
        return _neat(_double(one) * _double(other))
    if isinstance(other, str) and _is_number(one):
        one, other = other, one
    if isinstance(one, str) and isinstance(other, int | float) and _is_number(other):
        if other < 0:
            return None
        times = _whole(other)
        budget.made(len(one) * times)
        return one * times
    if isinstance(one, dict) and isinstance(other, dict):
        return _merge(one, other, budget, 0)
    raise _cannot(one, other, "multiplied")


def _merge(
    one: dict[str, Json], other: dict[str, Json], budget: Budget, level: int
) -> dict[str, Json]:
    if level > DEPTH:
        raise JqBudgetError(f"Objects nested more than {DEPTH} levels deep can't be merged.")
    budget.made(len(one) + len(other))
    merged = dict(one)
    for name, value in other.items():
        mine = merged.get(name)
        if isinstance(mine, dict) and isinstance(value, dict):
            merged[name] = _merge(mine, value, budget, level + 1)
        else:
            merged[name] = value
    return merged


def divide(one: Json, other: Json, budget: Budget) -> Json:
    if _is_number(one) and _is_number(other):
        if other == 0:
            raise _cannot(one, other, "divided because the divisor is zero")
        try:
            return _neat(_double(one) / _double(other))
        except OverflowError:
            return sys.float_info.max
    if isinstance(one, str) and isinstance(other, str):
        if not one:
            return []
        parts: list[Json] = [*one.split(other)] if other else [*one]
        budget.made(len(parts))
        return parts
    raise _cannot(one, other, "divided")


def modulo(one: Json, other: Json, _budget: Budget) -> Json:
    """Of the whole parts; the sign is that of the dividend."""
    if _is_number(one) and _is_number(other):
        divisor = abs(_whole(_double(other)))
        if divisor == 0:
            raise _cannot(one, other, "divided (remainder) because the divisor is zero")
        dividend = _whole(_double(one))
        rest = abs(dividend) % divisor
        return -rest if dividend < 0 else rest
    raise _cannot(one, other, "divided (remainder)")


def _whole(value: float) -> int:
    """Cut to what 64 bits hold, as jq does."""
    return max(-(2**63), min(2**63 - 1, int(value)))


def negate(value: Json) -> Json:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _neat(-_double(value))
    raise JqError(f"{show(value)} cannot be negated")


def _cannot(one: Json, other: Json, what: str) -> JqError:
    return JqError(f"{show(one)} and {show(other)} cannot be {what}")


def show(value: Json) -> str:
    """For an error: the type and the beginning of the value, however large it is."""
    text = ""
    for piece in _ENCODER.iterencode(value[:_SHOWN] if isinstance(value, str) else value):
        text += piece
        if len(text) > _SHOWN:
            return f"{type_name(value)} ({text[: _SHOWN - 3]}...)"
    return f"{type_name(value)} ({text})"


# ---- access


def index(value: Json, key: Json, budget: Budget) -> Json:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int | float) and not isinstance(key, bool):
        place = math.floor(key)
        return value[place] if -len(value) <= place < len(value) else None
    if value is None and isinstance(key, str | int | float) and not isinstance(key, bool):
        return None
    if isinstance(value, list) and isinstance(key, list):
        return _indices(value, key, budget)
    raise JqError(f"Cannot index {type_name(value)} with {show(key)}")


def _indices(value: list[Json], part: list[Json], budget: Budget) -> Json:
    """Where the one stands in the other."""
    if not part:
        return []
    return [
        place
        for place in range(len(value) - len(part) + 1)
        if all(compare(value[place + n], one, budget) == 0 for n, one in enumerate(part))
    ]


def cut(value: Json, begin: Json, end: Json, budget: Budget) -> Json:
    """The part `value[begin:end]`."""
    if value is None:
        return None
    if not isinstance(value, list | str):
        raise JqError(f"Cannot index {type_name(value)} with object")
    first, last = _edge(begin, math.floor), _edge(end, math.ceil)
    budget.made(len(value))
    return value[first:last]


def _edge(edge: Json, rounded: Callable[[float], int]) -> int | None:
    if edge is None:
        return None
    if isinstance(edge, int | float) and not isinstance(edge, bool):
        return rounded(edge)
    raise JqError("Start and end indices of an array slice must be numbers")


# ---- functions


def length(value: Json, _arguments: tuple[Json, ...], _budget: Budget) -> Json:
    if value is None:
        return 0
    if isinstance(value, bool):
        raise JqError(f"{show(value)} has no length")
    if isinstance(value, int | float):
        return _neat(abs(_double(value)))
    return len(value)


def to_string(value: Json, _arguments: tuple[Json, ...], budget: Budget) -> Json:
    return text_of(value, budget)


def text_of(value: Json, budget: Budget) -> str:
    if isinstance(value, str):
        return value
    budget.hold(value)
    text = encode(value).decode()
    budget.made(len(text))
    return text


def to_number(value: Json, _arguments: tuple[Json, ...], _budget: Budget) -> Json:
    if _is_number(value):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        try:
            return int(value)
        except ValueError:
            return _neat(float(value))
    raise JqError(f"{show(value)} cannot be parsed as a number")


def keys(value: Json, _arguments: tuple[Json, ...], budget: Budget) -> Json:
    if isinstance(value, dict):
        budget.made(len(value))
        return [*sorted(value)]
    if isinstance(value, list):
        budget.made(len(value))
        return [*range(len(value))]
    raise JqError(f"{show(value)} has no keys")


def has(value: Json, arguments: tuple[Json, ...], _budget: Budget) -> Json:
    key = arguments[0]
    if isinstance(value, dict) and isinstance(key, str):
        return key in value
    if isinstance(value, list) and isinstance(key, int | float) and not isinstance(key, bool):
        return 0 <= key < len(value)
    if value is None and (isinstance(key, str) or _is_number(key)):
        return False
    raise JqError(f"Cannot check whether {type_name(value)} has a {type_name(key)} key")


def total(value: Json, _arguments: tuple[Json, ...], budget: Budget) -> Json:
    """The function `add`."""
    if not isinstance(value, list | dict):
        raise JqError(f"Cannot iterate over {show(value)}")
    result: Json = None
    for item in value.values() if isinstance(value, dict) else value:
        budget.step()
        result = add(result, item, budget)
    return result


def each(value: Json) -> list[Json]:
    """What `.[]` goes through."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [*value.values()]
    raise JqError(f"Cannot iterate over {show(value)}")


FUNCTIONS: Mapping[tuple[str, int], Function] = {
    ("add", 0): total,
    ("has", 1): has,
    ("keys", 0): keys,
    ("length", 0): length,
    ("not", 0): lambda value, _arguments, _budget: not truthy(value),
    ("tonumber", 0): to_number,
    ("tostring", 0): to_string,
    ("type", 0): lambda value, _arguments, _budget: type_name(value),
}

OPERATORS: Mapping[str, Callable[[Json, Json, Budget], Json]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": modulo,
    "==": lambda one, other, budget: compare(one, other, budget) == 0,
    "!=": lambda one, other, budget: compare(one, other, budget) != 0,
    "<": lambda one, other, budget: compare(one, other, budget) < 0,
    "<=": lambda one, other, budget: compare(one, other, budget) <= 0,
    ">": lambda one, other, budget: compare(one, other, budget) > 0,
    ">=": lambda one, other, budget: compare(one, other, budget) >= 0,
}

KNOWN = (*FUNCTIONS, *SHAPES)
"""Names and numbers of arguments."""
