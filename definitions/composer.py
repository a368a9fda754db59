"""YAML 1.2 text to values with the line and column of each, under bounds. JSON is YAML.

Composed from libyaml's parser events. Never: PyYAML's own composer, whose recursion crashes the
process on a mebibyte of `[`, nor its scanner in Python, which takes a second for 300 of them;
never a tag that makes an object, an alias without a bound, a key that stands twice, or a boolean
that YAML 1.2 doesn't know (`on` and `yes` are texts, timestamps too).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

import yaml
from yaml import events
from yaml.reader import ReaderError

from definitions.diagnostics import Diagnostic, diagnostic, quoted
from definitions.pointers import join, unescape
from definitions.values import Json, JsonObject
from definitions.yaml_faults import explain

MAX_BYTES = 256 * 1024
MAX_DEPTH = 100
MAX_NODES = 50_000
MAX_KEY = 1024
"""Characters. YAML itself bounds a key so, unless it begins with `?`."""

MAX_DIGITS = 400

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_CONSTANTS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_CORE = "tag:yaml.org,2002:"
_TAGS = (
    None,
    "!",
    *(_CORE + name for name in ("str", "int", "float", "bool", "null", "map", "seq")),
)
_STAND_INS = dict(zip("\u0085\u2028\u2029", "\uf8f0\uf8f1\uf8f2", strict=True))
"""libyaml breaks lines at these, YAML 1.2 and JSON don't."""

_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)")
_HEX = 16

Place: TypeAlias = tuple[int, int]


class ComposeError(Exception):
    """The text can't be read at all; carries the one diagnostic."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Node:
    """A value, where it stands, and what is in it."""

    __slots__ = ("children", "column", "line", "text_at", "value")

    def __init__(self, value: Json, place: Place) -> None:
        self.value = value
        self.line, self.column = place
        """Of its key, if it has one: people look for that."""
        self.children: dict[str, Node] | list[Node] | None = None
        self.text_at: Place | None = None
        """Of a text that stands on one line just as it is: its first character."""

    def find(self, pointer: str) -> Node:
        """The nearest part that stands in the text."""
        node = self
        for step in pointer.split("/")[1:]:
            below: Node | None = None
            if isinstance(node.children, dict):
                below = node.children.get(unescape(step))
            elif isinstance(node.children, list) and step.isdecimal():
                below = node.children[int(step)] if int(step) < len(node.children) else None
            if below is None:
                return node
            node = below
        return node

    @property
    def place(self) -> Place:
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a document may be."""

    bytes: int = MAX_BYTES
    nodes: int = MAX_NODES


def compose(text: str, bounds: Bounds = Bounds()) -> Node:
    """Raises ComposeError."""
    if len(text) > bounds.bytes or len(text.encode(errors="replace")) > bounds.bytes:
        said = f"The document is larger than {bounds.bytes // 1024} KiB."
        raise _fault("yaml-too-large", said, (1, 1), "")
    if text.lstrip()[:1] in ("{", "["):
        text = _PAIR.sub(_joined, text)
    stand_ins: dict[str, str] = {}
    if any(mark in text for mark in _STAND_INS):
        stand_ins = {other: mark for mark, other in _STAND_INS.items() if other not in text}
        for other, mark in stand_ins.items():
            text = text.replace(mark, other)
    return _Composer(_events(text), stand_ins, bounds.nodes).document()


def _joined(match: re.Match[str]) -> str:
    """JSON writes an emoji as two escapes, YAML as one."""
    try:
        high, low = (int(match.group(number), _HEX) for number in (2, 3))
    except ValueError:
        return match.group()
    return f"{match.group(1)}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _events(text: str) -> Iterator[events.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except ReaderError as error:
        position = cast("object", error.position)
        before = text[:position] if isinstance(position, int) else ""
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        said = "The text has a control character that can't be seen."
        raise _fault(
            "yaml-syntax", said, place, "", "Delete it or write it as an escape."
        ) from error
    except yaml.MarkedYAMLError as error:
        fault = explain(error)
        raise _fault("yaml-syntax", fault.message, fault.place, "", fault.remedy) from error
    except (yaml.YAMLError, ValueError) as error:
        said = "The text holds characters that are no Unicode."
        raise _fault("yaml-syntax", said, (1, 1), "", "Save the file in UTF-8.") from error


def _fault(
    code: str, message: str, place: Place, pointer: str, remedy: str | None = None
) -> ComposeError:
    return ComposeError(diagnostic(code, message, pointer, place, remedy=remedy))


