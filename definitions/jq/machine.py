"""Runs compiled code step by step, with a stack of its own for choices that are still open.

A piece of code gets a value and an environment, and says which piece goes on with which value:
nothing calls itself, so that recursion in a program costs steps and never Python's stack. To
backtrack is to go on with the choice left last.

Never: a step that isn't counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeAlias

from msgspec import Struct

from definitions.jq.errors import Budget, JqBudgetError, JqError
from definitions.jq.outside import Outside
from definitions.values import Json


class Code(Protocol):
    """A step: the next piece of code, its value and its environment.

    What a piece of code puts on the environment it takes off again before it goes on.
    """

    def __call__(self, value: Json, env: Environment, machine: Machine, /) -> State: ...


class Trail(Struct, frozen=True):
    """The way from the root of a path expression to the value at hand, from behind."""

    above: Trail | None = None
    key: Json = None
    outer: Trail | None = None
    """At a root: the trail of the path expression around this one."""
    intact: bool = True
    """Not, once the value has been computed and so lies nowhere."""


class Cell(Struct):
    """What a loop keeps while its choices come and go. It alone is changed in place."""

    outer: Cell | None
    value: Json = None
    items: list[Json] = []
    trail: Trail | None = None
    found: bool = False
    choices: int = 0


class Environment(Struct, frozen=True):
    """What a piece of code sees besides its value. A changed one is a new one."""

    variables: tuple[Json, ...]
    closures: tuple[Closure, ...]
    stack: tuple[Json, ...]
    """Values that wait for others: operands, and inputs that are needed again."""
    back: Return | None
    handler: Handler | None
    trail: Trail | None
    cell: Cell

    def having(self, value: Json) -> Environment:
        """With one variable more."""
        return Environment(
            (*self.variables, value),
            self.closures, self.stack, self.back, self.handler, self.trail, self.cell,
        )  # fmt: skip

    def cut(self, count: int) -> Environment:
        """With the first variables only."""
        return Environment(
            self.variables[:count],
            self.closures, self.stack, self.back, self.handler, self.trail, self.cell,
        )  # fmt: skip

    def push(self, value: Json) -> Environment:
        return Environment(
            self.variables, self.closures,
            (*self.stack, value),
            self.back, self.handler, self.trail, self.cell,
        )  # fmt: skip

    def drop(self, count: int = 1) -> Environment:
        return Environment(
            self.variables, self.closures,
            self.stack[:-count],
            self.back, self.handler, self.trail, self.cell,
        )  # fmt: skip

    def at(self, trail: Trail | None) -> Environment:
        return Environment(
            self.variables, self.closures, self.stack, self.back, self.handler, trail, self.cell
        )

    def guarded(self, handler: Handler | None) -> Environment:
        return Environment(
            self.variables, self.closures, self.stack, self.back, handler, self.trail, self.cell
        )

    def within(self, cell: Cell) -> Environment:
        """Inside a loop that keeps something."""
        return Environment(
            self.variables, self.closures, self.stack, self.back, self.handler, self.trail, cell
        )

    def without(self) -> Environment:
        """Outside of the innermost loop."""
        return Environment(
            self.variables, self.closures, self.stack, self.back, self.handler, self.trail,
            self.cell.outer or NO_CELL,
        )  # fmt: skip


State: TypeAlias = tuple[Code, Json, Environment]


class Return(Struct, frozen=True):
    """Where a function goes back to."""

    code: Code
    env: Environment


class Handler(Struct, frozen=True):
    """What catches an error: the choices that were open then stay, later ones go."""

    choices: int
    code: Code
    env: Environment


class Entry(Protocol):
    """A program passed to a function; it is compiled when it is first called."""

    def entry(self, *, tracked: bool) -> Code: ...


class Closure(Struct, frozen=True):
    program: Entry
    env: Environment


NO_CELL = Cell(None)
NOTHING = Environment((), (), (), None, None, None, NO_CELL)


def emit(_value: Json, _env: Environment, machine: Machine) -> State:
    """The last piece of every program. The loop below looks out for it and never calls it."""
    return machine.choices.pop()


def backtrack(_value: Json, _env: Environment, machine: Machine) -> State:
    return machine.choices.pop()


def _end(_value: Json, _env: Environment, machine: Machine) -> State:
    """What is left when no choice is. The loop looks out for it, too."""
    return machine.choices.pop()


class Machine:
    """One evaluation."""

    __slots__ = ("budget", "choices", "outside", "variables")

    def __init__(self, variables: Mapping[str, Json], budget: Budget, outside: Outside) -> None:
        self.variables = variables
        self.budget = budget
        self.outside = outside
        self.choices: list[State] = []

    def run(self, code: Code, value: Json) -> Iterator[Json]:
        """The results, one after the other."""
        budget = self.budget
        env = NOTHING
        self.choices.append((_end, None, env))
        while True:
            try:
                while True:
                    budget.left -= 1
                    if budget.left < 0:
                        raise budget.exhausted()
                    if code is emit:
                        yield value
                        code, value, env = self.choices.pop()
                    elif code is _end:
                        return
                    else:
                        code, value, env = code(value, env, self)
            except JqBudgetError:
                # A spent budget is no error of the data: it must end the whole expression.
                raise
            except JqError as error:
                handler = env.handler
                if handler is None:
                    raise
                del self.choices[handler.choices :]
                code, value, env = handler.code, error.value, handler.env
