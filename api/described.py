"""The OpenAPI document: FastAPI's own, with refusals as what they are and how one signs in.

Never: an address that the routes don't have, or one kept out.
"""

from __future__ import annotations

from typing import Any, cast  # pyright: ignore[reportExplicitAny]  (FastAPI's own signature)

from fastapi import FastAPI

from api.auth import cookies
from api.errors import PROBLEM_JSON
from api.permissions import PUBLIC
from api.shapes import Problem, Refusal
from definitions.values import Json, JsonObject

REPLACED = ("HTTPValidationError", "ValidationError")
REFUSED = "400"
INVALID = "422"
EVERYWHERE: dict[str, str] = {
    "401": "Nobody has signed in.",
    "403": "Not allowed with these roles.",
    "503": "The database does not answer now.",
}
SCHEMES: JsonObject = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "session": {"type": "apiKey", "in": "cookie", "name": cookies.SESSION},
}


class Api(FastAPI):
    """FastAPI with the document of this page."""

    def openapi(self) -> dict[str, Any]:  # pyright: ignore[reportExplicitAny]
        if self.openapi_schema is None:
            self.openapi_schema = _described(cast("JsonObject", super().openapi()))
        return self.openapi_schema


def _described(document: JsonObject) -> JsonObject:
    components = cast("JsonObject", document["components"])
    schemas = cast("JsonObject", components["schemas"])
    for name in REPLACED:
        schemas.pop(name, None)
    for shape in (Problem, Refusal):
        made = cast("JsonObject", shape.model_json_schema(ref_template=_REFERENCE))
        made.pop("$defs", None)
        schemas[shape.__name__] = made
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = SCHEMES
    for path, methods in cast("dict[str, dict[str, JsonObject]]", document["paths"]).items():
        for method, operation in methods.items():
            _refusals(operation, guarded=f"{method.upper()} {path}" not in PUBLIC)
    return document


_REFERENCE = "#/components/schemas/{model}"


def _refusals(operation: JsonObject, *, guarded: bool) -> None:
    answers = cast("dict[str, JsonObject]", operation["responses"])
    if guarded:
        operation["security"] = [{"key": []}, {"session": []}]
        for status, description in EVERYWHERE.items():
            answers.setdefault(status, {"description": description})
    for status, answer in answers.items():
        if status >= REFUSED:
            shape = Refusal if status == INVALID else Problem
            reference: Json = {"$ref": _REFERENCE.format(model=shape.__name__)}
            answer["content"] = {PROBLEM_JSON: {"schema": reference}}
    operation["responses"] = dict(sorted(answers.items()))
