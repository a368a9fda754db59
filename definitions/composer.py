"""YAML 1.2 text to values with the line and column of each, under bounds.

Composed from the parser's events, because PyYAML's own composer crashes the process on a mebibyte
of `[`. Never: a tag that makes an object, an alias without a bound, a key that stands twice, or a
boolean that YAML 1.2 doesn't know (`on` and `yes` are texts, timestamps too).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import yaml
from yaml import events

from definitions.diagnostics import Diagnostic, diagnostic, escape
from definitions.values import Json, JsonObject

MAX_BYTES = 256 * 1024
MAX_DEPTH = 100
MAX_NODES = 50_000

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NULLS = ("", "~", "null", "Null", "NULL")
_TRUE = ("true", "True", "TRUE")
_FALSE = ("false", "False", "FALSE")
_CORE = "tag:yaml.org,2002:"


class ComposeError(Exception):
    """The text can't be read at all; carries the one diagnostic."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class Composed:
    """The value and where each part of it stands, by JSON pointer."""

    value: Json
    places: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    def place(self, pointer: str) -> tuple[int, int]:
        """Of the nearest part that stands in the text."""
        while pointer not in self.places and pointer:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer, (1, 1))


def compose(text: str) -> Composed:
    """Raises ComposeError."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise _fault("yaml-too-large", "The document is larger than 256 KiB.", (1, 1))
    composer = _Composer(_events(text))
    return composer.document()


def _events(text: str) -> Iterator[events.Event]:
    try:
        # The pure Python parser: it keeps its own stack and can be bounded from outside.
        yield from cast("Iterator[events.Event]", yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        detail = f"{error.problem or 'it can not be read'}".rstrip(".")
        raise _fault("yaml-syntax", f"The text is no YAML: {detail}.", place) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _fault("yaml-syntax", f"The text is no YAML: {_first(error)}.", (1, 1)) from error


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _fault(code: str, message: str, place: tuple[int, int], pointer: str = "") -> ComposeError:
    return ComposeError(diagnostic(code, message, pointer, place))


class _Composer:
    def __init__(self, found: Iterator[events.Event]) -> None:
        self._events = found
        self._nodes = 0
        self._anchors: dict[str, tuple[Json, int]] = {}
        self._result = Composed(None)

    def document(self) -> Composed:
        first = self._next()
        while isinstance(first, events.StreamStartEvent | events.DocumentStartEvent):
            first = self._next()
        if isinstance(first, events.StreamEndEvent):
            raise _fault("yaml-syntax", "The document is empty.", (1, 1))
        self._result.value = self._node(first, "", 0)
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent):
                raise _fault("yaml-documents", "The text holds several documents.", _at(event))
        return self._result

    def _next(self) -> events.Event:
        return next(self._events)

    def _node(self, event: events.Event, pointer: str, depth: int) -> Json:
        place = _at(event)
        self._result.places[pointer] = place
        self._count(1, place)
        if depth > MAX_DEPTH:
            raise _fault("yaml-too-large", "The document is nested over 100 levels.", place)
        if isinstance(event, events.AliasEvent):
            return self._alias(event, place)
        if not isinstance(event, events.NodeEvent):
            raise _fault("yaml-syntax", "The text ends too early.", place)
        before = self._nodes
        value = self._value(event, pointer, depth)
        anchor = cast("str | None", event.anchor)
        if anchor is not None:
            self._anchors[anchor] = (value, self._nodes - before + 1)
        return value

    def _value(self, event: events.NodeEvent, pointer: str, depth: int) -> Json:
        self._check_tag(event)
        if isinstance(event, events.MappingStartEvent):
            return self._mapping(pointer, depth)
        if isinstance(event, events.SequenceStartEvent):
            items: list[Json] = []
            while not isinstance(item := self._next(), events.SequenceEndEvent):
                items.append(self._node(item, f"{pointer}/{len(items)}", depth + 1))
            return items
        return _scalar(cast("events.ScalarEvent", event))

    def _mapping(self, pointer: str, depth: int) -> JsonObject:
        made: JsonObject = {}
        while not isinstance(event := self._next(), events.MappingEndEvent):
            if not isinstance(event, events.ScalarEvent):
                raise _fault("yaml-key", "A key of a map must be a text.", _at(event), pointer)
            # `1: x` and `true: x` are read as the texts that they look like.
            key = cast("str", event.value)
            below = f"{pointer}/{escape(key)}"
            if key in made:
                raise _fault(
                    "yaml-duplicate-key", f"The key {key!r} stands twice here.", _at(event), below
                )
            self._count(1, _at(event))
            made[key] = self._node(self._next(), below, depth + 1)
            # People look for the key, not for what stands behind it.
            self._result.places[below] = _at(event)
        return made

    def _alias(self, event: events.AliasEvent, place: tuple[int, int]) -> Json:
        name = cast("str", event.anchor)
        known = self._anchors.get(name)
        if known is None:
            raise _fault("yaml-syntax", f"Nothing is anchored as &{name} before.", place)
        self._count(known[1], place)
        return known[0]

    def _count(self, nodes: int, place: tuple[int, int]) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise _fault("yaml-too-large", "The document has over 50,000 nodes.", place)

    def _check_tag(self, event: events.NodeEvent) -> None:
        tag = cast("str | None", getattr(event, "tag", None))
        if tag is not None and tag != "!" and not tag.startswith(_CORE):
            raise _fault("yaml-tag", f"The tag {tag[:60]} is not allowed.", _at(event))


def _scalar(event: events.ScalarEvent) -> Json:
    text = cast("str", event.value)
    tag = cast("str | None", event.tag)
    if tag == f"{_CORE}str" or (tag is None and not cast("tuple[bool, bool]", event.implicit)[0]):
        return text
    if event.style is not None and tag in (None, "!"):
        return text
    if text in _NULLS:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text


def _at(event: events.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
