"""Whether values fit the schemas of functions, in sentences that name the field.

Never: the value itself in the sentence of a run; it may be a secret, and a clipped one could not be
masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from definitions.errors import ProblemError, validation
from definitions.expressions import is_expression
from definitions.functions.declaration import schema_of
from definitions.pointers import unescape
from definitions.schemas import Fault
from definitions.values import Json, JsonObject

NAMED: Final = 3
"""So many faults a sentence names."""

LEFT_OUT: Final = "must be left out"
MUST_BE_GIVEN: Final = "must be given"
_OF_NAMES: Final = (MUST_BE_GIVEN, LEFT_OUT)
"""As the checks of schemas say it of names, which no expression changes."""

_COMBINES: Final = ("allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "dependentRequired")


def misfits(schema: JsonObject, value: Json) -> list[Fault]:
    """What is wrong with a value, the first ones where there are very many."""
    return schema_of(schema).faults(value)


def written_misfits(schema: JsonObject, written: Mapping[str, Json]) -> list[Fault]:
    """Of arguments as they stand in a definition: what an expression will make is let through.

    A part with an expression somewhere inside is not looked into, and where the names depend on
    each other's values, neither are they.
    """
    open_ones = [name for name, value in written.items() if _has_expression(value)]
    if open_ones and any(keyword in schema for keyword in _COMBINES):
        return []
    found: list[Fault] = []
    for fault in misfits(schema, {**written}):
        first, *deeper = path_of(fault) or ("",)
        if first not in open_ones or (not deeper and fault.wanted in _OF_NAMES):
            found.append(fault)
    return found


def hold(schema: JsonObject, value: Json, whole: str, instance: str | None = None) -> None:
    """A validation problem unless the value fits; `whole` names it in the sentence."""
    found = misfits(schema, value)
    if found:
        said = "; ".join(f"{name_of(one) or whole} {one.wanted}" for one in found[:NAMED])
        more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
        raise ProblemError(validation(f"{said[:1].upper()}{said[1:]}{more}.", instance))


def path_of(fault: Fault) -> list[str]:
    return [unescape(step) for step in fault.pointer.split("/")[1:]]


def name_of(fault: Fault) -> str:
    """As people write it; nothing for the whole value."""
    path = ".".join(path_of(fault))
    return f"`{path}`" if path else ""


def _has_expression(value: Json) -> bool:
    match value:
        case str():
            return is_expression(value)
        case list():
            return any(_has_expression(one) for one in value)
        case dict():
            return any(_has_expression(one) for one in value.values())
        case _:
            return False
