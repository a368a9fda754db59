"""Follows values through a program: where what comes out of each part of it has come from.

Never: a program followed for ever. Functions are followed into their bodies, but not in circles
and not beyond a bound; then whoever asks must take everything for read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from definitions.jq import syntax
from definitions.jq.syntax import Function, Node, Pattern

Origin: TypeAlias = tuple[str, tuple[str | None, ...]]
"""A root and the way from it; None where nobody can tell the key."""

Origins: TypeAlias = tuple[Origin, ...]
"""Where a value may lie; nowhere, once it has been computed."""

_MOST = 5_000
_KEEP = frozenset({
    "arrays", "booleans", "debug", "finites", "iterables", "normals", "nulls", "numbers",
    "objects", "scalars", "stderr", "strings", "values",
})  # fmt: skip
"""Functions that give what they get, or nothing."""

BLIND = frozenset({
    "builtins", "empty", "env", "halt", "have_decnum", "have_literal_numbers", "infinite", "input",
    "input_filename", "input_line_number", "inputs", "nan", "now",
})  # fmt: skip
"""Functions that don't look at their input."""

_ITEM = frozenset({"first", "last"})
_OF_EACH = frozenset({"map", "any", "all"})
_WITH = frozenset({"first", "last", "isempty", "add", "path"})
"""Functions of a program that is asked about the input."""


class TooMuchError(Exception):
    """The program is too entangled to be followed."""


class Passed(Struct, frozen=True):
    """A function, or a program that was passed to one, with what it sees."""

    parameters: tuple[str, ...]
    body: Node
    variables: Mapping[str, Origins]
    functions: Mapping[tuple[str, int], Passed]
    itself: tuple[str, int] | None


def parameter_values(function: Function) -> tuple[str, ...]:
    return tuple(name[1:] for name in function.parameters if name.startswith("$"))


