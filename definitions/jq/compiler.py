"""Syntax tree to closures. A plain path becomes a loop over its keys.

Never: work at evaluation that could be done once at compile time, or a loop that counts no steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from definitions.jq.errors import Budget, JqBudgetError, JqError
from definitions.jq.functions import (
    FUNCTIONS,
    OPERATORS,
    index,
    negate,
    show,
    text_of,
    truthy,
)
from definitions.jq.parser import parse
from definitions.jq.paths import path
from definitions.jq.running import (
    Run,
    Scope,
    combined,
    constant,
    identity,
    nothing,
    over_each,
    pairs,
)
from definitions.jq.syntax import (
    Array,
    Binary,
    Call,
    Comma,
    Identity,
    If,
    Key,
    Literal,
    Logic,
    Negate,
    Node,
    Object,
    Path,
    Pipe,
    Reference,
    Text,
    Try,
    Variable,
    makes,
    names,
    references,
)
from definitions.values import Json

SHARED_LENGTH = 500
"""Programs up to here are kept compiled; an editor sends the same ones again and again."""


class Expression:
    """A compiled program. Immutable, so that threads and definitions may share one."""

    __slots__ = ("_keys", "_makes", "_root", "_run", "references", "source")

    def __init__(self, source: str, node: Node) -> None:
        self.source = source
        self.references: tuple[Reference, ...] = references(node)
        self._root, self._keys = _plain(node)
        self._makes = makes(node)
        self._run = _compiled(node)

    @property
    def makes(self) -> bool:
        """Whether it can make a value that is larger than what it was given."""
        return self._makes

    def evaluate(self, value: Json, variables: Mapping[str, Json], budget: Budget) -> list[Json]:
        """All results, in order."""
        keys = self._keys
        if keys is not None:
            if self._root is not None:
                value = _variable(variables, self._root)
            for key in keys:
                if isinstance(value, dict):
                    value = value.get(key)
                elif value is not None:
                    index(value, key, budget)
            return [value]
        try:
            results = list(self._run(value, Scope(variables, budget)))
        except RecursionError as error:
            raise JqBudgetError("The expression or its data is nested too deeply.") from error
        if self._makes:
            budget.hold(results)
        return results


def compile_program(source: str) -> Expression:
    """Raises JqSyntaxError."""
    return _shared(source) if len(source) <= SHARED_LENGTH else Expression(source, parse(source))


@lru_cache(2048)
def _shared(source: str) -> Expression:
    return Expression(source, parse(source))


def _plain(node: Node) -> tuple[str | None, tuple[str, ...] | None]:
    """Of a path of written names: its variable, if it begins at one, and the names."""
    head, steps = (node.head, node.steps) if isinstance(node, Path) else (node, ())
    keys = tuple(names(steps))
    if len(keys) != len(steps) or any(isinstance(s, Key) and s.optional for s in steps):
        return None, None
    match head:
        case Identity():
            return None, keys
        case Variable(name):
            return name, keys
        case _:
            return None, None


def _variable(variables: Mapping[str, Json], name: str) -> Json:
    try:
        return variables[name]
    except KeyError:
        raise JqError(f"${name} is not defined here") from None


def _compiled(node: Node) -> Run:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of node
    match node:
        case Identity():
            return identity
        case Literal(value):
            return constant(value)
        case Variable(name):
            return lambda _value, scope: iter((_variable(scope.variables, name),))
        case Path(head, steps):
            return path(_compiled(head), steps, _compiled)
        case Try(body):
            return _tried(_compiled(body))
        case Text(parts):
            return _text(parts)
        case Array(body):
            return _array(body)
        case Object(entries):
            return _object(entries)
        case Pipe(parts):
            return _piped([_compiled(part) for part in parts])
        case Comma(parts):
            return _each_of([_compiled(part) for part in parts])
        case Binary(operator, left, right):
            return _binary(operator, _compiled(left), _compiled(right))
        case Logic("//", left, right):
            return _alternative(_compiled(left), _compiled(right))
        case Logic(operator, left, right):
            return _decided(_compiled(left), _compiled(right), settled=operator == "or")
        case Negate(body):
            return _negated(_compiled(body))
        case If():
            return _if(node)
        case Call(name, arguments):
            return _call(name, tuple(_compiled(argument) for argument in arguments))


def _tried(body: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        try:
            yield from body(value, scope)
        except JqBudgetError:
            # A spent budget is no error of the data: it must end the whole expression.
            raise
        except JqError:
            scope.budget.step()

    return run


# ---- construction


def _text(parts: tuple[str | Node, ...]) -> Run:
    # From the back: jq joins a text like a sum, whose right side changes slowest.
    pieces = [constant(part) if isinstance(part, str) else _compiled(part) for part in parts]
    pieces.reverse()

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        budget = scope.budget
        for chosen in combined([partial(piece, value, scope) for piece in pieces]):
            texts = [text_of(one, budget) for one in reversed(chosen)]
            budget.step(len(texts))
            budget.made(sum(map(len, texts)))
            yield "".join(texts)

    return run


def _array(body: Node | None) -> Run:
    inner = nothing if body is None else _compiled(body)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        items = list(inner(value, scope))
        scope.budget.made(len(items))
        yield items

    return run


def _object(entries: tuple[tuple[Node, Node], ...]) -> Run:
    made = [pairs(_compiled(key), _compiled(value)) for key, value in entries]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for chosen in combined([partial(pair, value, scope) for pair in made]):
            scope.budget.step(len(chosen) + 1)
            yield _made(chosen)

    return run


def _made(entries: list[Json]) -> Json:
    made: dict[str, Json] = {}
    for entry in entries:
        name, item = entry if isinstance(entry, list) else (None, None)
        if not isinstance(name, str):
            raise JqError(f"Cannot use {show(name)} as object key")
        made[name] = item
    return made


def _piped(parts: list[Run]) -> Run:
    first, *rest = parts

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        found = first(value, scope)
        for part in rest:
            found = _into(part, found, scope)
        return found

    return run


def _into(part: Run, values: Iterator[Json], scope: Scope) -> Iterator[Json]:
    for value in values:
        scope.budget.step()
        yield from part(value, scope)


def _each_of(parts: list[Run]) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for part in parts:
            yield from part(value, scope)

    return run


# ---- operators


def _binary(operator: str, left: Run, right: Run) -> Run:
    operate = OPERATORS[operator]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for other in right(value, scope):
            for one in left(value, scope):
                scope.budget.step()
                yield operate(one, other, scope.budget)

    return run


def _negated(body: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for one in body(value, scope):
            scope.budget.step()
            yield negate(one)

    return run


def _alternative(left: Run, right: Run) -> Run:
    """What is there of the left, else the right."""

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        found = False
        for one in left(value, scope):
            scope.budget.step()
            if truthy(one):
                found = True
                yield one
        if not found:
            yield from right(value, scope)

    return run


def _decided(left: Run, right: Run, *, settled: bool) -> Run:
    """`and`, `or`: the right is looked at only where the left has not settled it."""

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for one in left(value, scope):
            scope.budget.step()
            if truthy(one) is settled:
                yield settled
            else:
                for other in right(value, scope):
                    yield truthy(other)

    return run


def _if(node: If) -> Run:
    condition, then = _compiled(node.condition), _compiled(node.then)
    otherwise = identity if node.otherwise is None else _compiled(node.otherwise)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for holds in condition(value, scope):
            scope.budget.step()
            yield from (then if truthy(holds) else otherwise)(value, scope)

    return run


# ---- functions


def _call(name: str, arguments: tuple[Run, ...]) -> Run:
    match name:
        case "empty":
            return nothing
        case "select":
            return _select(arguments[0])
        case "map":
            return _mapped(arguments[0])
        case "any" | "all":
            return _quantified(arguments[0], wanted=name == "any")
        case _:
            return _function(name, arguments)


def _select(condition: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for holds in condition(value, scope):
            scope.budget.step()
            if truthy(holds):
                yield value

    return run


def _mapped(body: Run) -> Run:
    inner = over_each(body, identity)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        items = list(inner(value, scope))
        scope.budget.made(len(items))
        yield items

    return run


def _quantified(condition: Run, *, wanted: bool) -> Run:
    inner = over_each(condition, identity)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        yield wanted if any(truthy(one) is wanted for one in inner(value, scope)) else not wanted

    return run


def _function(name: str, arguments: tuple[Run, ...]) -> Run:
    function = FUNCTIONS[name, len(arguments)]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for given in combined([partial(argument, value, scope) for argument in arguments]):
            scope.budget.step()
            yield function(value, tuple(given), scope.budget)

    return run
