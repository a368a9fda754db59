"""Texts, arrays and objects made of parts.

Never: a shared value. What is made here is new every time.
"""

from __future__ import annotations

from definitions.jq.compiler.operation import Operation, function_of
from definitions.jq.compiler.part import Leaf, Part, Scalar
from definitions.jq.errors import Budget, JqError
from definitions.jq.functions.arithmetic import named
from definitions.jq.functions.formats import Format
from definitions.jq.machine import Environment, Machine
from definitions.values import Json


def empty_array() -> Part:
    return Leaf(lambda _value, _env, _machine: [])


def listed(parts: tuple[Part, ...]) -> Part | None:
    """`[a, b, c]` where each is a scalar."""
    scalars = [part.scalar for part in parts if part.scalar is not None]
    if len(scalars) != len(parts):
        return None

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        return [scalar(value, env, machine) for scalar in scalars]

    return Operation(parts, lambda _value, operands, _budget: [*operands], run)


def text(pieces: list[str | Part], format: Format) -> Part:  # noqa: A002 - jq's word
    """Joined like a sum, whose right side is asked first and changes slowest."""
    parts = tuple([piece for piece in reversed(pieces) if isinstance(piece, Part)])

    def apply(_value: Json, operands: tuple[Json, ...], budget: Budget) -> Json:
        given = iter([format(operand, budget) for operand in operands][::-1])
        return _joined(
            [piece if isinstance(piece, str) else next(given) for piece in pieces], budget
        )

    scalars = [part.scalar for part in parts if part.scalar is not None]
    if len(scalars) != len(parts):
        return Operation(parts, apply, None)

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        budget = machine.budget
        given = iter([format(scalar(value, env, machine), budget) for scalar in scalars][::-1])
        return _joined(
            [piece if isinstance(piece, str) else next(given) for piece in pieces], budget
        )

    return Operation(parts, apply, run)


def _joined(texts: list[str], budget: Budget) -> str:
    budget.made(sum(map(len, texts)))
    return "".join(texts)


def made_object(entries: tuple[tuple[Part, Part], ...]) -> Part:
    """The first entry changes slowest, and its key before its value."""
    return function_of(tuple(part for entry in entries for part in entry), _object_of)


def _object_of(_value: Json, operands: tuple[Json, ...], _budget: Budget) -> Json:
    made: dict[str, Json] = {}
    for place in range(0, len(operands), 2):
        key = operands[place]
        if not isinstance(key, str):
            raise JqError(f"Cannot use {named(key)} as object key")
        made[key] = operands[place + 1]
    return made


def named_object(names: tuple[str, ...], values: tuple[Part, ...]) -> Part:
    """With keys that are written out."""

    def apply(_value: Json, operands: tuple[Json, ...], _budget: Budget) -> Json:
        return dict(zip(names, operands, strict=True))

    found: list[tuple[str, Scalar]] = [
        (name, part.scalar)
        for name, part in zip(names, values, strict=True)
        if part.scalar is not None
    ]
    if len(found) != len(names):
        return Operation(values, apply, None)

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        return {name: scalar(value, env, machine) for name, scalar in found}

    return Operation(values, apply, run)
