"""Runtime expressions: `${ … }` in values, and templates with expressions deep inside.

A template is compiled once and evaluated often. Never: data evaluated as an expression; only what
the author of the definition wrote is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from definitions import jq
from definitions.jq import Budget, Expression
from definitions.values import Json, JsonObject

DEFERRED = "baton:expression"
"""Marks what an activity has to evaluate: {DEFERRED: source, "input": …, "variables": …}."""

_Part: TypeAlias = Callable[[Json, Mapping[str, Json], Budget], Json]


class ExpressionFaultError(Exception):
    """An expression in a template does not compile; `where` are the keys that lead to it."""

    def __init__(self, fault: jq.JqSyntaxError, source: str, where: tuple[str | int, ...]) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.source = source
        self.where = where


def is_expression(text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith("${") and stripped.endswith("}")


def inner(text: str) -> str:
    """The jq inside `${ … }`."""
    return text.strip()[2:-1].strip()


class Template:
    """A value of the definition with its expressions compiled."""

    __slots__ = ("_body", "expressions", "value")

    def __init__(self, value: Json, body: _Node) -> None:
        self.value = value
        self._body = body
        self.expressions: tuple[Expression, ...] = tuple(body.expressions())

    @property
    def references(self) -> tuple[tuple[str, ...], ...]:
        """Every path that it reads, each once."""
        found = {path: None for each in self.expressions for path in each.references}
        return tuple(found)

    def evaluate(self, value: Json, variables: Mapping[str, Json], budget: Budget) -> Json:
        """Of several results the first counts, none is null."""
        return self._body.evaluate(value, variables, budget, None)

    def defer(self, name: str, value: Json, variables: Mapping[str, Json], budget: Budget) -> Json:
        """Evaluate all but what reads `$name`; that is left, marked, with what it needs."""
        return self._body.evaluate(value, variables, budget, f"${name}")


class _Node:
    """A part of a template; this one is a constant."""

    __slots__ = ("value",)

    def __init__(self, value: Json) -> None:
        self.value = value

    def expressions(self) -> Iterator[Expression]:
        return iter(())

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: str | None
    ) -> Json:
        del value, variables, budget, defer
        return self.value


class _Expression(_Node):
    __slots__ = ("expression",)

    def __init__(self, value: str, expression: Expression) -> None:
        super().__init__(value)
        self.expression = expression

    def expressions(self) -> Iterator[Expression]:
        yield self.expression

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: str | None
    ) -> Json:
        if defer is not None and any(path[0] == defer for path in self.expression.references):
            return self._deferred(value, variables, defer)
        results = self.expression.evaluate(value, variables, budget)
        result = results[0] if results else None
        if defer is not None and _is_marked(result):
            raise jq.JqError(f"Data with the key {DEFERRED!r} can't be sent: Baton uses it itself.")
        return result

    def _deferred(self, value: Json, variables: Mapping[str, Json], defer: str) -> Json:
        roots = {path[0] for path in self.expression.references}
        needed: JsonObject = {
            root[1:]: variables[root[1:]]
            for root in sorted(roots)
            if root not in (".", defer) and root[1:] in variables
        }
        return {
            DEFERRED: self.expression.source,
            "input": value if "." in roots else None,
            "variables": needed,
        }


class _Object(_Node):
    __slots__ = ("entries",)

    def __init__(self, value: Json, entries: dict[str, _Node]) -> None:
        super().__init__(value)
        self.entries = entries

    def expressions(self) -> Iterator[Expression]:
        for entry in self.entries.values():
            yield from entry.expressions()

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: str | None
    ) -> Json:
        return {
            name: entry.evaluate(value, variables, budget, defer)
            for name, entry in self.entries.items()
        }


class _Array(_Node):
    __slots__ = ("items",)

    def __init__(self, value: Json, items: list[_Node]) -> None:
        super().__init__(value)
        self.items = items

    def expressions(self) -> Iterator[Expression]:
        for item in self.items:
            yield from item.expressions()

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: str | None
    ) -> Json:
        return [item.evaluate(value, variables, budget, defer) for item in self.items]


def _is_marked(value: Json) -> bool:
    """Data that looks like a deferred expression would be evaluated where secrets are known."""
    level = [value]
    while level:
        item = level.pop()
        if isinstance(item, dict):
            if DEFERRED in item:
                return True
            level.extend(item.values())
        elif isinstance(item, list):
            level.extend(item)
    return False


def compile_template(value: Json, *, bare: bool = False) -> Template:
    """With `bare` a text is jq also without `${ }`, as in `if` and `when`."""
    return Template(value, _compile(value, (), bare=bare))


def _compile(value: Json, where: tuple[str | int, ...], *, bare: bool = False) -> _Node:
    node = _Node(value)
    if isinstance(value, str) and (bare or is_expression(value)):
        source = inner(value) if is_expression(value) else value
        try:
            node = _Expression(value, jq.compile(source))
        except jq.JqSyntaxError as fault:
            raise ExpressionFaultError(fault, source, where) from fault
    elif isinstance(value, dict):
        entries = {name: _compile(entry, (*where, name)) for name, entry in value.items()}
        if any(type(entry) is not _Node for entry in entries.values()):
            node = _Object(value, entries)
    elif isinstance(value, list):
        items = [_compile(item, (*where, place)) for place, item in enumerate(value)]
        if any(type(item) is not _Node for item in items):
            node = _Array(value, items)
    return node
