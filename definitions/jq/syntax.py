"""The syntax tree of a program. Because it is ours, what an expression reads is known before a run.

Never: evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from definitions.values import Json


@dataclass(frozen=True, slots=True)
class Identity:
    """`.`"""


@dataclass(frozen=True, slots=True)
class Literal:
    value: Json


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Index:
    """`target[key]` and `target.name`"""

    target: Node
    key: Node


@dataclass(frozen=True, slots=True)
class Slice:
    target: Node
    begin: Node | None
    end: Node | None


@dataclass(frozen=True, slots=True)
class Iterate:
    """`target[]`"""

    target: Node


@dataclass(frozen=True, slots=True)
class Try:
    """`body?`"""

    body: Node


@dataclass(frozen=True, slots=True)
class Text:
    """A text with interpolations."""

    parts: tuple[str | Node, ...]


@dataclass(frozen=True, slots=True)
class Array:
    body: Node | None


@dataclass(frozen=True, slots=True)
class Object:
    entries: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Pipe:
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comma:
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic and comparison."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or`, `//`"""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negate:
    body: Node


@dataclass(frozen=True, slots=True)
class If:
    condition: Node
    then: Node
    otherwise: Node | None


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node, ...]


Node: TypeAlias = (
    Identity | Literal | Variable | Index | Slice | Iterate | Try | Text | Array | Object
    | Pipe | Comma | Binary | Logic | Negate | If | Call
)  # fmt: skip

Path: TypeAlias = tuple[str, ...]
"""What an expression reads: a root ("." or "$name"), then the names that are known."""


def references(node: Node) -> tuple[Path, ...]:
    """Every path that is read, in order, each once. After a pipe `.` is not the input any more."""
    found: dict[Path, None] = {}
    _collect(node, found, rooted=True)
    return tuple(found)


def _collect(node: Node, found: dict[Path, None], *, rooted: bool) -> None:
    path = _path(node)
    if path is not None:
        if rooted or path[0] != ".":
            found[path] = None
        return
    match node:
        case Pipe(left, right):
            _collect(left, found, rooted=rooted)
            _collect(right, found, rooted=False)
        case Index(target, key):
            _collect(target, found, rooted=rooted)
            _collect(key, found, rooted=rooted)
        case Literal():
            pass
        case _:
            for child in children(node):
                _collect(child, found, rooted=rooted and not isinstance(node, Call))
            if isinstance(node, Call) and rooted:
                found[(".",)] = None


def _path(node: Node) -> Path | None:
    match node:
        case Identity():
            return (".",)
        case Variable(name, _):
            return (f"${name}",)
        case Index(target, Literal(str() as name)):
            below = _path(target)
            return None if below is None else (*below, name)
        case _:
            return None


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case Index(one, other) | Pipe(one, other) | Comma(one, other):
            return one, other
        case Binary(_, one, other) | Logic(_, one, other):
            return one, other
        case Slice(target, begin, end):
            return tuple(part for part in (target, begin, end) if part is not None)
        case Iterate(body) | Try(body) | Negate(body):
            return (body,)
        case Text(parts):
            return tuple(part for part in parts if not isinstance(part, str))
        case Array(body):
            return () if body is None else (body,)
        case Object(entries):
            return tuple(part for entry in entries for part in entry)
        case If(condition, then, otherwise):
            return tuple(part for part in (condition, then, otherwise) if part is not None)
        case Call(_, arguments):
            return arguments
        case Identity() | Literal() | Variable():
            return ()
