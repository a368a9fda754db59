"""Where the parts of a schema are: by pointer, by `$anchor` and by `$id`.

Never: a look outside of the document; a schema that lies elsewhere has to be copied in.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

from definitions.pointers import escape, unescape
from definitions.values import Json, JsonObject

IN_MAP = (
    "$defs",
    "definitions",
    "properties",
    "patternProperties",
    "dependentSchemas",
    "dependencies",
)
IN_LIST = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
ALONE = (
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)
"""Where schemas stand inside schemas."""


class NowhereError(LookupError):
    """A reference leads to nothing in the document; `remote` if it leads outside of it."""

    def __init__(self, *, remote: bool) -> None:
        super().__init__()
        self.remote = remote


class References:
    """All places of one document that a `$ref` can name otherwise than by pointer."""

    def __init__(self, document: Json, *, old: bool) -> None:
        self._document = document
        self._old = old
        """Up to draft 7 an `$id` of `#name` is an anchor, and nothing stands beside a `$ref`."""
        self._resources: dict[str, str] = {"": ""}
        self._bases: dict[str, str] = {"": ""}
        self._anchors: dict[tuple[str, str], str] = {}
        self.twice = False
        """An anchor that references look for at run time stands in several resources."""
        self._dynamic: dict[str, str] = {}
        self._index()

    def find(self, reference: str, pointer: str) -> str:
        """The pointer of what a reference that stands at `pointer` means."""
        try:
            base = self._base(pointer)
            # A URN is no base for `urljoin`, and a mere fragment needs none.
            whole = base + reference if reference.startswith("#") else urljoin(base, reference)
            address, fragment = urldefrag(whole)
        except ValueError as error:
            raise NowhereError(remote=True) from error
        resource = self._resources.get(address)
        if resource is None:
            raise NowhereError(remote=True)
        fragment = unquote(fragment)
        if not fragment:
            return resource
        if not fragment.startswith("/"):
            named = self._anchors.get((address, fragment))
            if named is None:
                raise NowhereError(remote=False)
            return named
        found = "".join(f"/{escape(unescape(step))}" for step in fragment[1:].split("/"))
        return resource + found

    def at(self, pointer: str) -> Json:
        value = self._document
        for step in pointer.split("/")[1:]:
            if isinstance(value, dict) and unescape(step) in value:
                value = value[unescape(step)]
            elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
                value = value[int(step)]
            else:
                raise NowhereError(remote=False)
        return value

    def _base(self, pointer: str) -> str:
        while pointer not in self._bases:
            pointer = pointer.rpartition("/")[0]
        return self._bases[pointer]

    def _index(self) -> None:
        waiting: list[tuple[str, str, Json]] = [("", "", self._document)]
        while waiting:
            pointer, base, schema = waiting.pop()
            if isinstance(schema, dict):
                base = self._name(schema, pointer, base)
                waiting += [(pointer + step, base, part) for step, part in parts(schema)]

    def _name(self, schema: JsonObject, pointer: str, base: str) -> str:
        """Note what the schema calls itself; answers the base of what is inside."""
        own = schema.get("$id", schema.get("id") if self._old else None)
        if self._old and "$ref" in schema:
            own = None
        if isinstance(own, str) and self._old and own.startswith("#"):
            self._anchors[base, own[1:]] = pointer
        elif isinstance(own, str):
            base = urldefrag(urljoin(base, own))[0]
            self._resources.setdefault(base, pointer)
            self._bases[pointer] = base
        for key in ("$anchor", "$dynamicAnchor"):
            anchor = schema.get(key)
            if isinstance(anchor, str):
                self._anchors.setdefault((base, anchor), pointer)
                if key == "$dynamicAnchor":
                    self.twice |= self._dynamic.setdefault(anchor, base) != base
        if schema.get("$recursiveAnchor") is True:
            self.twice |= self._dynamic.setdefault("", base) != base
        return base


def parts(schema: JsonObject) -> Iterator[tuple[str, Json]]:
    """The schemas directly inside one, with the end of their pointers."""
    for key in IN_MAP:
        inside = schema.get(key)
        if isinstance(inside, dict):
            yield from ((f"/{escape(key)}/{escape(name)}", part) for name, part in inside.items())
    for key in IN_LIST:
        inside = schema.get(key)
        if isinstance(inside, list):
            yield from ((f"/{key}/{place}", part) for place, part in enumerate(inside))
    for key in ALONE:
        inside = schema.get(key)
        if isinstance(inside, dict):
            yield f"/{key}", inside