class _Composer:
    def __init__(
        self, found: Iterator[events.Event], stand_ins: Mapping[str, str], most_nodes: int
    ) -> None:
        self._events = found
        self._most_nodes = most_nodes
        self._stand_ins = str.maketrans(dict(stand_ins)) if stand_ins else None
        self._nodes = 0
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._open: list[str] = []
        self._path: list[str | int] = []
        self._deepest = 0

    def document(self) -> Node:
        event = next(self._events)
        while isinstance(event, events.StreamStartEvent | events.DocumentStartEvent):
            event = next(self._events)
        if isinstance(event, events.StreamEndEvent):
            raise _fault("yaml-syntax", "The document is empty.", (1, 1), "", "Write a definition.")
        root = self._node(event, 0)
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent):
                raise self._refuse(
                    "yaml-documents", "A second document begins here, after `---`.", _at(event)
                )
        return root

    def _refuse(
        self, code: str, message: str, place: Place, remedy: str | None = None
    ) -> ComposeError:
        return _fault(code, message, place, join(self._path), remedy)

    def _node(self, event: events.Event, depth: int) -> Node:
        place = _at(event)
        if isinstance(event, events.AliasEvent):
            return self._alias(event, place, depth)
        if not isinstance(event, events.NodeEvent):
            raise self._refuse("yaml-syntax", "The text ends too early.", place)
        self._count(1, depth, place)
        tag = cast("str | None", getattr(event, "tag", None))
        if tag not in _TAGS:
            raise self._refuse("yaml-tag", f"The tag {quoted(tag or '')} is not allowed.", place)
        anchor = event.anchor
        if anchor is None:
            return self._content(event, place, depth)
        before, deepest = self._nodes, self._deepest
        self._deepest = depth
        self._open.append(anchor)
        node = self._content(event, place, depth)
        self._open.remove(anchor)
        self._anchors[anchor] = (node, self._nodes - before + 1, self._deepest - depth)
        self._deepest = max(deepest, self._deepest)
        return node

    def _content(self, event: events.NodeEvent, place: Place, depth: int) -> Node:
        if isinstance(event, events.MappingStartEvent):
            return self._mapping(place, depth)
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(place, depth)
        return self._scalar(cast("events.ScalarEvent", event), place)

    def _sequence(self, place: Place, depth: int) -> Node:
        children: list[Node] = []
        while not isinstance(event := next(self._events), events.SequenceEndEvent):
            self._path.append(len(children))
            children.append(self._node(event, depth + 1))
            self._path.pop()
        node = Node([child.value for child in children], place)
        node.children = children
        return node

    def _mapping(self, place: Place, depth: int) -> Node:
        values: JsonObject = {}
        children: dict[str, Node] = {}
        while not isinstance(event := next(self._events), events.MappingEndEvent):
            at = _at(event)
            key = self._key(event, at)
            self._path.append(key)
            if key in values:
                first = children[key].line
                said = (
                    f"The key {quoted(key)} stands here for the second time; first in line {first}."
                )
                raise self._refuse("yaml-duplicate-key", said, at)
            child = self._node(next(self._events), depth + 1)
            child.line, child.column = at
            values[key], children[key] = child.value, child
            self._path.pop()
        node = Node(values, place)
        node.children = children
        return node

    def _key(self, event: events.Event, at: Place) -> str:
        """`404: x` and `true: x` are read as the texts that they look like."""
        if not isinstance(event, events.ScalarEvent):
            raise self._refuse("yaml-key", "A key must be a text, not a list, map or alias.", at)
        key = event.value
        if len(key) > MAX_KEY:
            raise self._refuse("yaml-key", f"A key is longer than {MAX_KEY} characters.", at)
        return key if self._stand_ins is None else key.translate(self._stand_ins)

    def _alias(self, event: events.AliasEvent, place: Place, depth: int) -> Node:
        name = cast("str", event.anchor)
        known = self._anchors.get(name)
        if known is None or name in self._open:
            said = f"Nothing is anchored as &{name} above this line."
            if name in self._open:
                said = f"*{name} stands inside &{name}: a value can't contain itself."
            remedy = "If the text shall begin with a star, put it in quotes."
            raise self._refuse("yaml-alias", said, place, remedy)
        anchored, nodes, height = known
        self._count(nodes, depth + height, place)
        node = Node(anchored.value, place)
        node.children = anchored.children
        return node

    def _count(self, nodes: int, depth: int, place: Place) -> None:
        self._nodes += nodes
        self._deepest = max(self._deepest, depth)
        if self._nodes > self._most_nodes:
            said = f"The document has over {self._most_nodes:,} values."
            raise self._refuse("yaml-too-large", said, place)
        if depth > MAX_DEPTH:
            said = "The document is nested over 100 levels deep."
            raise _fault("yaml-too-large", said, place, "")

    def _scalar(self, event: events.ScalarEvent, place: Place) -> Node:
        text, tag, style = event.value, event.tag, event.style
        plain = (style is None or style == "") and tag != "!"
        if tag == f"{_CORE}str" or (tag in (None, "!") and not plain):
            value: Json = text
        else:
            value = self._resolved(text, place)
        if self._stand_ins is not None and isinstance(value, str):
            value = value.translate(self._stand_ins)
        node = Node(value, place)
        marks = 0 if plain else 2
        end = _end(event)
        if tag is None and end == (place[0], place[1] + len(text) + marks):
            node.text_at = (place[0], place[1] + marks // 2)
        return node

    def _resolved(self, text: str, place: Place) -> Json:
        """By the core schema of YAML 1.2."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text):
            if len(text) > MAX_DIGITS:
                raise self._refuse("yaml-number", "The number has over 400 digits.", place)
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if _FLOAT.fullmatch(text):
            number = float(text)
            if not math.isfinite(number):
                raise self._refuse("yaml-number", "The number is too large.", place)
            return number
        return text


def _at(event: events.Event) -> Place:
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def _end(event: events.Event) -> Place:
    mark = event.end_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
