"""Fields of a form that are files: `format: file`, and the ids that a value holds at them.

Such a value is the id of a file as text; `contentMediaType` says which kinds are taken, divided by
commas. Where a schema leaves a choice (`anyOf`, `then` …), a text there may be a file and need not
be. Never: a look at whether there is such a file, or whose it is.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from definitions.json_schema.leaves import Pattern, PatternError
from definitions.json_schema.references import NowhereError, References
from definitions.media.kinds import accepted
from definitions.pointers import escape
from definitions.values import Json, JsonObject

FILE: Final = "file"
"""The format. Others of its kind are hints for who shows a value; this one is bound, too."""

MOST_STEPS: Final = 20_000
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CHOICES: Final = ("anyOf", "oneOf")
_DEPENDING: Final = ("then", "else")


class TooManyStepsError(Exception):
    """The schema and the value lead to more places than anybody fills in."""


@dataclass(slots=True)
class NamedFile:
    """A text at a place where a file is asked for."""

    pointer: str
    id: str
    must: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    """Kinds, for each schema that surely holds here."""
    may: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    """Kinds, for each that may hold."""

    @property
    def is_sure(self) -> bool:
        """It can be nothing but a file."""
        return bool(self.must)

    @property
    def accept(self) -> list[str]:
        """All kinds that are named; none: any."""
        return sorted({one for kinds in (*self.must, *self.may) for one in kinds})

    def takes(self, media_type: str) -> bool:
        sure = all(accepted(media_type, kinds) for kinds in self.must)
        return sure and (not self.may or any(accepted(media_type, kinds) for kinds in self.may))


class FileFields:
    """Of one schema."""

    def __init__(self, schema: Json) -> None:
        self._references = References(schema, old=False)

    def named(self, value: Json) -> list[NamedFile]:
        """The outer ones first. Raises TooManyStepsError."""
        return [*_Looking(self._references, value).found.values()]


@dataclass(frozen=True, slots=True)
class _Place:
    """A schema, and a value that it is about."""

    where: str
    pointer: str
    value: Json
    sure: bool


class _Looking:
    """Holds one value against the schema."""

    def __init__(self, references: References, value: Json) -> None:
        self._references = references
        self.found: dict[str, NamedFile] = {}
        seen: set[tuple[str, str, bool]] = set()
        waiting = deque([_Place("", "", value, sure=True)])
        while waiting:
            place = waiting.popleft()
            known = place.where, place.pointer, place.sure
            if known in seen:
                continue
            if len(seen) >= MOST_STEPS:
                raise TooManyStepsError
            seen.add(known)
            waiting.extend(self._look(place))

    def _look(self, place: _Place) -> Iterator[_Place]:
        schema = self._schema(place.where)
        if schema is None:
            return
        for where, holds in self._same(schema, place.where, sure=place.sure):
            yield _Place(where, place.pointer, place.value, holds)
        match place.value:
            case str() as text if schema.get("format") == FILE:
                self._take(schema, text, place.pointer, sure=place.sure)
            case list() as items:
                for number, item in enumerate(items):
                    for where in _of_item(schema, place.where, number):
                        yield _Place(where, f"{place.pointer}/{number}", item, place.sure)
            case dict() as given:
                for name, item in given.items():
                    for where in _of_property(schema, place.where, name):
                        yield _Place(where, f"{place.pointer}/{escape(name)}", item, place.sure)
            case _:
                pass

    def _schema(self, where: str) -> JsonObject | None:
        try:
            found = self._references.at(where)
        except NowhereError:
            return None
        return found if isinstance(found, dict) else None

    def _take(self, schema: JsonObject, value: str, place: str, *, sure: bool) -> None:
        named = self.found.setdefault(place, NamedFile(place, value))
        (named.must if sure else named.may).append(accept_of(schema))

    def _same(self, schema: JsonObject, where: str, *, sure: bool) -> Iterator[tuple[str, bool]]:
        """Other schemas for the same value, and whether they surely hold."""
        reference = schema.get("$ref")
        if isinstance(reference, str):
            with suppress(NowhereError):
                yield self._references.find(reference, where), sure
        for key in ("allOf", *_CHOICES):
            inside = schema.get(key)
            if isinstance(inside, list):
                holds = sure and (key == "allOf" or len(inside) == 1)
                yield from ((f"{where}/{key}/{number}", holds) for number in range(len(inside)))
        for key in _DEPENDING:
            if key in schema:
                yield f"{where}/{key}", False
        depending = schema.get("dependentSchemas")
        if isinstance(depending, dict):
            yield from ((f"{where}/dependentSchemas/{escape(key)}", False) for key in depending)


def has_files(schema: Json) -> bool:
    """Whether a file is asked for anywhere."""
    waiting: list[Json] = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("format") == FILE:
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def accept_of(schema: JsonObject) -> tuple[str, ...]:
    """The kinds that a field takes; none: any."""
    written = schema.get("contentMediaType")
    if not isinstance(written, str):
        return ()
    return tuple(one.strip() for one in written.split(",") if one.strip())


def input_schema(document: JsonObject) -> Json:
    """What a definition says of its input; None: nothing that could be looked at."""
    match document:
        case {"input": {"schema": {"document": found}}}:
            return found
        case _:
            return None


def ids_in(value: Json) -> set[str]:
    """Every text of a value that could be the id of a file."""
    found: set[str] = set()
    waiting: list[Json] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if _ID.fullmatch(one):
                found.add(one)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def _of_item(schema: JsonObject, where: str, number: int) -> Iterator[str]:
    first, items = schema.get("prefixItems"), schema.get("items")
    if isinstance(items, list):  # as older drafts have it
        first, items = items, schema.get("additionalItems")
        rest = "additionalItems"
        begin = "items"
    else:
        rest, begin = "items", "prefixItems"
    if isinstance(first, list) and number < len(first):
        yield f"{where}/{begin}/{number}"
    elif isinstance(items, dict):
        yield f"{where}/{rest}"


def _of_property(schema: JsonObject, where: str, name: str) -> Iterator[str]:
    known = False
    properties, patterns = schema.get("properties"), schema.get("patternProperties")
    if isinstance(properties, dict) and name in properties:
        known = True
        yield f"{where}/properties/{escape(name)}"
    for pattern in patterns if isinstance(patterns, dict) else ():
        if _matches(pattern, name):
            known = True
            yield f"{where}/patternProperties/{escape(pattern)}"
    if not known and isinstance(schema.get("additionalProperties"), dict):
        yield f"{where}/additionalProperties"


def _matches(pattern: str, name: str) -> bool:
    try:
        return Pattern(pattern).matches(name)
    except PatternError:
        return False
