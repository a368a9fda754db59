"""Descriptions for tests: a shop in OpenAPI 3 and in Swagger 2.

Never: more of a description than the tests read.
"""

from __future__ import annotations

import httpx

from activities.openapi.operations import Operation, find_operation
from definitions.values import Json, JsonObject

URL = httpx.URL("https://docs.example/api/openapi.json")
OK: JsonObject = {"200": {"description": "ok"}}


def openapi(paths: JsonObject, **more: Json) -> JsonObject:
    return {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example/v3"}],
        "paths": paths,
        **more,
    }


def swagger(paths: JsonObject, **more: Json) -> JsonObject:
    return {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "host": "shop.example",
        "basePath": "/v2",
        "schemes": ["http", "https"],
        "paths": paths,
        **more,
    }


def one(operation: JsonObject, path: str = "/x", method: str = "get", **root: Json) -> JsonObject:
    """A description with one operation, `it`."""
    given = {"operationId": "it", "responses": OK, **operation}
    return openapi({path: {method: given}}, **root)


def found(root: JsonObject, name: str = "it") -> Operation:
    return find_operation(root, name, URL)
