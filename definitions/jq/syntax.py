"""The syntax tree of a program. Because it is ours, what an expression reads is known before a run.

Paths, pipes and lists are flat: a long one is no deep one. Never: evaluation.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from msgspec import Struct

from definitions.values import Json


class Identity(Struct, frozen=True):
    """The input, `.`."""


class Literal(Struct, frozen=True):
    value: Json


class Variable(Struct, frozen=True):
    name: str
    position: int


class Key(Struct, frozen=True):
    """`.name` and `[key]`; optional with `?`."""

    key: Node
    optional: bool = False


class Slice(Struct, frozen=True):
    """A part, `[begin:end]`."""

    begin: Node | None
    end: Node | None
    optional: bool = False


class Each(Struct, frozen=True):
    """All that is in it, `[]`."""

    optional: bool = False


Step: TypeAlias = Key | Slice | Each


class Path(Struct, frozen=True):
    """A term and the steps into it."""

    head: Node
    steps: tuple[Step, ...]


class Try(Struct, frozen=True):
    """`try body catch handler`; without a handler errors are no results, as in `body?`."""

    body: Node
    handler: Node | None = None


class Text(Struct, frozen=True):
    """A text with interpolations, each in the format."""

    parts: tuple[str | Node, ...]
    format: str = "text"


class Format(Struct, frozen=True):
    """`@base64` and the like, alone."""

    name: str


class Array(Struct, frozen=True):
    body: Node | None


class Object(Struct, frozen=True):
    entries: tuple[tuple[Node, Node], ...]


class Pipe(Struct, frozen=True):
    parts: tuple[Node, ...]


class Comma(Struct, frozen=True):
    parts: tuple[Node, ...]


class Binary(Struct, frozen=True):
    """Arithmetic and comparison."""

    operator: str
    left: Node
    right: Node


class Logic(Struct, frozen=True):
    """What `and`, `or` and `//` decide."""

    operator: str
    left: Node
    right: Node


class Update(Struct, frozen=True):
    """`=`, `|=`, `+=` and their like: a changed copy of the input."""

    operator: str
    target: Node
    value: Node


class Negate(Struct, frozen=True):
    body: Node


class If(Struct, frozen=True):
    condition: Node
    then: Node
    otherwise: Node | None


class Call(Struct, frozen=True):
    name: str
    arguments: tuple[Node, ...]
    position: int


class NamePattern(Struct, frozen=True):
    """`$name` in a pattern: takes the value."""

    name: str


class ArrayPattern(Struct, frozen=True):
    items: tuple[Pattern, ...]


class ObjectPattern(Struct, frozen=True):
    entries: tuple[EntryPattern, ...]


class EntryPattern(Struct, frozen=True):
    """`key: pattern`, `$name` (a key and a variable of that name), or both, `$name: pattern`."""

    key: Node
    name: str | None
    pattern: Pattern | None


Pattern: TypeAlias = NamePattern | ArrayPattern | ObjectPattern


class Bind(Struct, frozen=True):
    """`source as patterns | body`; of several patterns, with `?//`, the first that succeeds."""

    source: Node
    patterns: tuple[Pattern, ...]
    body: Node


class Reduce(Struct, frozen=True):
    source: Node
    patterns: tuple[Pattern, ...]
    initial: Node
    update: Node


class Foreach(Struct, frozen=True):
    source: Node
    patterns: tuple[Pattern, ...]
    initial: Node
    update: Node
    extract: Node | None


class Function(Struct, frozen=True):
    """`def name(parameters): body;`. A parameter with a `$` is a value, else a program."""

    name: str
    parameters: tuple[str, ...]
    body: Node


class Definitions(Struct, frozen=True):
    functions: tuple[Function, ...]
    body: Node


class Label(Struct, frozen=True):
    name: str
    body: Node


class Break(Struct, frozen=True):
    name: str
    position: int


Node: TypeAlias = (
    Identity | Literal | Variable | Path | Try | Text | Format | Array | Object | Pipe | Comma
    | Binary | Logic | Update | Negate | If | Call | Bind | Reduce | Foreach | Definitions
    | Label | Break
)  # fmt: skip

_LOOKERS = frozenset({
    "all", "any", "arrays", "booleans", "debug", "empty", "finites", "first", "getpath", "has",
    "isempty", "iterables", "last", "length", "limit", "normals", "not", "nth", "nulls", "numbers",
    "objects", "recurse", "scalars", "select", "skip", "stderr", "strings", "type", "values",
})  # fmt: skip
"""Functions that make nothing larger than what they were given."""


def children(node: Node) -> tuple[Node, ...]:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    match node:
        case Identity() | Literal() | Variable() | Format() | Break():
            return ()
        case Path(head, steps):
            return (head, *(inside for step in steps for inside in inside_of(step)))
        case Pipe(parts) | Comma(parts):
            return parts
        case Binary(_, one, other) | Logic(_, one, other) | Update(_, one, other):
            return one, other
        case Try(body, handler):
            return (body,) if handler is None else (body, handler)
        case Negate(body) | Label(_, body):
            return (body,)
        case Text(pieces):
            return tuple(piece for piece in pieces if not isinstance(piece, str))
        case Array(body):
            return () if body is None else (body,)
        case Object(entries):
            return tuple(part for entry in entries for part in entry)
        case If(condition, then, otherwise):
            return tuple(part for part in (condition, then, otherwise) if part is not None)
        case Call(_, arguments):
            return arguments
        case Bind(source, patterns, body):
            return (source, *keys_of(patterns), body)
        case Reduce(source, patterns, initial, update):
            return (source, *keys_of(patterns), initial, update)
        case Foreach(source, patterns, initial, update, extract):
            last = () if extract is None else (extract,)
            return (source, *keys_of(patterns), initial, update, *last)
        case Definitions(functions, body):
            return (*(function.body for function in functions), body)


def inside_of(step: Step) -> tuple[Node, ...]:
    match step:
        case Key(key):
            return (key,)
        case Slice(begin, end):
            return tuple(edge for edge in (begin, end) if edge is not None)
        case Each():
            return ()


def keys_of(patterns: tuple[Pattern, ...]) -> list[Node]:
    found: list[Node] = []
    waiting = list(reversed(patterns))
    while waiting:
        match waiting.pop():
            case NamePattern():
                pass
            case ArrayPattern(items):
                waiting += reversed(items)
            case ObjectPattern(entries):
                found += [entry.key for entry in entries]
                waiting += [entry.pattern for entry in entries if entry.pattern is not None]
    return found


def names_of(patterns: tuple[Pattern, ...]) -> tuple[str, ...]:
    """The variables that patterns set, each once, in the order in which they are written."""
    found: dict[str, None] = {}
    waiting = list(reversed(patterns))
    while waiting:
        match waiting.pop():
            case NamePattern(name):
                found[name] = None
            case ArrayPattern(items):
                waiting += reversed(items)
            case ObjectPattern(entries):
                for entry in entries:
                    if entry.name is not None:
                        found[entry.name] = None
                inner = [entry.pattern for entry in entries if entry.pattern is not None]
                waiting += reversed(inner)
    return tuple(found)


def depth(root: Node) -> int:
    """How many calls deep compiling can get; without recursion, as nobody has bounded it yet.

    Names in a row are one step.
    """
    deepest = 0
    waiting: list[tuple[Node, int]] = [(root, 1)]
    while waiting:
        node, here = waiting.pop()
        if isinstance(node, Path):
            here += sum(not _is_name(step) for step in node.steps)
        deepest = max(deepest, here)
        waiting += [(child, here + 1) for child in children(node)]
    return deepest


def _is_name(step: Step) -> bool:
    match step:
        case Key(Literal(str()), optional=False):
            return True
        case _:
            return False


def makes(root: Node) -> bool:
    """Whether a result can be larger than what goes in."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case Text() | Format() | Array() | Object() | Binary() | Update() | Definitions():
                return True
            case Reduce() | Foreach():
                return True
            case Call(name) if name not in _LOOKERS:
                return True
            case Literal(float() as number) if not math.isfinite(number):
                # JSON can't write it.
                return True
            case _:
                waiting += children(node)
    return False
