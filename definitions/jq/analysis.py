"""What an expression reads, told from its syntax.

It follows values on their way through the program: `.a | .b` reads what `.a.b` reads, and so does
`.a as $x | $x.b`. Where it can't follow it takes the whole value, so that it may say too much.
Never: too little, and never an evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from definitions.jq.flows import BLIND, Flows, Origin, TooMuchError, parameter_values
from definitions.jq.outside import CLOCK
from definitions.jq.syntax import (
    Bind,
    Call,
    Definitions,
    Foreach,
    Format,
    Identity,
    Key,
    Literal,
    Node,
    Path,
    Pipe,
    Reduce,
    Variable,
    children,
    keys_of,
    names_of,
)

Reference: TypeAlias = tuple[str, ...]
"""A root ("." or "$name"), then the names that are known."""

ANY = "*"
_BLIND_WITH = frozenset({"error", "first", "isempty", "last", "limit", "range", "skip"})
"""Those that only hand it on to their arguments."""

_EFFECTS = frozenset({
    "debug", "halt", "halt_error", "input", "input_filename", "input_line_number", "inputs", "now",
    "stderr",
})  # fmt: skip


def reads(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every root with the way that is read from it, each once, in the order of the program.

    `"*"` stands for any key or place. Of one root there may be a way and the beginning of it.
    """
    found = (
        (root, tuple(ANY if name is None else name for name in path))
        for root, path in _origins(node)
    )
    return tuple(dict.fromkeys(found))


def references(node: Node) -> tuple[Reference, ...]:
    """The same with only the names at the beginning of each way, so that a "*" is a name."""
    return tuple(dict.fromkeys((root, *_named(path)) for root, path in _origins(node)))


def _named(path: tuple[str | None, ...]) -> Iterator[str]:
    for name in path:
        if name is None:
            return
        yield name


def _origins(node: Node) -> tuple[Origin, ...]:
    flows = Flows()
    try:
        flows.consume(flows.through(node, ((".", ()),), {}, {}))
    except TooMuchError:
        flows.found.clear()
    found = dict(flows.found)
    known = {root for root, _ in found}
    for root in _roots(node):
        if root not in known:
            # It is asked for, though nothing of it may come out.
            found[root, ()] = None
    return tuple(found)


def plain_path(node: Node) -> tuple[str | None, tuple[str, ...]] | None:
    """Of a path of written names: its variable, if it begins at one, and the names."""
    head, steps = (node.head, node.steps) if isinstance(node, Path) else (node, ())
    names: list[str] = []
    for step in steps:
        if not isinstance(step, Key) or step.optional or not isinstance(step.key, Literal):
            return None
        if not isinstance(step.key.value, str):
            return None
        names.append(step.key.value)
    match head:
        case Identity():
            return None, tuple(names)
        case Variable(name):
            return name, tuple(names)
        case _:
            return None


def is_plain_path(node: Node) -> bool:
    return plain_path(node) is not None


def is_constant(node: Node) -> bool:
    """Whether it gives the same whenever and wherever it is evaluated."""
    return not reads(node) and not any(
        isinstance(each, Call) and each.name in _EFFECTS for each in _all(node)
    )


def _all(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)


# ---- roots


def _roots(node: Node) -> tuple[str, ...]:
    """What has to be there: the input where it is spoken of, and variables of the caller."""
    found: dict[str, None] = {}
    _collect(node, frozenset(), found, rooted=True)
    return tuple(found)


def _collect(node: Node, bound: frozenset[str], found: dict[str, None], *, rooted: bool) -> None:
    match node:
        case Identity() | Format() if rooted:
            found["."] = None
        case Variable(name) if name not in bound:
            found[f"${name}"] = None
        case Call(name, arguments):
            if name == "now":
                found[f"${CLOCK}"] = None
            elif rooted and name not in (_BLIND_WITH if arguments else BLIND):
                found["."] = None
        case _:
            pass
    for part, names in _parts(node):
        inside = rooted and not (isinstance(node, Pipe) and part is not node.parts[0])
        _collect(part, bound | names, found, rooted=inside)


def _parts(node: Node) -> Iterator[tuple[Node, frozenset[str]]]:
    """What is inside, with the variables that are set there."""
    match node:
        case Bind(source, patterns, body):
            yield source, frozenset()
            yield from ((key, frozenset()) for key in keys_of(patterns))
            yield body, frozenset(names_of(patterns))
        case Reduce(source, patterns, initial, update):
            yield source, frozenset()
            yield from ((key, frozenset()) for key in keys_of(patterns))
            yield initial, frozenset()
            yield update, frozenset(names_of(patterns))
        case Foreach(source, patterns, initial, update, extract):
            yield from _parts(Reduce(source, patterns, initial, update))
            if extract is not None:
                yield extract, frozenset(names_of(patterns))
        case Definitions(functions, body):
            for function in functions:
                yield function.body, frozenset(parameter_values(function))
            yield body, frozenset()
        case _:
            yield from ((child, frozenset()) for child in children(node))
