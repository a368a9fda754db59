"""What a function says of itself: the model of `function.yaml`, and of what a decorator derives.

Never: how it is carried out. A declaration is data; the palette, the forms, the linter and the
activity all read the same one.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from definitions.errors import HOME
from definitions.models.document import Version
from definitions.schemas import Schema, SchemaError
from definitions.values import Json, JsonObject, canonical

Name = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", max_length=63),
]
LONGEST_SECONDS = 60
"""What may take longer answers by message."""

STANDARD_ERRORS = (
    "authentication",
    "authorization",
    "communication",
    "configuration",
    "expression",
    "runtime",
    "timeout",
    "validation",
)
# What a schema says to people; the same schema with other words takes the same values.
_WORDS = frozenset({"title", "description", "examples", "$comment", "deprecated"})
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_VALUES = frozenset({"const", "enum", "default"})

Line = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\n]+$")]
Slug = Annotated[str, Field(max_length=63, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class DeclarationError(ValueError):
    """A function can't be declared so; the sentence says what to change."""


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )


class Raises(_Part):
    """An error that the function can end with."""

    type: Annotated[str, Field(max_length=300)]
    """One of the standard's by its short name, else a URI of one's own."""
    status: Annotated[int, Field(ge=400, le=599)]
    when: Line

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.type not in STANDARD_ERRORS and not re.match(r"[a-z][a-z0-9+.-]*:\S+$", self.type):
            raise ValueError(
                f"the error type {self.type!r} is neither a URI nor one of the standard's: "
                f"{', '.join(STANDARD_ERRORS)}"
            )
        return self

    @property
    def uri(self) -> str:
        return HOME + self.type if self.type in STANDARD_ERRORS else self.type


class Example(_Part):
    """What comes of some arguments; a test tries it."""

    title: Line | None = None
    input: JsonObject
    output: Json = None


class Declaration(_Part):
    """One version of one function."""

    name: Name
    version: Version
    title: Line
    summary: Annotated[str, Field(min_length=1, max_length=1000)]
    category: Slug
    icon: Slug
    """A name of the Tabler icons."""
    idempotent: Annotated[bool, Field(strict=True)]
    """May be carried out again without harm, so it needs no intent."""
    call: Line | None = None
    """What a task writes to call it, where that isn't `name:version@default`."""
    timeout_seconds: Annotated[float, Field(gt=0, le=LONGEST_SECONDS)] = 30
    input: JsonObject
    output: JsonObject
    errors: tuple[Raises, ...] = ()
    outcomes: tuple[Slug, ...] = ()
    """Names of the ways on, where the function knows some."""
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _takes_a_map(self) -> Self:
        if self.input.get("type") != "object":
            raise ValueError("the input must be a schema of `type: object`, for `with` is a map")
        return self

    @field_validator("input", "output")
    @classmethod
    def _is_a_schema(cls, schema: JsonObject) -> JsonObject:
        try:
            schema_of(schema).compile()
        except SchemaError as error:
            said = f"{error.message.rstrip('.')} (at {error.pointer or 'the whole'})"
            raise ValueError(f"{said}. {error.remedy or ''}".strip()) from error
        return schema

    @property
    def called(self) -> str:
        return self.call or f"{self.name}:{self.version}@default"

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.version

    @property
    def fingerprint(self) -> str:
        """Of what callers lean on: which values go in, which come out. Words may change."""
        bones: Json = [_bones(self.input), _bones(self.output)]
        return hashlib.sha256(canonical(bones)).hexdigest()

    def raised(self, kind: str) -> Raises | None:
        """The declared error that is meant by its type or the end of it."""
        return next(
            (one for one in self.errors if kind in (one.type, one.uri, one.type.split("/")[-1])),
            None,
        )

    def to_json(self) -> JsonObject:
        shown = cast("JsonObject", self.model_dump(mode="json"))
        errors: list[Json] = [
            {"type": one.uri, "status": one.status, "when": one.when} for one in self.errors
        ]
        return {**shown, "call": self.called, "errors": errors}


def declare(value: object, where: str) -> Declaration:
    """Checked; `where` names the place in what is said if it is wrong."""
    try:
        return Declaration.model_validate(value)
    except ValidationError as error:
        faults = [
            ": ".join(filter(None, (".".join(map(str, fault["loc"])), _said(fault))))
            for fault in error.errors(include_url=False, include_input=False)
        ]
        raise DeclarationError(f"{where} declares no function: {'; '.join(faults)}.") from error


def _said(fault: ErrorDetails) -> str:
    return fault["msg"].removeprefix("Value error, ").rstrip(".")


def schema_of(schema: JsonObject) -> Schema:
    """As functions write theirs: the draft that pydantic and the forms speak."""
    return Schema(schema, "json:2020-12")


def _bones(schema: Json) -> Json:
    """The schema without its words and hints."""
    if isinstance(schema, list):
        return [_bones(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept: JsonObject = {}
    for key, value in schema.items():
        if key in _WORDS or key.startswith("x-"):
            continue
        if key in _VALUES:
            kept[key] = value
        elif key in _NAMED and isinstance(value, dict):
            kept[key] = {name: _bones(below) for name, below in value.items()}
        else:
            kept[key] = _bones(value)
    return kept
