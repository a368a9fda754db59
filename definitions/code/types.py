"""Between JSON and the types that a workflow's author has chosen: pydantic, msgspec, dataclasses.

Never: a value that was let through without looking, where a type is given.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias, cast

import msgspec
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.errors import PydanticSchemaGenerationError, PydanticUserError
from pydantic_core import PydanticSerializationError, to_jsonable_python

from definitions.values import Json, JsonObject, encode

Mode: TypeAlias = Literal["validation", "serialization"]

TYPES_KEPT = 256


class UntypedError(TypeError):
    """A type has no JSON Schema, so that nobody could know what to give."""


class MisfitError(ValueError):
    """A value is not of the type; the sentence says where and why."""


def schema_of(kind: object, mode: Mode) -> JsonObject:
    """What JSON a type takes, or gives."""
    if _is_struct(kind):
        return cast("JsonObject", msgspec.json.schema(kind))
    try:
        return cast("JsonObject", _adapter(kind).json_schema(mode=mode))
    except (PydanticUserError, PydanticSchemaGenerationError, TypeError) as error:
        raise UntypedError(
            f"{kind} has no JSON Schema. Use a pydantic model, a dataclass, a msgspec struct or "
            "plain types."
        ) from error


def read(text: bytes, kind: object) -> object:
    """The value of a JSON text as that type."""
    try:
        if _is_struct(kind):
            return msgspec.json.decode(text, type=cast("type[object]", kind))
        return _adapter(kind).validate_json(text)
    except msgspec.ValidationError as error:
        raise MisfitError(f"{error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise MisfitError(f"{f'`{place}`: ' if place else ''}{said}") from None


def write(value: object) -> bytes:
    """A value as JSON text, whatever its type is; nothing is made up for what JSON can't say."""
    try:
        plain = cast("Json", msgspec.to_builtins(value, str_keys=True, enc_hook=_plain))
        return encode(plain)
    except (TypeError, ValueError, PydanticSerializationError, RecursionError) as error:
        raise MisfitError(f"a {type(value).__name__} can't be said in JSON: {error}") from error


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    return cast("object", to_jsonable_python(value, by_alias=True))


@lru_cache(maxsize=TYPES_KEPT)
def _adapter(kind: object) -> TypeAdapter[object]:
    return TypeAdapter(cast("type[object]", kind))
