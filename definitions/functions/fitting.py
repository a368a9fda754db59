"""Whether values fit the schemas of functions, in sentences that name the field.

By jsonschema-rs, whose patterns can't run away. Never: a schema that is fetched from somewhere, or
the value itself in a sentence; it may be a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NoReturn, cast

import jsonschema_rs
from jsonschema_rs import ValidationError

from definitions.errors import ProblemError, validation
from definitions.expressions import is_expression
from definitions.functions.declaration import DeclarationError
from definitions.pointers import join
from definitions.values import Json, JsonObject, canonical, decode

MOST = 20
"""So many are looked at; a sentence names the first few."""

NAMED = 3
_KINDS: Mapping[str, str] = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a map",
    "array": "a list",
    "null": "empty",
}
_OF_NAMES = ("required", "additionalProperties", "unevaluatedProperties")
"""What a schema says of the names in a map, which no expression changes."""

_LIMITS: Mapping[str, str] = {
    "minLength": "must have at least {} characters",
    "maxLength": "may have {} characters at most",
    "minItems": "must have at least {} entries",
    "maxItems": "may have {} entries at most",
    "minProperties": "must have at least {} entries",
    "maxProperties": "may have {} entries at most",
    "minimum": "must be {} or more",
    "maximum": "may be {} at most",
    "exclusiveMinimum": "must be more than {}",
    "exclusiveMaximum": "must be less than {}",
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where a value does not fit, and why."""

    path: tuple[str | int, ...]
    reason: str
    """What follows the name of the field."""
    unknown: str | None = None
    """A field that the schema doesn't know."""

    @property
    def pointer(self) -> str:
        return join(self.path)

    def sentence(self, whole: str) -> str:
        name = ".".join(str(step) for step in self.path)
        return f"`{name}` {self.reason}" if name else f"{whole} {self.reason}"


def misfits(schema: JsonObject, value: Json) -> list[Misfit]:
    """All that is found, the first ones where there are very many."""
    errors = islice(_checker(canonical(schema)).iter_errors(value), MOST)
    return [one for error in errors for one in _explained(error)]


def written_misfits(schema: JsonObject, written: Json) -> list[Misfit]:
    """Of arguments as they stand in a definition: what an expression will make is let through."""
    errors = _checker(canonical(schema)).iter_errors(written)
    sure = (
        error
        for error in errors
        if error.kind.name in _OF_NAMES or not _evaluated(cast("Json", error.instance))
    )
    return [one for error in islice(sure, MOST) for one in _explained(error)]


def _evaluated(value: Json) -> bool:
    """It is an expression, or has one inside."""
    match value:
        case str():
            return is_expression(value)
        case list():
            return any(_evaluated(one) for one in value)
        case dict():
            return any(_evaluated(one) for one in value.values())
        case _:
            return False


def hold(schema: JsonObject, value: Json, whole: str, instance: str | None = None) -> None:
    """A validation problem unless the value fits; `whole` names it in the sentence."""
    found = misfits(schema, value)
    if found:
        said = "; ".join(one.sentence(whole) for one in found[:NAMED])
        more = f" (and {len(found) - NAMED} more)" if len(found) > NAMED else ""
        raise ProblemError(validation(f"{said[:1].upper()}{said[1:]}{more}.", instance))


def check_schema(schema: JsonObject, where: str) -> None:
    try:
        _checker(canonical(schema))
    except ValidationError as error:
        place = join(cast("Sequence[str | int]", error.instance_path)) or "/"
        raise DeclarationError(f"{where} is no JSON Schema at {place}: {error.message}.") from error


def _refuse(address: str) -> NoReturn:
    raise ValueError(f"{address} is not fetched; put what the schema needs under `$defs`")


@lru_cache(maxsize=512)
def _checker(schema: bytes) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        cast("dict[str, object]", decode(schema)), validate_formats=True, retriever=_refuse
    )


def _explained(error: ValidationError) -> Iterator[Misfit]:
    path = tuple(cast("Iterable[str | int]", error.instance_path))
    kind = cast("dict[str, object]", error.kind.as_dict())
    match error.kind.name:
        case "required":
            yield Misfit((*path, str(kind["property"])), "is missing")
        case "additionalProperties" | "unevaluatedProperties":
            for name in cast("list[str]", kind["unexpected"]):
                yield Misfit((*path, name), "is not known here", name)
        case "anyOf" | "oneOf":
            yield from _nearest(path, kind)
        case name:
            yield Misfit(path, _reason(name, kind))


def _nearest(path: tuple[str | int, ...], kind: dict[str, object]) -> Iterator[Misfit]:
    """Of several forms the one that the value was probably meant to have."""
    branches = cast("list[list[ValidationError]]", kind.get("context", []))
    likely = [branch for branch in branches if not any(_is_other_type(e, path) for e in branch)]
    constants = [
        cast("dict[str, Json]", error.kind.as_dict()).get("expected_value")
        for branch in branches
        for error in branch
        if error.kind.name == "const"
    ]
    if constants and len(constants) == len(branches):
        yield Misfit(path, f"must be one of {_listed(constants)}")
    elif len(likely) == 1:
        for error in likely[0]:
            yield from _explained(error)
    else:
        yield Misfit(path, "has none of the forms that are possible here")


def _is_other_type(error: ValidationError, path: tuple[str | int, ...]) -> bool:
    return error.kind.name == "type" and len(error.instance_path) == len(path)


def _reason(name: str, kind: Mapping[str, object]) -> str:
    match name:
        case "type":
            types = sorted(cast("list[str]", kind["types"]), key=list(_KINDS).index)
            reason = "must be " + " or ".join(_KINDS[one] for one in types)
        case "enum":
            reason = f"must be one of {_listed(cast('list[Json]', kind['options']))}"
        case "const":
            reason = f"must be {_listed([cast('Json', kind['expected_value'])])}"
        case "format":
            reason = f"is no {kind['format']}"
        case "pattern":
            reason = "has a form that is not allowed"
        case "uniqueItems":
            reason = "has an entry twice"
        case limit if limit in _LIMITS:
            reason = _LIMITS[limit].format(_number(kind["limit"]))
        case _:
            reason = "is not allowed"
    return reason


def _number(limit: object) -> str:
    return f"{limit:.15g}" if isinstance(limit, float) else str(limit)


def _listed(values: Iterable[Json]) -> str:
    return ", ".join(canonical(one).decode().strip('"') for one in values)