class Flows:
    def __init__(self) -> None:
        self.found: dict[Origin, None] = {}
        self._left = _MOST
        self._open: list[Node] = []
        """Bodies of functions that are being followed."""

    def consume(self, origins: Origins) -> None:
        """Somebody looks at the value."""
        for origin in origins:
            self.found[origin] = None

    def through(  # noqa: C901, PLR0911, PLR0912 - one for each kind
        self,
        node: Node,
        value: Origins,
        variables: Mapping[str, Origins],
        functions: Mapping[tuple[str, int], Passed],
    ) -> Origins:
        """Where the results lie, of a value that lies there."""
        self._left -= 1
        if self._left < 0:
            raise TooMuchError
        match node:
            case syntax.Identity():
                return value
            case syntax.Variable(name):
                return variables.get(name, ((f"${name}", ()),))
            case syntax.Path(head, steps):
                found = self.through(head, value, variables, functions)
                for step in steps:
                    for inside in syntax.inside_of(step):
                        self.consume(self.through(inside, value, variables, functions))
                    found = _stepped(found, step)
                return found
            case syntax.Pipe(parts):
                for part in parts:
                    value = self.through(part, value, variables, functions)
                return value
            case syntax.Comma(parts):
                return _joined(self.through(part, value, variables, functions) for part in parts)
            case syntax.Logic("//", left, right):
                sides = (left, right)
                return _joined(self.through(part, value, variables, functions) for part in sides)
            case syntax.If(condition, then, otherwise):
                self.consume(self.through(condition, value, variables, functions))
                branches = (then, otherwise or syntax.Identity())
                return _joined(self.through(part, value, variables, functions) for part in branches)
            case syntax.Try(body, handler):
                tried = self.through(body, value, variables, functions)
                if handler is None:
                    return tried
                return _joined((tried, self.through(handler, (), variables, functions)))
            case syntax.Label(_, body):
                return self.through(body, value, variables, functions)
            case syntax.Bind(source, patterns, body):
                found = self.through(source, value, variables, functions)
                inner = self._bound(patterns, found, variables, functions)
                return self.through(body, value, inner, functions)
            case syntax.Reduce() | syntax.Foreach():
                return self._loop(node, value, variables, functions)
            case syntax.Definitions(defined, body):
                for function in defined:
                    functions = _defined(function, variables, functions)
                return self.through(body, value, variables, functions)
            case syntax.Call(name, arguments):
                return self._call(name, arguments, value, variables, functions)
            case syntax.Update(_, target, new):
                # What is not changed comes out as well.
                self.consume(value)
                self.consume(self.through(target, value, variables, functions))
                self.consume(self.through(new, value, variables, functions))
                return ()
            case syntax.Format():
                self.consume(value)
                return ()
            case _:
                for child in syntax.children(node):
                    self.consume(self.through(child, value, variables, functions))
                return ()

    def _bound(
        self,
        patterns: tuple[Pattern, ...],
        value: Origins,
        variables: Mapping[str, Origins],
        functions: Mapping[tuple[str, int], Passed],
    ) -> Mapping[str, Origins]:
        inner = dict(variables)
        for name in syntax.names_of(patterns):
            inner[name] = ()
        waiting = [(pattern, value) for pattern in patterns]
        while waiting:
            pattern, found = waiting.pop()
            match pattern:
                case syntax.NamePattern(name):
                    inner[name] = _joined((inner[name], found))
                case syntax.ArrayPattern(items):
                    waiting += [(item, _below(found, None)) for item in items]
                case syntax.ObjectPattern(entries):
                    for entry in entries:
                        self.consume(self.through(entry.key, found, variables, functions))
                        below = _stepped(found, syntax.Key(entry.key))
                        if entry.name is not None:
                            inner[entry.name] = _joined((inner[entry.name], below))
                        if entry.pattern is not None:
                            waiting.append((entry.pattern, below))
        return inner

    def _loop(
        self,
        node: syntax.Reduce | syntax.Foreach,
        value: Origins,
        variables: Mapping[str, Origins],
        functions: Mapping[tuple[str, int], Passed],
    ) -> Origins:
        """The state is taken for computed, and so its beginning for read."""
        found = self.through(node.source, value, variables, functions)
        inner = self._bound(node.patterns, found, variables, functions)
        self.consume(self.through(node.initial, value, variables, functions))
        self.consume(self.through(node.update, (), inner, functions))
        if isinstance(node, syntax.Foreach) and node.extract is not None:
            return self.through(node.extract, (), inner, functions)
        return ()

    # ---- functions

    def _call(  # noqa: C901, PLR0911, PLR0912 - one for each kind
        self,
        name: str,
        arguments: tuple[Node, ...],
        value: Origins,
        variables: Mapping[str, Origins],
        functions: Mapping[tuple[str, int], Passed],
    ) -> Origins:
        callee = functions.get((name, len(arguments)))
        if callee is not None:
            return self._followed(callee, arguments, value, variables, functions)
        match name, arguments:
            case ("select", (condition,)):
                self.consume(self.through(condition, value, variables, functions))
                return value
            case (_, ()) if name in BLIND:
                return ()
            case (_, ()) if name in _KEEP:
                return value
            case (_, ()) if name in _ITEM:
                return _below(value, None)
            case (_, (body,)) if name in _OF_EACH:
                each = _below(value, None)
                self.consume(self.through(body, each, variables, functions))
                return ()
            case (("any" | "all"), (source, condition)):
                found = self.through(source, value, variables, functions)
                self.consume(self.through(condition, found, variables, functions))
                return ()
            case (_, (body,)) if name in _WITH:
                found = self.through(body, value, variables, functions)
                if name in _ITEM:
                    return found
                self.consume(found)
                return ()
            case (("limit" | "skip" | "nth"), (count, body)):
                self.consume(self.through(count, value, variables, functions))
                return self.through(body, value, variables, functions)
            case (("range" | "error" | "has"), _):
                for argument in arguments:
                    self.consume(self.through(argument, value, variables, functions))
                if name == "has" or (name == "error" and not arguments):
                    self.consume(value)
                return ()
            case _:
                self.consume(value)
                for argument in arguments:
                    # It is asked about something inside, which has just been taken for read.
                    self.consume(self.through(argument, (), variables, functions))
                return ()

    def _followed(
        self,
        callee: Passed,
        arguments: tuple[Node, ...],
        value: Origins,
        variables: Mapping[str, Origins],
        functions: Mapping[tuple[str, int], Passed],
    ) -> Origins:
        if any(callee.body is body for body in self._open):
            # Round and round: all of it may be read, and nothing is known of what comes out.
            self.consume(value)
            for argument in arguments:
                self.consume(self.through(argument, (), variables, functions))
            return ()
        inner = dict(callee.variables)
        known = dict(callee.functions)
        if callee.itself is not None:
            known[callee.itself] = callee
        for parameter, argument in zip(callee.parameters, arguments, strict=True):
            if parameter.startswith("$"):
                inner[parameter[1:]] = self.through(argument, value, variables, functions)
            name = parameter.removeprefix("$")
            known[name, 0] = Passed((), argument, variables, functions, None)
        self._open.append(callee.body)
        found = self.through(callee.body, value, inner, known)
        self._open.pop()
        return found


def _defined(
    function: Function,
    variables: Mapping[str, Origins],
    functions: Mapping[tuple[str, int], Passed],
) -> Mapping[tuple[str, int], Passed]:
    key = (function.name, len(function.parameters))
    passed = Passed(function.parameters, function.body, variables, functions, key)
    return {**functions, key: passed}


def _stepped(origins: Origins, step: syntax.Step) -> Origins:
    match step:
        case syntax.Key(syntax.Literal(str() as name)):
            return _below(origins, name)
        case syntax.Slice():
            # A part of the same array.
            return origins
        case _:
            return _below(origins, None)


def _below(origins: Origins, name: str | None) -> Origins:
    return tuple([(root, (*path, name)) for root, path in origins])


def _joined(parts: Iterable[Origins]) -> Origins:
    return tuple(dict.fromkeys(origin for part in parts for origin in part))
