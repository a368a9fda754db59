"""What closures are made of: the scope of an evaluation, and the smallest of them.

Never: a loop that counts no steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from definitions.jq.errors import Budget
from definitions.jq.functions import each
from definitions.values import Json

_T = TypeVar("_T")


class Scope:
    """What one evaluation has at hand."""

    __slots__ = ("budget", "variables")

    def __init__(self, variables: Mapping[str, Json], budget: Budget) -> None:
        self.variables = variables
        self.budget = budget


Run: TypeAlias = Callable[[Json, Scope], Iterator[Json]]


def identity(value: Json, _scope: Scope) -> Iterator[Json]:
    return iter((value,))


def nothing(_value: Json, _scope: Scope) -> Iterator[Json]:
    return iter(())


def constant(constant: Json) -> Run:
    return lambda _value, _scope: iter((constant,))


def combined(makers: list[Callable[[], Iterator[_T]]]) -> Iterator[list[_T]]:
    """One of each, in all combinations, the first changing slowest; no further than is asked."""
    if not makers:
        yield []
        return
    open_ones = [makers[0]()]
    chosen: list[_T] = []
    while open_ones:
        del chosen[len(open_ones) - 1 :]
        try:
            chosen.append(next(open_ones[-1]))
        except StopIteration:
            open_ones.pop()
            continue
        if len(chosen) == len(makers):
            yield chosen
        else:
            open_ones.append(makers[len(chosen)]())


def pairs(begin: Run, end: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for first in begin(value, scope):
            for last in end(value, scope):
                yield [first, last]

    return run


def over_each(body: Run, target: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for found in target(value, scope):
            for item in each(found):
                scope.budget.step()
                yield from body(item, scope)

    return run
