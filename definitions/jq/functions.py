"""Functions whose arguments are values, and jq's order and arithmetic.

Never: a function that sees the program or its variables; those that take programs as arguments
(`map`, `select`, …) are compiled, `SHAPES` names them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

from definitions.jq.errors import Budget, JqError, type_name
from definitions.values import Json, encode

Function: TypeAlias = Callable[[Json, tuple[Json, ...], Budget], Json]

SHAPES = frozenset({("map", 1), ("select", 1), ("empty", 0), ("any", 1), ("all", 1)})

_RANK = {"null": 0, "boolean": 1, "number": 3, "string": 4, "array": 5, "object": 6}


def truthy(value: Json) -> bool:
    return value is not None and value is not False


def compare(one: Json, other: Json) -> int:
    """jq's total order: null, false, true, numbers, strings, arrays, objects."""
    rank = _RANK[type_name(one)] - _RANK[type_name(other)]
    if rank:
        return rank
    if isinstance(one, str) and isinstance(other, str):
        # By code points, as jq does; Python compares so.
        return (one > other) - (one < other)
    if isinstance(one, list) and isinstance(other, list):
        for left, right in zip(one, other, strict=False):
            difference = compare(left, right)
            if difference:
                return difference
        return len(one) - len(other)
    if isinstance(one, dict) and isinstance(other, dict):
        names, others = sorted(one), sorted(other)
        if names != others:
            return 1 if names > others else -1
        for name in names:
            difference = compare(one[name], other[name])
            if difference:
                return difference
        return 0
    if isinstance(one, int | float) and isinstance(other, int | float):
        return (one > other) - (one < other)
    return 0


def add(one: Json, other: Json, budget: Budget) -> Json:
    if one is None:
        return other
    if other is None:
        return one
    if _number(one) and _number(other):
        return _finite(one + other)
    if isinstance(one, str) and isinstance(other, str):
        budget.made(len(one) + len(other))
        return one + other
    if isinstance(one, list) and isinstance(other, list):
        budget.made(len(one) + len(other))
        return one + other
    if isinstance(one, dict) and isinstance(other, dict):
        budget.made(len(one) + len(other))
        return {**one, **other}
    raise _cannot(one, other, "added")


def subtract(one: Json, other: Json, _budget: Budget) -> Json:
    if _number(one) and _number(other):
        return _finite(one - other)
    if isinstance(one, list) and isinstance(other, list):
        return [item for item in one if not any(compare(item, gone) == 0 for gone in other)]
    raise _cannot(one, other, "subtracted")


def multiply(one: Json, other: Json, budget: Budget) -> Json:
    if _number(one) and _number(other):
        return _finite(one * other)
    if isinstance(other, str) and _number(one):
        one, other = other, one
    if isinstance(one, str) and _number(other):
        if other <= 0:
            return None
        budget.made(len(one) * math.ceil(other))
        return one * max(1, int(other))
    if isinstance(one, dict) and isinstance(other, dict):
        return _merge(one, other, budget)
    raise _cannot(one, other, "multiplied")


def _merge(one: dict[str, Json], other: dict[str, Json], budget: Budget) -> Json:
    budget.step(len(other) + 1)
    merged = dict(one)
    for name, value in other.items():
        mine = merged.get(name)
        if isinstance(mine, dict) and isinstance(value, dict):
            merged[name] = _merge(mine, value, budget)
        else:
            merged[name] = value
    return merged


def divide(one: Json, other: Json, budget: Budget) -> Json:
    if _number(one) and _number(other):
        if other == 0:
            raise _cannot(one, other, "divided because the divisor is zero")
        exact = one / other
        return int(exact) if exact.is_integer() and abs(exact) < 2**53 else exact
    if isinstance(one, str) and isinstance(other, str):
        parts: list[Json] = [*one.split(other)] if other else [*one]
        budget.made(len(parts))
        return parts
    raise _cannot(one, other, "divided")


def modulo(one: Json, other: Json, _budget: Budget) -> Json:
    if _number(one) and _number(other):
        divisor = abs(int(other))
        if divisor == 0:
            raise _cannot(one, other, "divided because the divisor is zero")
        return int(math.fmod(int(one), divisor)) if abs(one) < 2**53 else int(one) % divisor
    raise _cannot(one, other, "divided")


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _finite(value: int | float) -> Json:
    if isinstance(value, float) and not math.isfinite(value):
        return math.copysign(1.7976931348623157e308, value) if value == value else None  # noqa: PLR0124
    return value


def _cannot(one: Json, other: Json, what: str) -> JqError:
    return JqError(f"{_show(one)} and {_show(other)} cannot be {what}.")


def _show(value: Json) -> str:
    text = encode(value).decode()
    return f"{type_name(value)} ({text if len(text) <= 40 else text[:37] + '...'})"


def length(value: Json, _arguments: tuple[Json, ...], _budget: Budget) -> Json:
    if value is None:
        return 0
    if isinstance(value, bool):
        raise JqError(f"{_show(value)} has no length.")
    if isinstance(value, int | float):
        return abs(value)
    return len(value)


def to_string(value: Json, _arguments: tuple[Json, ...], budget: Budget) -> Json:
    return value if isinstance(value, str) else text_of(value, budget)


def text_of(value: Json, budget: Budget) -> str:
    if isinstance(value, str):
        return value
    text = encode(value).decode()
    budget.made(len(text))
    return text


def to_number(value: Json, _arguments: tuple[Json, ...], _budget: Budget) -> Json:
    if _number(value):
        return value
    if isinstance(value, str):
        try:
            number = json.loads(value, parse_constant=_refuse)
        except ValueError:
            number = None
        if _number(number):
            return number
    raise JqError(f"{_show(value)} cannot be parsed as a number.")


def _refuse(_constant: str) -> None:
    raise ValueError


def keys(value: Json, _arguments: tuple[Json, ...], _budget: Budget) -> Json:
    if isinstance(value, dict):
        return [*sorted(value)]
    if isinstance(value, list):
        return [*range(len(value))]
    raise JqError(f"{_show(value)} has no keys.")


def has(value: Json, arguments: tuple[Json, ...], _budget: Budget) -> Json:
    key = arguments[0]
    if isinstance(value, dict) and isinstance(key, str):
        return key in value
    if isinstance(value, list) and isinstance(key, int):
        return 0 <= key < len(value)
    raise JqError(f"Cannot check whether {type_name(value)} has a {type_name(key)} key.")


def total(value: Json, _arguments: tuple[Json, ...], budget: Budget) -> Json:
    """`add`"""
    if not isinstance(value, list | dict):
        raise JqError(f"Cannot iterate over {_show(value)}.")
    result: Json = None
    for item in value.values() if isinstance(value, dict) else value:
        budget.step()
        result = add(result, item, budget)
    return result


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
    "==": lambda one, other, _budget: compare(one, other) == 0,
    "!=": lambda one, other, _budget: compare(one, other) != 0,
    "<": lambda one, other, _budget: compare(one, other) < 0,
    "<=": lambda one, other, _budget: compare(one, other) <= 0,
    ">": lambda one, other, _budget: compare(one, other) > 0,
    ">=": lambda one, other, _budget: compare(one, other) >= 0,
}
