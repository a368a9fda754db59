"""A compiled expression: what it reads is known, and it can be evaluated often.

Never: state between two evaluations.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from definitions.jq.analysis import Reference, plain_path, references
from definitions.jq.compiler.compiler import part_of
from definitions.jq.compiler.scope import Scope
from definitions.jq.errors import Budget, JqBudgetError, JqError, JqHaltError
from definitions.jq.functions.access import index
from definitions.jq.machine import NOTHING, Code, Machine, emit
from definitions.jq.outside import ENVIRONMENT, NOWHERE, Outside
from definitions.jq.parser import parse
from definitions.jq.syntax import Node, makes
from definitions.values import Json

SHARED_LENGTH = 500
"""Programs up to here are kept compiled; an editor sends the same ones again and again."""


class Expression:
    """A compiled program. Immutable, so that threads and definitions may share one."""

    __slots__ = ("_code", "_keys", "_makes", "_part", "_references", "_root", "node", "source")

    def __init__(self, source: str, node: Node, given: Collection[str] | None = None) -> None:
        self.source = source
        self.node = node
        self._references: tuple[Reference, ...] | None = None
        self._root, self._keys = plain_path(node) or (None, None)
        if self._root == ENVIRONMENT:
            self._keys = None
        self._part = part_of(node, Scope(given=given))
        self._code: Code | None = None
        self._makes: bool | None = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """What it reads: roots, each with the names that are known."""
        if self._references is None:
            self._references = references(self.node)
        return self._references

    def evaluate(
        self,
        value: Json,
        variables: Mapping[str, Json],
        budget: Budget,
        outside: Outside = NOWHERE,
    ) -> list[Json]:
        """All results, in order. After `halt` there are no more; `halt_error` is an error."""
        if self._keys is not None:
            return [_looked_up(value, variables, self._root, self._keys, budget)]
        found: list[Json] = []
        try:
            found.extend(self.results(value, variables, budget, outside))
        except JqHaltError as halt:
            if not halt.silent:
                raise JqError(halt.value) from halt
        if self._makes is None:
            self._makes = makes(self.node)
        return [_spoken(one) for one in found] if self._makes and budget.hold(found) else found

    def results(
        self,
        value: Json,
        variables: Mapping[str, Json],
        budget: Budget,
        outside: Outside = NOWHERE,
    ) -> Iterator[Json]:
        """One after the other, as they come, and as they are: NaN and infinite, too."""
        machine = Machine(variables, budget, outside)
        try:
            scalar = self._part.scalar
            if scalar is not None:
                budget.step(self._part.weight)
                yield scalar(value, NOTHING, machine)
                return
            if self._code is None:
                self._code = self._part.code(emit)
            yield from machine.run(self._code, value)
        except RecursionError as error:
            raise JqBudgetError("The expression or its data is nested too deeply.") from error


def compile_program(source: str, given: Collection[str] | None = None) -> Expression:
    """Raises JqSyntaxError. Where the variables are given, no others may be read."""
    if given is None and len(source) <= SHARED_LENGTH:
        return _shared(source)
    return Expression(source, parse(source), given)


@lru_cache(2048)
def _shared(source: str) -> Expression:
    return Expression(source, parse(source))


def _looked_up(
    value: Json,
    variables: Mapping[str, Json],
    root: str | None,
    keys: tuple[str, ...],
    budget: Budget,
) -> Json:
    """The shortest way for the most common kind of expression."""
    if root is not None:
        try:
            value = variables[root]
        except KeyError:
            raise JqError(f"${root} is not defined here") from None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else index(value, key, budget)
    return value


def _spoken(value: Json) -> Json:
    """As jq writes it: JSON has no NaN, and nothing infinite."""
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return value if math.isfinite(value) else math.copysign(sys.float_info.max, value)
    if isinstance(value, list):
        items: list[Json] = []
        for item in value:
            items.append(_spoken(item))  # noqa: PERF401 - a comprehension takes Python's stack
        return items
    if isinstance(value, dict):
        entries: dict[str, Json] = {}
        for name, item in value.items():
            entries[name] = _spoken(item)
        return entries
    return value
