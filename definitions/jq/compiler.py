"""Syntax tree to closures. A plain path becomes a loop over its keys.

Never: work at evaluation that could be done once at compile time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

from definitions.jq.errors import Budget, JqError, type_name
from definitions.jq.functions import FUNCTIONS, OPERATORS, text_of, truthy
from definitions.jq.parser import parse
from definitions.jq.syntax import (
    Array,
    Binary,
    Call,
    Comma,
    Identity,
    If,
    Index,
    Iterate,
    Literal,
    Logic,
    Negate,
    Node,
    Object,
    Path,
    Pipe,
    Slice,
    Text,
    Try,
    Variable,
    references,
)
from definitions.values import Json


class Scope:
    """What one evaluation has at hand."""

    __slots__ = ("budget", "variables")

    def __init__(self, variables: Mapping[str, Json], budget: Budget) -> None:
        self.variables = variables
        self.budget = budget


Run: TypeAlias = Callable[[Json, Scope], Iterator[Json]]


class Expression:
    """A compiled program."""

    __slots__ = ("_keys", "_run", "references", "source")

    def __init__(self, source: str, node: Node) -> None:
        self.source = source
        self.references: tuple[Path, ...] = references(node)
        self._run = compiled(node)
        self._keys = _plain_path(node)

    def evaluate(self, value: Json, variables: Mapping[str, Json], budget: Budget) -> list[Json]:
        """All results, in order."""
        if self._keys is not None:
            for key in self._keys:
                value = index(value, key)
            return [value]
        try:
            return list(self._run(value, Scope(variables, budget)))
        except RecursionError as error:
            raise JqError("The expression or its data is nested too deeply.") from error


def compile_program(source: str) -> Expression:
    """Raises JqSyntaxError."""
    return Expression(source, parse(source))


def _plain_path(node: Node) -> tuple[str, ...] | None:
    keys: list[str] = []
    while isinstance(node, Index) and isinstance(node.key, Literal):
        if not isinstance(node.key.value, str):
            return None
        keys.append(node.key.value)
        node = node.target
    return tuple(reversed(keys)) if isinstance(node, Identity) else None


def index(value: Json, key: Json) -> Json:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int | float) and not isinstance(key, bool):
        place = int(key // 1)
        return value[place] if -len(value) <= place < len(value) else None
    if value is None and (key is None or isinstance(key, str | int | float)):
        return None
    shown = f' "{key}"' if isinstance(key, str) else ""
    raise JqError(f"Cannot index {type_name(value)} with {type_name(key)}{shown}.")


def compiled(node: Node) -> Run:  # noqa: C901, PLR0911 - one line for each kind of node
    match node:
        case Identity():
            return _identity
        case Literal(value):
            return lambda _value, _scope: iter((value,))
        case Variable(name, _):
            return lambda _value, scope: iter((_variable(scope, name),))
        case Index(target, key):
            return _indexed(compiled(target), compiled(key))
        case Slice():
            return _slice(node)
        case Iterate(target):
            return _iterated(compiled(target))
        case Try(body):
            return _tried(compiled(body))
        case Text(parts):
            return _text(parts)
        case Array(body):
            return _array(body)
        case Object(entries):
            return _object(entries)
        case Pipe(left, right):
            return _piped(compiled(left), compiled(right))
        case Comma(left, right):
            return _both(compiled(left), compiled(right))
        case Binary(operator, left, right):
            return _binary(operator, compiled(left), compiled(right))
        case Logic():
            return _logic(node)
        case Negate(body):
            return _binary("-", _constant(0), compiled(body))
        case If():
            return _if(node)
        case Call(name, arguments):
            return _call(name, tuple(compiled(argument) for argument in arguments))


def _identity(value: Json, _scope: Scope) -> Iterator[Json]:
    return iter((value,))


def _constant(constant: Json) -> Run:
    return lambda _value, _scope: iter((constant,))


def _variable(scope: Scope, name: str) -> Json:
    try:
        return scope.variables[name]
    except KeyError:
        raise JqError(f"${name} is not defined here.") from None


def _indexed(target: Run, key: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for place in key(value, scope):
            for found in target(value, scope):
                scope.budget.step()
                yield index(found, place)

    return run


def _slice(node: Slice) -> Run:
    target = compiled(node.target)
    begin = _constant(None) if node.begin is None else compiled(node.begin)
    end = _constant(None) if node.end is None else compiled(node.end)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for last, first, found in product(
            list(end(value, scope)), list(begin(value, scope)), list(target(value, scope))
        ):
            scope.budget.step()
            if found is None:
                yield None
                continue
            if not isinstance(found, list | str) or not all(
                edge is None or (isinstance(edge, int) and not isinstance(edge, bool))
                for edge in (first, last)
            ):
                raise JqError(f"Cannot slice {type_name(found)} with these bounds.")
            edges = slice(
                first if isinstance(first, int) else None, last if isinstance(last, int) else None
            )
            yield found[edges]

    return run


def _iterated(target: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for found in target(value, scope):
            if not isinstance(found, list | dict):
                raise JqError(f"Cannot iterate over {type_name(found)}.")
            for item in found.values() if isinstance(found, dict) else found:
                scope.budget.step()
                yield item

    return run


def _tried(body: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        try:
            yield from body(value, scope)
        except JqError:
            # A spent budget is no error of the data: it must end the whole expression.
            scope.budget.step()

    return run


def _text(parts: tuple[str | Node, ...]) -> Run:
    pieces = [part if isinstance(part, str) else compiled(part) for part in parts]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        choices = [
            (piece,) if isinstance(piece, str) else tuple(piece(value, scope)) for piece in pieces
        ]
        for chosen in product(*choices):
            text = "".join(text_of(part, scope.budget) for part in chosen)
            scope.budget.made(len(text))
            yield text

    return run


def _array(body: Node | None) -> Run:
    if body is None:
        return lambda _value, _scope: iter(([],))
    inner = compiled(body)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        items = list(inner(value, scope))
        scope.budget.made(len(items))
        yield items

    return run


def _object(entries: tuple[tuple[Node, Node], ...]) -> Run:
    pairs = [(compiled(key), compiled(value)) for key, value in entries]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        choices = [
            [(name, item) for name in key(value, scope) for item in content(value, scope)]
            for key, content in pairs
        ]
        for chosen in product(*choices):
            scope.budget.step(len(chosen) + 1)
            made: dict[str, Json] = {}
            for name, item in chosen:
                if not isinstance(name, str):
                    raise JqError(f"Object keys must be strings, not {type_name(name)}.")
                made[name] = item
            yield made

    return run


def _piped(left: Run, right: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for found in left(value, scope):
            yield from right(found, scope)

    return run


def _both(left: Run, right: Run) -> Run:
    def run(value: Json, scope: Scope) -> Iterator[Json]:
        yield from left(value, scope)
        yield from right(value, scope)

    return run


def _binary(operator: str, left: Run, right: Run) -> Run:
    operate = OPERATORS[operator]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for other in right(value, scope):
            for one in left(value, scope):
                scope.budget.step()
                yield operate(one, other, scope.budget)

    return run


def _logic(node: Logic) -> Run:
    left, right = compiled(node.left), compiled(node.right)

    def alternative(value: Json, scope: Scope) -> Iterator[Json]:
        found = False
        try:
            for one in left(value, scope):
                scope.budget.step()
                if truthy(one):
                    found = True
                    yield one
        except JqError:
            scope.budget.step()
        if not found:
            yield from right(value, scope)

    def decide(value: Json, scope: Scope) -> Iterator[Json]:
        settled = node.operator == "or"
        for one in left(value, scope):
            scope.budget.step()
            if truthy(one) is settled:
                yield settled
            else:
                for other in right(value, scope):
                    yield truthy(other)

    return alternative if node.operator == "//" else decide


def _if(node: If) -> Run:
    condition, then = compiled(node.condition), compiled(node.then)
    otherwise = _identity if node.otherwise is None else compiled(node.otherwise)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for holds in condition(value, scope):
            scope.budget.step()
            yield from (then if truthy(holds) else otherwise)(value, scope)

    return run


def _call(name: str, arguments: tuple[Run, ...]) -> Run:
    match name:
        case "empty":
            return lambda _value, _scope: iter(())
        case "select":
            return _select(arguments[0])
        case "map":
            iterated = _iterated(_identity)
            inner = _piped(iterated, arguments[0])
            return lambda value, scope: iter((list(inner(value, scope)),))
        case "any" | "all" if arguments:
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


def _quantified(condition: Run, *, wanted: bool) -> Run:
    inner = _piped(_iterated(_identity), condition)

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        yield wanted if any(truthy(one) is wanted for one in inner(value, scope)) else not wanted

    return run


def _function(name: str, arguments: tuple[Run, ...]) -> Run:
    function = FUNCTIONS[name, len(arguments)]

    def run(value: Json, scope: Scope) -> Iterator[Json]:
        for given in product(*(tuple(argument(value, scope)) for argument in arguments)):
            scope.budget.step()
            yield function(value, given, scope.budget)

    return run
