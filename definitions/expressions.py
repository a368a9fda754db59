"""Runtime expressions: `${ … }` in values, and templates with expressions deep inside.

A template is compiled once and evaluated often. Never: data evaluated as an expression; only what
the author of the definition wrote is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from definitions import jq
from definitions.jq import Budget, Expression, JqError
from definitions.values import Json, JsonObject

DEFERRED = "baton:expression"
"""Marks what an activity has to evaluate: {DEFERRED: source, "input": …, "variables": …}."""

SEALED = "sealed"
"""In a mark: its input holds marks of its own, which come first."""

SHOWN = 120
"""Characters of an expression that an error repeats."""


class ExpressionFaultError(Exception):
    """An expression in a template does not compile; `where` are the keys that lead to it."""

    def __init__(self, fault: jq.JqSyntaxError, source: str, where: tuple[str | int, ...]) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.source = source
        self.where = where


@dataclass(frozen=True, slots=True)
class Deferral:
    """What is left for the activity: all that reads one of these."""

    roots: tuple[str, ...]
    """The first is the variable that only the activity knows."""
    sealed: bool = False
    """The input is a mark itself, so what reads it is left too."""


def is_expression(text: str) -> bool:
    """The whole text, and nothing beside it, is `${ … }`."""
    stripped = text.strip()
    return stripped.startswith("${") and stripped.endswith("}")


def inner(text: str) -> str:
    """The jq inside `${ … }`."""
    return text.strip()[2:-1].strip()


class Template:
    """A value of the definition with its expressions compiled."""

    __slots__ = ("_body", "_makes", "expressions", "value")

    def __init__(self, value: Json, body: _Node) -> None:
        self.value = value
        self._body = body
        self.expressions: tuple[Expression, ...] = tuple(body.expressions())
        # An expression alone has looked at its result itself.
        self._makes = not isinstance(body, _Expression) and bool(self.expressions)

    @property
    def references(self) -> tuple[tuple[str, ...], ...]:
        """Every path that it reads, each once."""
        found = {path: None for each in self.expressions for path in each.references}
        return tuple(found)

    def evaluate(self, value: Json, variables: Mapping[str, Json], budget: Budget) -> Json:
        """Of several results the first counts, none is null."""
        made = self._body.evaluate(value, variables, budget, None)
        if self._makes:
            # Else a loop that sets two fields to its own input doubles it with every round.
            budget.hold(made)
        return made

    def defer(
        self,
        name: str,
        value: Json,
        variables: Mapping[str, Json],
        budget: Budget,
        *,
        sealed: bool = False,
    ) -> Json:
        """Evaluate all but what reads `$name`; that is left, marked, with what it needs.

        `sealed`: the value, also as `$input`, is itself what another template has left.
        Data that looks like such a mark is refused: whoever evaluates marks later would take an
        expression of somebody's data for one of the author's.
        """
        roots = (f"${name}", ".", "$input") if sealed else (f"${name}",)
        made = self._body.evaluate(value, variables, budget, Deferral(roots, sealed))
        if self._makes:
            budget.hold(made)
        return made


class _Node:
    """A part of a template; this one is a constant."""

    __slots__ = ("value",)

    def __init__(self, value: Json) -> None:
        self.value = value

    def expressions(self) -> Iterator[Expression]:
        return iter(())

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: Deferral | None
    ) -> Json:
        del value, variables, budget
        if defer is not None:
            _refuse_marks(self.value)
        return self.value


class _Expression(_Node):
    __slots__ = ("expression",)

    def __init__(self, value: str, expression: Expression) -> None:
        super().__init__(value)
        self.expression = expression

    def expressions(self) -> Iterator[Expression]:
        yield self.expression

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: Deferral | None
    ) -> Json:
        read = self.expression.references
        if defer is not None and any(path[0] in defer.roots for path in read):
            return self._deferred(value, variables, defer)
        try:
            results = self.expression.evaluate(value, variables, budget)
        except JqError as error:
            # jq's own words say what is wrong and not where.
            said = f"{str(error).rstrip('.')}. The expression is: {_shown(self.expression.source)}"
            raise type(error)(said) from error
        result = results[0] if results else None
        if defer is not None:
            _refuse_marks(result)
        return result

    def _deferred(self, value: Json, variables: Mapping[str, Json], defer: Deferral) -> Json:
        roots = {path[0] for path in self.expression.references}
        needed: JsonObject = {
            root[1:]: variables[root[1:]]
            for root in sorted(roots)
            if root not in (".", defer.roots[0]) and root[1:] in variables
        }
        mark: JsonObject = {
            DEFERRED: self.expression.source,
            "input": value if "." in roots else None,
            "variables": needed,
        }
        return {**mark, SEALED: True} if defer.sealed else mark


def _refuse_marks(value: Json) -> None:
    waiting: list[Json] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if DEFERRED in one:
                raise JqError(f"The key {DEFERRED} is reserved; rename it in the data")
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _shown(source: str) -> str:
    text = " ".join(source.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class _Object(_Node):
    __slots__ = ("entries",)

    def __init__(self, value: Json, entries: dict[str, _Node]) -> None:
        super().__init__(value)
        self.entries = entries

    def expressions(self) -> Iterator[Expression]:
        for entry in self.entries.values():
            yield from entry.expressions()

    def evaluate(
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: Deferral | None
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
        self, value: Json, variables: Mapping[str, Json], budget: Budget, defer: Deferral | None
    ) -> Json:
        return [item.evaluate(value, variables, budget, defer) for item in self.items]


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
