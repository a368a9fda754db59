"""The language as a JSON Schema, made from the models, for editors and their completion.

It says what a task may have; whether names lead somewhere and expressions can run is the lint's.
Never: an attribute or a task that the models don't have, or a document refused that they take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import cast

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from definitions.language_words import WORDS
from definitions.models import (
    STANDARD_CALLS,
    TASK_MODELS,
    CaseItem,
    Extension,
    ExtensionItem,
    Model,
    SwitchCase,
    Task,
    TaskItem,
    Workflow,
)
from definitions.values import Json, JsonObject

VERSION = "1.0.3"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_AT = "#/$defs/"
_ITEM = "baton:item"
"""Stands for a reference that pydantic would look for among its own."""

_ANY_TASK = "AnyTask"
_ITEMS: dict[type, tuple[str, str]] = {
    TaskItem: (_ANY_TASK, "One task under its name."),
    CaseItem: (SwitchCase.__name__, "One case under its name."),
    ExtensionItem: (Extension.__name__, "One extension under its name."),
}


def language_schema() -> JsonObject:
    """Of a whole document. Computed anew each time."""
    tasks = [*TASK_MODELS.values(), *STANDARD_CALLS.values()]
    schemas = _schemas([Workflow, SwitchCase, Extension, *tasks])
    # Kept as items, and written as a map.
    functions: JsonObject = {"type": "object", "additionalProperties": _reference(_ANY_TASK)}
    _properties(schemas, "Use")["functions"] = functions
    _describe(schemas, {model.__name__ for model in tasks})
    schemas[_ANY_TASK] = _any_task()
    for item, (shape, description) in _ITEMS.items():
        schemas[item.__name__] = {
            "description": description,
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": _reference(shape),
        }
    return {
        "$schema": DIALECT,
        "title": f"Serverless Workflow DSL {VERSION}",
        "description": "A process, as Baton reads it.",
        "$ref": _AT + Workflow.__name__,
        "$defs": dict(sorted(schemas.items())),
    }


class _Generator(GenerateJsonSchema):
    """Named items as the document writes them, which is not how they are kept."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        return {_ITEM: cast("type", schema["cls"]).__name__}


def _schemas(models: list[type[Model]]) -> JsonObject:
    """Of these models and all that they lead to, by name."""
    _, made = models_json_schema(
        [(model, "validation") for model in models],
        ref_template=_AT + "{model}",
        schema_generator=_Generator,
    )
    return cast("JsonObject", _plain(cast("Json", made["$defs"])))


def _plain(value: Json) -> Json:
    """Without the names of our classes, and defaults that only say that nothing is there."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if _ITEM in value:
        return _reference(str(value[_ITEM]))
    noise = {"title": str, "default": type(None)}
    return {
        key: _plain(item)
        for key, item in value.items()
        if key not in noise or not isinstance(item, noise[key])
    }


def _reference(name: str) -> JsonObject:
    return {"$ref": _AT + name}


# ---- tasks


def _any_task() -> JsonObject:
    """By what the task does, so that a fault speaks of one task and not of all that there are."""
    known: list[Json] = [{"required": [kind]} for kind in TASK_MODELS]
    return {"type": "object", "anyOf": known, "allOf": [*_rules()]}


def _rules() -> Iterator[Json]:
    for kind, model in TASK_MODELS.items():
        has: JsonObject = {"required": [kind]}
        if kind == "do":
            # That of a loop is a part of the loop.
            has["not"] = {"required": ["for"]}
        if kind == "call":
            names: list[Json] = [*STANDARD_CALLS]
            has["properties"] = {"call": {"not": {"enum": names}}}
        yield {"if": has, "then": _reference(model.__name__)}
    for name, model in STANDARD_CALLS.items():
        called: JsonObject = {"required": ["call"], "properties": {"call": {"const": name}}}
        yield {"if": called, "then": _reference(model.__name__)}


# ---- what people read of it


def _describe(schemas: JsonObject, tasks: Collection[str]) -> None:
    """What every task has is described once."""
    for name in schemas:
        for attribute, shape in _properties(schemas, name).items():
            said = WORDS.get(f"{name}.{attribute}")
            if said is None and name in tasks:
                said = WORDS.get(f"{Task.__name__}.{attribute}")
            if said is not None:
                cast("JsonObject", shape)["description"] = said


def _properties(schemas: JsonObject, name: str) -> JsonObject:
    return cast("JsonObject", cast("JsonObject", schemas[name]).get("properties", {}))
