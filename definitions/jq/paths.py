"""Paths to closures: `.name`, `[key]`, `[begin:end]`, `[]`, and the `?` behind them.

Never: an error forgiven that is not the step's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from definitions.jq.errors import Budget, JqBudgetError, JqError
from definitions.jq.functions import cut, each, index
from definitions.jq.running import Run, Scope, constant, identity, over_each, pairs
from definitions.jq.syntax import Each, Key, Literal, Node, Slice, Step
from definitions.values import Json

Compile: TypeAlias = Callable[[Node], Run]
"""The compiler, for what stands inside brackets."""


def path(head: Run, steps: tuple[Step, ...], compiled: Compile) -> Run:
    """As in jq the keys of the last step are found first, and then what they go into."""
    run = head
    for step in steps:
        run = _optional(step, run, compiled) if step.optional else _step(step, run, compiled)
    return run


def _step(step: Step, target: Run, compiled: Compile) -> Run:
    match step:
        case Key(Literal(key)):
            return _named(key, target)
        case Key(key):
            return _keyed(compiled(key), target)
        case Slice():
            return _sliced(_keys(step, compiled), target)
        case Each():
            return over_each(identity, target)


def _optional(step: Step, target: Run, compiled: Compile) -> Run:
    """Forgives the step itself; an error in its key or its target stays one."""
    keys = _keys(step, compiled)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        budget = scope.budget
        for key in keys(value, scope):
            for found in target(value, scope):
                budget.step()
                try:
                    results = _reached(step, found, key, budget)
                except JqBudgetError:
                    raise
                except JqError:
                    continue
                for result in results:
                    budget.step()
                    yield result

    return run


def _keys(step: Step, compiled: Compile) -> Run:
    match step:
        case Key(key):
            return compiled(key)
        case Slice(begin, end):
            edges = (begin or Literal(None), end or Literal(None))
            return pairs(*(compiled(edge) for edge in edges))
        case Each():
            return constant(None)


def _reached(step: Step, target: Json, key: Json, budget: Budget) -> list[Json]:
    if isinstance(step, Each):
        return each(target)
    if isinstance(step, Slice) and isinstance(key, list):
        first, last = key
        return [cut(target, first, last, budget)]
    return [index(target, key, budget)]


def _named(key: Json, target: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        budget = scope.budget
        for found in target(value, scope):
            budget.step()
            yield index(found, key, budget)

    return run


def _keyed(key: Run, target: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for place in key(value, scope):
            for found in target(value, scope):
                scope.budget.step()
                yield index(found, place, scope.budget)

    return run


def _sliced(edges: Run, target: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for pair in edges(value, scope):
            first, last = pair if isinstance(pair, list) else (None, None)
            for found in target(value, scope):
                scope.budget.step()
                yield cut(found, first, last, scope.budget)

    return run
