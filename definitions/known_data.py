"""What is known of data before there is any: types, names and what stands behind them.

Never: something that grows without bound. What gets too large or too deep is anything again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from definitions.values import Json, JsonObject

LARGEST = 400
"""Parts of one value that are told of."""

DEEPEST = 12

_WORDS = ("title", "description", "format", "contentMediaType", "enum", "const")
"""What a schema says that is of use beside the type."""


@dataclass(frozen=True, slots=True)
class Known:
    """Of one value. Without types it can be anything."""

    types: tuple[str, ...] = ()
    names: Mapping[str, Known] = field(default_factory=dict[str, "Known"])
    required: frozenset[str] = frozenset()
    open: bool = True
    """There can be other names."""
    items: Known | None = None
    words: Mapping[str, Json] = field(default_factory=dict[str, Json])
    size: int = 1
    depth: int = 1

    @property
    def anything(self) -> bool:
        return not self.types and not self.names and self.items is None and not self.words


ANYTHING = Known()
NULL = Known(("null",))
TEXT = Known(("string",))
NUMBER = Known(("number",))
INTEGER = Known(("integer",))
TRUTH = Known(("boolean",))


def an_object(
    names: Mapping[str, Known],
    required: Iterable[str] | None = None,
    *,
    more: bool = False,
    types: tuple[str, ...] = ("object",),
    words: Mapping[str, Json] | None = None,
) -> Known:
    """All names are there unless `required` says which."""
    kept: dict[str, Known] = {}
    size, depth = 1, 1
    for name, known in names.items():
        fits = size + known.size <= LARGEST and known.depth < DEEPEST
        one = known if fits else ANYTHING
        if size + one.size > LARGEST:
            more = True
            break
        kept[name] = one
        size += one.size
        depth = max(depth, 1 + one.depth)
    there = frozenset(kept if required is None else required) & kept.keys()
    return Known(types, kept, there, more, None, words or {}, size, depth)


def a_list(
    items: Known, types: tuple[str, ...] = ("array",), words: Mapping[str, Json] | None = None
) -> Known:
    fits = items.size < LARGEST and items.depth < DEEPEST
    one = items if fits else ANYTHING
    return Known(types, items=one, words=words or {}, size=1 + one.size, depth=1 + one.depth)


def either(one: Known, other: Known) -> Known:
    """What holds for both."""
    if one is NOTHING or other is NOTHING:
        return other if one is NOTHING else one
    if one is other or one.anything or other.anything:
        return one if one is other else ANYTHING
    types = tuple(dict.fromkeys((*one.types, *other.types))) if one.types and other.types else ()
    words = {name: value for name, value in one.words.items() if other.words.get(name) == value}
    objects = [each for each in (one, other) if "object" in each.types]
    lists = [each for each in (one, other) if "array" in each.types]
    if objects:
        return _both(objects, types, words)
    return a_list(_items(lists), types, words) if lists else Known(types, words=words)


def _items(lists: list[Known]) -> Known:
    return together(each.items or ANYTHING for each in lists)


def _both(objects: list[Known], types: tuple[str, ...], words: Mapping[str, Json]) -> Known:
    names: dict[str, Known] = {}
    for each in objects:
        for name, known in each.names.items():
            names[name] = either(names[name], known) if name in names else known
    required = objects[0].required.intersection(*(each.required for each in objects))
    return an_object(
        names, required, more=any(each.open for each in objects), types=types, words=words
    )


NOTHING = Known(("nothing",))
"""Of what never comes about; it gives way to everything."""


def together(known: Iterable[Known]) -> Known:
    found = NOTHING
    for one in known:
        found = either(found, one)
    return found


def name_in(known: Known, name: str) -> Known:
    """What stands behind a name."""
    if name in known.names:
        return known.names[name]
    if known.types == ("object",) and not known.open:
        return NULL
    return ANYTHING


def items_of(known: Known) -> Known:
    if known.types == ("array",):
        return known.items or ANYTHING
    if known.types == ("object",) and not known.open:
        return together(known.names.values())
    return ANYTHING


def merged(one: Known, other: Known) -> Known:
    """Of two objects one, as `+` makes it."""
    if one.types != ("object",) or other.types != ("object",):
        return ANYTHING
    names = {**one.names}
    for name, known in other.names.items():
        sure = name in other.required or name not in names
        names[name] = known if sure else either(names[name], known)
    return an_object(names, one.required | other.required, more=one.open or other.open)


_PLAIN: Mapping[type, Known] = {bool: TRUTH, int: INTEGER, float: NUMBER, str: TEXT}


def of_value(value: Json) -> Known:
    """Of what is written out."""
    match value:
        case None:
            return NULL
        case list():
            return a_list(together(of_value(one) for one in value[:LARGEST]) if value else ANYTHING)
        case dict():
            return an_object({name: of_value(one) for name, one in value.items()})
        case _:
            return _PLAIN[type(value)]


# ---- to and from JSON Schema


def of_schema(schema: Json) -> Known:
    """What a JSON Schema tells, with references to its own parts followed."""
    return _Reader(schema).read(schema, DEEPEST)


class _Reader:
    def __init__(self, root: Json) -> None:
        self._root = root
        self._left = LARGEST * 4
        """A schema can refer to itself in many places."""

    def read(self, schema: Json, depth: int) -> Known:
        self._left -= 1
        if not isinstance(schema, dict) or depth <= 0 or self._left <= 0:
            return ANYTHING
        target = schema.get("$ref")
        if isinstance(target, str):
            found = self.read(self._at(target), depth - 1)
            words = _words(schema)
            return found if not words else _renamed(found, {**found.words, **words})
        for name in ("anyOf", "oneOf"):
            choices = schema.get(name)
            if isinstance(choices, list) and choices:
                return self._choice(schema, choices, depth)
        parts = schema.get("allOf")
        if isinstance(parts, list):
            schema = {**_united([part for part in parts if isinstance(part, dict)]), **schema}
        return self._plain(schema, depth)

    def _choice(self, schema: JsonObject, choices: list[Json], depth: int) -> Known:
        consts = [one["const"] for one in choices if isinstance(one, dict) and "const" in one]
        words = _words(schema)
        if len(consts) == len(choices):
            found = together(of_value(one) for one in consts)
            return _renamed(found, {**words, "enum": consts})
        found = together(self.read(one, depth - 1) for one in choices)
        if "properties" in schema:
            found = either(found, self._plain(schema, depth))
        return _renamed(found, {**found.words, **words}) if words else found

    def _plain(self, schema: JsonObject, depth: int) -> Known:
        types = _types(schema)
        words = _words(schema)
        if "object" in types:
            properties = schema.get("properties")
            names = {
                name: self.read(one, depth - 1)
                for name, one in (properties.items() if isinstance(properties, dict) else ())
            }
            listed = schema.get("required")
            needed = [
                one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, str)
            ]
            more = schema.get("additionalProperties") is not False or "patternProperties" in schema
            return an_object(names, needed, more=more, types=types, words=words)
        if "array" in types:
            items = schema.get("items")
            return a_list(self.read(items, depth - 1), types, words)
        return Known(types, words=words)

    def _at(self, target: str) -> Json:
        if not target.startswith("#"):
            return None
        value = self._root
        for step in target[1:].split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            value = value.get(name) if isinstance(value, dict) else None
        return value


def _renamed(known: Known, words: Mapping[str, Json]) -> Known:
    return Known(
        known.types, known.names, known.required, known.open, known.items, words,
        known.size, known.depth,
    )  # fmt: skip


def _united(parts: list[JsonObject]) -> JsonObject:
    made: JsonObject = {}
    names: JsonObject = {}
    required: list[Json] = []
    for part in parts:
        made |= part
        below, needed = part.get("properties"), part.get("required")
        names |= below if isinstance(below, dict) else {}
        required += needed if isinstance(needed, list) else []
    return {**made, "properties": names, "required": required} if names else made


def _types(schema: JsonObject) -> tuple[str, ...]:
    written = schema.get("type")
    if isinstance(written, str):
        return (written,)
    if isinstance(written, list):
        return tuple(dict.fromkeys(one for one in written if isinstance(one, str)))
    if "properties" in schema:
        return ("object",)
    if "items" in schema:
        return ("array",)
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if isinstance(values, list) and values:
        found = together(of_value(one) for one in values)
        return found.types
    return ()


def _words(schema: JsonObject) -> dict[str, Json]:
    return {name: schema[name] for name in _WORDS if name in schema and _is_short(schema[name])}


def _is_short(value: Json) -> bool:
    match value:
        case str():
            return len(value) <= LARGEST
        case list():
            return len(value) <= LARGEST and all(_is_short(one) for one in value)
        case dict():
            return not value
        case _:
            return True


def to_schema(known: Known) -> Json:
    """`true` of anything."""
    if known is NOTHING or known.anything:
        return True
    schema: JsonObject = {**known.words}
    if known.types:
        schema["type"] = known.types[0] if len(known.types) == 1 else [*known.types]
    if "object" in known.types:
        schema["properties"] = {name: to_schema(one) for name, one in known.names.items()}
        if known.required:
            schema["required"] = [name for name in known.names if name in known.required]
        if not known.open:
            schema["additionalProperties"] = False
    if known.items is not None and not known.items.anything:
        schema["items"] = to_schema(known.items)
    return schema
