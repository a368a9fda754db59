"""Compiles a schema: each of its parts once, however many references lead there.

Never: recursion over the document; parts wait in a list, and references meet what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn, TypeAlias

from definitions.json_schema.leaves import Format, Pattern, PatternError
from definitions.json_schema.references import NowhereError, References
from definitions.json_schema.running import DEPTH, Check, Run, Where
from definitions.pointers import escape
from definitions.values import Json, JsonObject

DRAFTS: Mapping[str, int] = {
    "http://json-schema.org/draft-04/schema": 4,
    "http://json-schema.org/draft-06/schema": 6,
    "http://json-schema.org/draft-07/schema": 7,
    "https://json-schema.org/draft/2019-09/schema": 2019,
    "https://json-schema.org/draft/2020-12/schema": 2020,
}
DRAFT_4, DRAFT_2019, DRAFT_2020 = 4, 2019, 2020
MOST_PATTERNS = 500
MOST_PARTS = 5_000
MOST_LEVELS = 200


class SchemaError(ValueError):
    """The document is no schema that can be used."""

    def __init__(self, code: str, message: str, pointer: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer
        self.remedy = remedy


class Checks:
    """What is to be checked, by the type that it is about; other types pass."""

    __slots__ = ("any", "last", "list", "map", "number", "text")

    def __init__(self) -> None:
        self.any: list[Check[Json]] = []
        self.text: list[Check[str]] = []
        self.number: list[Check[int | float]] = []
        self.list: list[Check[list[Json]]] = []
        self.map: list[Check[JsonObject]] = []
        self.last: list[Check[Json]] = []
        """Other schemas for the same value; what it says itself is told before."""

    def by_type(self) -> dict[type, tuple[Callable[..., bool], ...]]:
        numbers = (*self.any, *self.number, *self.last)
        return {
            str: (*self.any, *self.text, *self.last),
            int: numbers,
            float: numbers,
            list: (*self.any, *self.list, *self.last),
            dict: (*self.any, *self.map, *self.last),
        }


class Node:
    """One schema of the document."""

    __slots__ = ("_by_type", "_other", "in_place", "pointer", "schema")

    def __init__(self, pointer: str, schema: Json) -> None:
        self.pointer = pointer
        self.schema = schema
        self.in_place: list[Node] = []
        """Those that are applied to the same value; a circle of them has no end."""
        self._by_type: dict[type, tuple[Callable[..., bool], ...]] = {}
        self._other: tuple[Callable[..., bool], ...] = ()

    def settle(self, checks: Checks) -> None:
        self._by_type = checks.by_type()
        self._other = (*checks.any, *checks.last)

    def check(self, value: Json, where: Where, run: Run) -> bool:
        run.left -= 1
        run.depth += 1
        if run.left < 0 or run.depth > DEPTH:
            run.stop()
        fine = True
        for check in self._by_type.get(type(value), self._other):
            if not check(value, where, run):
                fine = False
                if not run.telling:
                    break
        run.depth -= 1
        return fine


class Place:
    """A schema while its keywords are compiled."""

    def __init__(self, compiler: Compiler, node: Node, schema: JsonObject) -> None:
        self.compiler = compiler
        self.node = node
        self.schema = schema
        self.draft = compiler.draft

    def inner(self, *steps: str | int) -> Node:
        """The schema at the end of the steps, for a part of the value."""
        return self.compiler.node(self.node.pointer + "".join(f"/{escape(step)}" for step in steps))

    def same(self, *steps: str | int) -> Node:
        """The schema at the end of the steps, for the value itself."""
        node = self.inner(*steps)
        self.node.in_place.append(node)
        return node

    def referred(self, reference: str) -> Node:
        node = self.compiler.referred(reference, self.node.pointer)
        self.node.in_place.append(node)
        return node

    def pattern(self, source: str, *steps: str) -> Pattern:
        try:
            return self.compiler.pattern(source)
        except PatternError as error:
            self.fail(f"The pattern {source[:60]!r} {error}.", *steps, code="schema-pattern")

    def fail(
        self, message: str, *steps: str, remedy: str | None = None, code: str = "schema-invalid"
    ) -> NoReturn:
        pointer = self.node.pointer + "".join(f"/{escape(step)}" for step in steps)
        raise SchemaError(code, message, pointer, remedy)


Maker: TypeAlias = Callable[[Json, Place, Checks], None]
"""Of a keyword: looks at its argument and adds its checks."""


class Compiler:
    def __init__(self, document: Json, draft: int, makers: Mapping[str, Maker]) -> None:
        self.draft = draft
        self._makers = makers
        self._references = References(document, old=self.draft < DRAFT_2019)
        self._nodes: dict[str, Node] = {}
        self._waiting: list[Node] = []
        self._patterns: dict[str, Pattern] = {}
        self._formats: dict[str, Format] = {}

    def compile(self) -> Node:
        root = self.node("")
        while self._waiting:
            node = self._waiting.pop()
            if isinstance(node.schema, dict):
                self._keywords(node, node.schema)
            elif node.schema is False:
                checks = Checks()
                checks.any.append(_never)
                node.settle(checks)
        self._refuse_circles()
        return root

    def node(self, pointer: str) -> Node:
        known = self._nodes.get(pointer)
        if known is not None:
            return known
        if len(self._nodes) >= MOST_PARTS or pointer.count("/") > MOST_LEVELS:
            said = f"The schema has more than {MOST_PARTS} parts, or over {MOST_LEVELS} levels."
            raise SchemaError("schema-invalid", said, "", "Describe less, or in fewer levels.")
        schema = self._references.at(pointer)
        if not isinstance(schema, dict | bool):
            said = "A schema is a map, or true or false."
            raise SchemaError("schema-invalid", said, pointer)
        node = self._nodes[pointer] = Node(pointer, schema)
        self._waiting.append(node)
        return node

    def referred(self, reference: str, pointer: str) -> Node:
        try:
            return self.node(self._references.find(reference, pointer))
        except NowhereError as error:
            if error.remote:
                said = f"The schema refers to {reference[:120]!r}, which lies outside of it."
                remedy = "Copy it under `$defs` and refer to it as `#/$defs/name`."
            else:
                said = f"The schema refers to {reference[:120]!r}, which is not there."
                remedy = "Correct the reference, or define what it names under `$defs`."
            raise SchemaError("schema-reference", said, f"{pointer}/$ref", remedy) from error

    @property
    def scattered(self) -> bool:
        """A dynamic reference could mean several places."""
        return self._references.twice

    def pattern(self, source: str) -> Pattern:
        known = self._patterns.get(source)
        if known is None:
            if len(self._patterns) >= MOST_PATTERNS:
                raise PatternError(f"is one more than the {MOST_PATTERNS} that a schema may have")
            known = self._patterns[source] = Pattern(source)
        return known

    def format(self, name: str) -> Format:
        if name not in self._formats:
            self._formats[name] = Format(name)
        return self._formats[name]

    def _keywords(self, node: Node, schema: JsonObject) -> None:
        place, checks = Place(self, node, schema), Checks()
        for keyword, argument in self._counted(schema):
            self._makers[keyword](argument, place, checks)
        node.settle(checks)

    def _counted(self, schema: JsonObject) -> list[tuple[str, Json]]:
        """The keywords that mean something, in their order."""
        if self.draft < DRAFT_2019 and "$ref" in schema:
            return [("$ref", schema["$ref"])]
        return [(key, argument) for key, argument in schema.items() if key in self._makers]

    def _refuse_circles(self) -> None:
        """A schema that is applied to the same value again and again never comes to an end."""
        done: set[str] = set()
        for start in self._nodes.values():
            open_ones: dict[str, None] = {}
            way = [(start, iter(start.in_place))]
            while way:
                node, following = way[-1]
                open_ones[node.pointer] = None
                inner = next(following, None)
                if inner is None:
                    done.add(node.pointer)
                    del open_ones[node.pointer]
                    way.pop()
                elif inner.pointer in open_ones:
                    said = "The schema refers to itself without going into the value."
                    raise SchemaError("schema-endless", said, inner.pointer)
                elif inner.pointer not in done:
                    way.append((inner, iter(inner.in_place)))


def _never(_value: Json, where: Where, run: Run) -> bool:
    return run.say(where, "must be left out", "it is there")


def declared(document: Json) -> int:
    schema = document.get("$schema") if isinstance(document, dict) else None
    if schema is None:
        return DRAFT_2020
    known = DRAFTS.get(schema.rstrip("#")) if isinstance(schema, str) else None
    if known is None:
        said = "The schema is of no draft that Baton knows."
        drafts = ", ".join(DRAFTS)
        raise SchemaError("schema-invalid", said, "/$schema", f"Write one of {drafts}.")
    return known
