"""What is wrong with the schemas of a definition, before a value is held against one.

Never: a schema that lies elsewhere looked at; it is read, and looked at, at publishing.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions.diagnostics import Finding
from definitions.schemas import Schema, SchemaError, is_json
from definitions.values import Json, JsonObject

HOLDERS = ("input", "output", "export")


def schemas_of(raw: JsonObject, pointer: str) -> Iterator[tuple[str, JsonObject]]:
    """Those of a task or of the whole process, with where they stand."""
    for name in HOLDERS:
        holder = raw.get(name)
        schema = holder.get("schema") if isinstance(holder, dict) else None
        if isinstance(schema, dict):
            yield f"{pointer}/{name}/schema", schema


def faults_of(raw: JsonObject, pointer: str) -> Iterator[Finding]:
    for where, schema in schemas_of(raw, pointer):
        yield from _faults(schema, where)


def hindrances_of(raw: JsonObject, pointer: str) -> Iterator[Finding]:
    """What the standard has and a run can't check yet."""
    for where, schema in schemas_of(raw, pointer):
        if not is_json(_format(schema)):
            said = "Baton can check JSON Schema only."
            remedy = "Write `format: json` and describe the data so."
            yield Finding("unsupported-attribute", said, f"{where}/format", remedy)


def _faults(schema: JsonObject, where: str) -> Iterator[Finding]:
    document: Json = schema.get("document")
    if "resource" in schema:
        if document is not None:
            said = "A schema has either a `document` or a `resource`, and this one has both."
            yield Finding("wrong-value", said, where, "Remove one of the two.")
    elif document is None:
        remedy = "Add it, for example `document: { type: object }`."
        yield Finding("missing", "The schema needs a `document`.", where, remedy)
    elif is_json(_format(schema)):
        yield from _compiled(document, _format(schema), where)


def _compiled(document: Json, format_: str, where: str) -> Iterator[Finding]:
    try:
        schema = Schema(document, format_)
    except SchemaError as error:
        yield Finding(error.code, error.message, f"{where}/format", error.remedy)
        return
    try:
        schema.compile()
    except SchemaError as error:
        pointer = f"{where}/document{error.pointer}"
        yield Finding(error.code, error.message, pointer, error.remedy)


def _format(schema: JsonObject) -> str:
    given = schema.get("format", "json")
    return given if isinstance(given, str) else "json"
