"""What the compiler makes of a piece of the program.

A part that gives exactly one value, without choices and within a bounded depth, is a *scalar*: a
Python function that calls others. Anything else is code for the machine, in two kinds: plain, and
tracked, which keeps the trail of a path expression. Code is made when it is needed.

Never: a scalar that calls a function of the program that calls itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeAlias

from definitions.jq.machine import Code, Environment, Machine, State, Trail
from definitions.values import Json

Scalar: TypeAlias = Callable[[Json, Environment, Machine], Json]

MAX_DEPTH = 40
"""Scalars in each other; beyond it the machine takes over, whose depth only costs steps."""

LOST = Trail(intact=False)


class Part(ABC):
    __slots__ = ("depth", "scalar", "weight")

    def __init__(self, scalar: Scalar | None, *inner: Part) -> None:
        self.weight = 1
        """Steps that the scalar costs."""
        self.depth = 1
        for part in inner:
            self.weight += part.weight
            if part.depth >= self.depth:
                self.depth = part.depth + 1
        if self.depth > MAX_DEPTH:
            scalar = None
        if scalar is None:
            self.depth = 0
        self.scalar: Scalar | None = scalar

    def code(self, then: Code) -> Code:
        """With what comes after it."""
        if self.scalar is None:
            return self.stream(then)
        return _stepped(self.scalar, self.weight, then)

    @abstractmethod
    def stream(self, then: Code) -> Code:
        """Code where the part is no scalar, or too deep for one."""

    def tracked(self, then: Code) -> Code:
        """Code in a path expression. By default a value is computed, and so lies nowhere."""
        if self.scalar is None:
            return self.stream(_losing(then))
        return _stepped_off(self.scalar, self.weight, then)


def _stepped(scalar: Scalar, weight: int, then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        machine.budget.left -= weight
        return then, scalar(value, env, machine), env

    return run


def _stepped_off(scalar: Scalar, weight: int, then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        machine.budget.left -= weight
        found = scalar(value, env, machine)
        return then, found, env if _same(value, found) else env.at(LOST)

    return run


def _same(value: Json, found: Json) -> bool:
    """As to jq, a null that has been computed from a null lies where that lay.

    There is one null only. Whether two other values are one object is Python's own business.
    """
    return found is value and (found is None or isinstance(found, bool))


def _losing(then: Code) -> Code:
    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env.at(LOST)

    return run


class Leaf(Part):
    """A scalar that has nothing in it."""

    __slots__ = ("_direct",)

    def __init__(self, scalar: Scalar) -> None:
        super().__init__(scalar)
        self._direct = scalar

    def stream(self, then: Code) -> Code:
        return _stepped(self._direct, self.weight, then)


def constant(value: Json) -> Leaf:
    def run(_value: Json, _env: Environment, _machine: Machine) -> Json:
        return value

    return Leaf(run)
