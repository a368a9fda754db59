"""Schemas as the standard has them: of inputs, outputs and the context, checked in a run.

Never: a fetch. What a `resource` names is not read here; and what a value lacks is told in
sentences of our own, since people read them in forms and in the trace.
"""

from __future__ import annotations

import re
from functools import lru_cache

from definitions.json_schema.compiler import Node, SchemaError
from definitions.json_schema.running import Fault, Run, TooMuchError
from definitions.json_schema.vocabulary import compile_schema
from definitions.values import Json, JsonObject, decode, encode

SCHEMAS_KEPT = 128
SAID = 3
"""So many faults stand in the sentence of a problem."""

_VERSION = re.compile(r"json(?::(?:draft-?0?)?(4|6|7|2019-09|2020-12))?", re.IGNORECASE)


class Schema:
    """One `schema` of a definition; compiled when the first value is checked."""

    __slots__ = ("_draft", "_text")

    def __init__(self, document: Json, format_: str = "json") -> None:
        self._draft = draft_of(format_)
        # In the order of its author, which is the order of the faults.
        self._text = encode(document)

    def compile(self) -> Node:
        """Raises SchemaError of a document that is no schema."""
        return _compiled(self._text, self._draft)

    def faults(self, value: Json) -> list[Fault]:
        """What is wrong with a value, the first twenty; empty when it fits."""
        return self.verdict(value)[0]

    def verdict(self, value: Json) -> tuple[list[Fault], int]:
        """The faults, and how many steps it took to find them."""
        node, run = self.compile(), Run()
        try:
            if node.check(value, None, run):
                return [], run.spent
        except TooMuchError as error:
            return [Fault("", "must be simple enough to check", str(error))], run.spent
        telling = Run(telling=True)
        try:
            node.check(value, None, telling)
        except TooMuchError as error:
            telling.faults.append(Fault("", "must be simple enough to check", str(error)))
        return telling.faults, run.spent + telling.spent


@lru_cache(maxsize=SCHEMAS_KEPT)
def _compiled(text: bytes, draft: int | None) -> Node:
    return compile_schema(decode(text), draft)


def is_json(format_: str) -> bool:
    """The one format that the standard names; others may have another meaning elsewhere."""
    return format_.partition(":")[0].lower() == "json"


def draft_of(format_: str) -> int | None:
    """`json:2020-12` names a draft; of plain `json` the document itself says which."""
    match = _VERSION.fullmatch(format_)
    if match is None:
        said = f"There is no version of JSON Schema called {format_[:60]!r}."
        remedy = "Write json, or one of json:4, json:6, json:7, json:2019-09 and json:2020-12."
        raise SchemaError("wrong-value", said, "", remedy)
    version = match.group(1)
    return None if version is None else int(version[:4])


def schema_of(attribute: Json) -> Schema | None:
    """Of a `schema` attribute; None where there is none that can be checked here."""
    if not isinstance(attribute, dict) or "document" not in attribute:
        return None
    format_ = attribute.get("format", "json")
    if not isinstance(format_, str) or not is_json(format_):
        return None
    return Schema(attribute["document"], format_)


def faults_of_input(document: JsonObject, value: Json) -> list[Fault]:
    """What a run of this definition would have against such an input, before there is one."""
    attribute = document.get("input")
    schema = schema_of(attribute.get("schema") if isinstance(attribute, dict) else None)
    return [] if schema is None else schema.faults(value)


def sentence(what: str, faults: list[Fault]) -> str:
    """For a problem: what does not fit, where, and what it should be."""
    said = " ".join(f"{fault.message}." for fault in faults[:SAID])
    more = len(faults) - SAID
    return f"{what} does not fit its schema. {said}" + (f" And {more} more." if more > 0 else "")


__all__ = [
    "Fault",
    "Schema",
    "SchemaError",
    "faults_of_input",
    "is_json",
    "schema_of",
    "sentence",
]
