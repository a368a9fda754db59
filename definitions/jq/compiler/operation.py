"""Operations: a function of the input and of operands, for every combination of their values.

Operands are given in the order in which jq asks them, the one that changes slowest first.
Never: an operand asked again where one before it has not changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from definitions.jq.compiler.part import Part, Scalar
from definitions.jq.errors import Budget
from definitions.jq.functions.arithmetic import Operator
from definitions.jq.machine import Code, Environment, Machine, State
from definitions.values import Json

Apply: TypeAlias = Callable[[Json, tuple[Json, ...], Budget], Json]


class Operation(Part):
    __slots__ = ("_apply", "_operands")

    def __init__(self, operands: tuple[Part, ...], apply: Apply, scalar: Scalar | None) -> None:
        super().__init__(scalar, *operands)
        self._operands = operands
        self._apply = apply

    def stream(self, then: Code) -> Code:
        code = _applied(self._apply, len(self._operands), then)
        for place in reversed(range(len(self._operands))):
            code = asked(self._operands[place], place, code)
        return kept(code)


def kept(then: Code) -> Code:
    """Lays the input aside; operands come above it."""

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env.push(value)

    return run


def asked(operand: Part, above: int, then: Code) -> Code:
    """Lays a value of the operand aside, above the input and so many others."""
    scalar, weight = operand.scalar, operand.weight
    if scalar is None:
        return operand.code(_laid_aside(above, then))

    def run(value: Json, env: Environment, machine: Machine) -> State:
        machine.budget.left -= weight
        return then, value, env.push(scalar(value, env, machine))

    return run


def _laid_aside(above: int, then: Code) -> Code:
    at = -1 - above

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, env.stack[at], env.push(value)

    return run


def _applied(apply: Apply, count: int, then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        operands = env.stack[len(env.stack) - count :]
        return then, apply(value, operands, machine.budget), env.drop(count + 1)

    return run


# ---- from parts to operations


def function_of(parts: tuple[Part, ...], function: Apply) -> Part:
    """For any number of operands."""
    scalars = tuple(part.scalar for part in parts if part.scalar is not None)
    if len(scalars) != len(parts):
        return Operation(parts, function, None)

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        operands = tuple([scalar(value, env, machine) for scalar in scalars])
        return function(value, operands, machine.budget)

    return Operation(parts, function, run)


def binary(operate: Operator, left: Part, right: Part) -> Part:
    """The right changes slowest, as in jq."""

    def apply(_value: Json, operands: tuple[Json, ...], budget: Budget) -> Json:
        other, one = operands
        return operate(one, other, budget)

    one_of, other_of = left.scalar, right.scalar
    if one_of is None or other_of is None:
        return Operation((right, left), apply, None)

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        other = other_of(value, env, machine)
        return operate(one_of(value, env, machine), other, machine.budget)

    return Operation((right, left), apply, run)


def unary(function: Callable[[Json, Budget], Json]) -> Part:
    """A function of the input alone."""

    def apply(value: Json, _operands: tuple[Json, ...], budget: Budget) -> Json:
        return function(value, budget)

    def run(value: Json, _env: Environment, machine: Machine) -> Json:
        return function(value, machine.budget)

    return Operation((), apply, run)


def of_one(function: Callable[[Json, Json, Budget], Json], argument: Part) -> Part:
    def apply(value: Json, operands: tuple[Json, ...], budget: Budget) -> Json:
        return function(value, operands[0], budget)

    argument_of = argument.scalar
    if argument_of is None:
        return Operation((argument,), apply, None)

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        return function(value, argument_of(value, env, machine), machine.budget)

    return Operation((argument,), apply, run)
