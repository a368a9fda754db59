"""Operations: found by their id, with everything that they inherit."""

from __future__ import annotations

import pytest

from activities.openapi.operations import FORM, JSON, MULTIPART, Operation
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject
from tests.activities.openapi.describing import OK, found, one, openapi, swagger


def refused(root: JsonObject, name: str = "it") -> str:
    with pytest.raises(ProblemError) as caught:
        found(root, name)
    assert same_type(caught.value.problem.type, "configuration")
    return caught.value.problem.detail or ""


def placed(operation: Operation) -> list[tuple[str, str, bool]]:
    return [(one.place, one.name, one.required) for one in operation.parameters]


class TestFind:
    def test_by_its_id(self) -> None:
        root = openapi(
            {
                "/a": {"get": {"operationId": "first", "responses": OK}},
                "/b": {"post": {"operationId": "second", "responses": OK}},
            }
        )
        operation = found(root, "second")
        assert (operation.method, operation.path) == ("post", "/b")
        assert operation.server == "https://shop.example/v3"

    def test_an_unknown_one_names_what_there_is(self) -> None:
        detail = refused(one({"operationId": "findPets"}), "findPet")
        assert "findPets" in detail

    @pytest.mark.parametrize("version", ["3.0.0", "3.1.1", 3.1])
    def test_versions(self, version: Json) -> None:
        assert found(one({}) | {"openapi": version}).id == "it"

    @pytest.mark.parametrize("version", ["2.0", 2.0])
    def test_swagger(self, version: Json) -> None:
        root = swagger({"/x": {"get": {"operationId": "it"}}}, swagger=version)
        assert found(root).server == "https://shop.example/v2"

    @pytest.mark.parametrize(
        "root", [{}, {"openapi": "4.0.0"}, {"openapi": None}, {"swagger": "1.2"}, {"info": {}}]
    )
    def test_what_is_none(self, root: JsonObject) -> None:
        assert "openapi" in refused(root)

    @pytest.mark.parametrize(
        "paths", [None, [], "x", {}, {"/x": None}, {"/x": {"get": []}}, {"/x": {"get": {"a": 1}}}]
    )
    def test_strange_paths(self, paths: Json) -> None:
        assert "none" in refused(openapi({}) | {"paths": paths})

    def test_a_path_by_reference(self) -> None:
        item: JsonObject = {"get": {"operationId": "it", "responses": OK}}
        root = openapi({"/x": {"$ref": "#/components/pathItems/p"}})
        root["components"] = {"pathItems": {"p": item}}
        assert found(root).path == "/x"


class TestServers:
    @pytest.mark.parametrize(
        ("url", "server"),
        [
            ("https://a.example/v1/", "https://a.example/v1"),
            ("/v1", "https://docs.example/v1"),
            ("v1", "https://docs.example/api/v1"),
            ("//b.example", "https://b.example"),
        ],
    )
    def test_relative_ones_begin_at_the_document(self, url: str, server: str) -> None:
        assert found(one({}, servers=[{"url": url}])).server == server

    def test_none_is_the_documents_own(self) -> None:
        root = one({})
        del root["servers"]
        assert found(root).server == "https://docs.example"

    def test_the_nearest_counts(self) -> None:
        own: Json = [{"url": "https://own.example"}]
        assert found(one({"servers": own})).server == "https://own.example"

    def test_variables_have_their_defaults(self) -> None:
        server: Json = {
            "url": "https://{region}.example/{v}",
            "variables": {"region": {"default": "eu"}, "v": {"default": "v2", "enum": ["v1"]}},
        }
        assert found(one({}, servers=[server])).server == "https://eu.example/v2"

    @pytest.mark.parametrize(
        "server", [{}, {"url": 5}, {"url": "https://{x}.example"}, {"url": "http://a:b"}, "text"]
    )
    def test_strange_ones(self, server: Json) -> None:
        refused(one({}, servers=[server]))

    def test_swaggers_parts(self) -> None:
        paths: JsonObject = {"/x": {"get": {"operationId": "it"}}}
        root = swagger(paths)
        assert found(root).server == "https://shop.example/v2"
        assert found(swagger(paths, schemes=["http"])).server == "http://shop.example/v2"
        for name in ("host", "basePath", "schemes"):
            del root[name]
        assert found(root).server == "https://docs.example"


