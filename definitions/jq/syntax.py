"""The syntax tree of a program. Because it is ours, what an expression reads is known before a run.

Paths, pipes and lists are flat: a long one is no deep one. Never: evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """Errors are no results, `body?`."""

    body: Node


class Text(Struct, frozen=True):
    """A text with interpolations."""

    parts: tuple[str | Node, ...]


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


class Negate(Struct, frozen=True):
    body: Node


class If(Struct, frozen=True):
    condition: Node
    then: Node
    otherwise: Node | None


class Call(Struct, frozen=True):
    name: str
    arguments: tuple[Node, ...]


Node: TypeAlias = (
    Identity | Literal | Variable | Path | Try | Text | Array | Object
    | Pipe | Comma | Binary | Logic | Negate | If | Call
)  # fmt: skip

Reference: TypeAlias = tuple[str, ...]
"""What an expression reads: a root ("." or "$name"), then the names that are known."""

MAKERS = (Text, Array, Object, Binary, Call)
"""Nodes that can make a value larger than what they were given."""


def children(node: Node) -> tuple[Node, ...]:  # noqa: C901, PLR0911 - one line for each kind
    match node:
        case Identity() | Literal() | Variable():
            return ()
        case Path(head, steps):
            return (head, *(inside for step in steps for inside in _inside(step)))
        case Pipe(parts) | Comma(parts):
            return parts
        case Binary(_, one, other) | Logic(_, one, other):
            return one, other
        case Try(body) | Negate(body):
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


def _inside(step: Step) -> tuple[Node, ...]:
    match step:
        case Key(key):
            return (key,)
        case Slice(begin, end):
            return tuple(edge for edge in (begin, end) if edge is not None)
        case Each():
            return ()


def depth(root: Node) -> int:
    """How many calls deep an evaluation can get; without recursion, as nobody has bounded it yet.

    A pipe asks its parts through each other, and so does a path its steps.
    """
    deepest = 0
    waiting: list[tuple[Node, int]] = [(root, 0)]
    while waiting:
        node, above = waiting.pop()
        match node:
            case Pipe(parts):
                here = above + len(parts)
            case Path(_, steps):
                here = above + 1 + len(steps)
            case _:
                here = above + 1
        deepest = max(deepest, here)
        waiting += [(child, here) for child in children(node)]
    return deepest


def makes(root: Node) -> bool:
    """Whether a result can be larger than what goes in."""
    return isinstance(root, MAKERS) or any(makes(child) for child in children(root))


def references(root: Node) -> tuple[Reference, ...]:
    """Every path that is read, in order, each once. After a pipe `.` is not the input any more."""
    return tuple(dict.fromkeys(_read(root, rooted=True)))


def _read(node: Node, *, rooted: bool) -> Iterator[Reference]:  # noqa: C901 - as above
    match node:
        case Identity():
            if rooted:
                yield (".",)
        case Variable(name):
            yield (f"${name}",)
        case Path(head, steps):
            yield from _path(head, steps, rooted=rooted)
        case Pipe(parts):
            for place, part in enumerate(parts):
                yield from _read(part, rooted=rooted and place == 0)
        case Call(_, arguments):
            if rooted:
                yield (".",)
            for argument in arguments:
                yield from _read(argument, rooted=False)
        case _:
            for child in children(node):
                yield from _read(child, rooted=rooted)


def _path(head: Node, steps: tuple[Step, ...], *, rooted: bool) -> Iterator[Reference]:
    root = "." if isinstance(head, Identity) else None
    root = f"${head.name}" if isinstance(head, Variable) else root
    if root is None:
        yield from _read(head, rooted=rooted)
    elif rooted or root != ".":
        yield (root, *names(steps))
    for step in steps:
        for inside in _inside(step):
            yield from _read(inside, rooted=rooted)


def names(steps: tuple[Step, ...]) -> Iterator[str]:
    """The keys at the beginning that are written out."""
    for step in steps:
        if not isinstance(step, Key) or not isinstance(step.key, Literal):
            return
        if not isinstance(step.key.value, str):
            return
        yield step.key.value