class TestParameters:
    def test_the_paths_and_the_operations_own(self) -> None:
        item: JsonObject = {
            "parameters": [
                {"name": "id", "in": "path"},
                {"name": "q", "in": "query", "required": True},
                {"$ref": "#/components/parameters/trace"},
            ],
            "get": {
                "operationId": "it",
                "parameters": [{"name": "q", "in": "query"}, {"name": "c", "in": "cookie"}],
            },
        }
        trace: JsonObject = {"parameters": {"trace": {"name": "X-Trace", "in": "header"}}}
        assert placed(found(openapi({"/x/{id}": item}, components=trace))) == [
            ("path", "id", True),
            ("query", "q", False),
            ("header", "X-Trace", False),
            ("cookie", "c", False),
        ]

    def test_keys_of_its_security(self) -> None:
        schemes: JsonObject = {
            "key": {"type": "apiKey", "name": "api_key", "in": "header"},
            "login": {"type": "http", "scheme": "basic"},
        }
        operation = found(one({}, components={"securitySchemes": schemes}))
        assert placed(operation) == [("header", "api_key", False)]

    @pytest.mark.parametrize("listed", [None, "x", {}, [1], [{}], [{"name": 1, "in": "query"}]])
    def test_strange_ones_are_none(self, listed: Json) -> None:
        assert found(one({"parameters": listed})).parameters == ()


class TestBodies:
    def test_json_is_preferred(self) -> None:
        schema: JsonObject = {"type": "object", "properties": {"a": {"type": "string"}}}
        content: JsonObject = {"text/xml": {}, "application/vnd.x+json": {"schema": schema}}
        given: Json = {"required": True, "content": content}
        body = found(one({"requestBody": given}, method="post")).body
        assert body is not None
        assert (body.content_type, body.required) == ("application/vnd.x+json", True)
        assert list(body.properties) == ["a"]

    def test_all_that_a_schema_is_made_of(self) -> None:
        schemas: JsonObject = {
            "Pet": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"b": {}}}]},
            "Base": {"properties": {"a": {"$ref": "#/components/schemas/Pet"}}},
        }
        content: JsonObject = {JSON: {"schema": {"$ref": "#/components/schemas/Pet"}}}
        root = one({"requestBody": {"content": content}}, components={"schemas": schemas})
        body = found(root).body
        assert body is not None
        assert sorted(body.properties) == ["a", "b"]

    def test_schemas_that_are_made_of_themselves(self) -> None:
        schema: JsonObject = {"allOf": [{"$ref": "#/components/schemas/It"}] * 3}
        content: JsonObject = {JSON: {"schema": {"$ref": "#/components/schemas/It"}}}
        root = one({"requestBody": {"content": content}}, components={"schemas": {"It": schema}})
        assert found(root).body is not None

    def test_swagger_has_them_as_parameters(self) -> None:
        parameters: Json = [{"name": "pet", "in": "body", "required": True, "schema": {}}]
        root = swagger({"/x": {"post": {"operationId": "it", "parameters": parameters}}})
        body = found(root).body
        assert body is not None
        assert (body.content_type, body.name, body.required) == (JSON, "pet", True)

    @pytest.mark.parametrize(
        ("kind", "consumes", "wanted"),
        [
            ("string", None, FORM),
            ("file", None, MULTIPART),
            ("string", [MULTIPART, FORM], MULTIPART),
            ("string", [JSON], FORM),
        ],
    )
    def test_swaggers_forms(self, kind: str, consumes: Json, wanted: str) -> None:
        given: JsonObject = {
            "operationId": "it",
            "consumes": consumes,
            "parameters": [{"name": "f", "in": "formData", "type": kind}],
        }
        body = found(swagger({"/x": {"post": given}})).body
        assert body is not None
        assert (body.content_type, list(body.properties)) == (wanted, ["f"])
