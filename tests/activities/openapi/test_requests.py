"""From parameters to requests: each in its place, nothing left out."""

from __future__ import annotations

import json

import pytest

from activities.http_request import Request
from activities.openapi.requests import request_of
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject
from tests.activities.openapi.describing import found, one, swagger


def asked(root: JsonObject, **given: Json) -> Request:
    return request_of(found(root), given, "k", 1_000, output=None, redirect=None)


def refused(root: JsonObject, **given: Json) -> str:
    with pytest.raises(ProblemError) as caught:
        asked(root, **given)
    assert same_type(caught.value.problem.type, "validation")
    return caught.value.problem.detail or ""


def takes(*parameters: JsonObject, **more: Json) -> JsonObject:
    return one({"parameters": [*parameters]}, **more)  # type: ignore[arg-type]


def posts(content: JsonObject, *, required: bool = False) -> JsonObject:
    body: Json = {"required": required, "content": content}
    return one({"requestBody": body}, method="post")


PET: JsonObject = {
    "application/json": {"schema": {"properties": {"id": {}, "name": {}}}},
}


class TestPlaces:
    def test_each(self) -> None:
        root = one(
            {
                "parameters": [
                    {"name": "id", "in": "path", "required": True},
                    {"name": "q", "in": "query"},
                    {"name": "X-T", "in": "header"},
                    {"name": "c", "in": "cookie"},
                    {"name": "d", "in": "cookie"},
                ]
            },
            path="/x/{id}",
        )
        request = asked(root, id="A 1", q=["a", "b"], **{"X-T": 5}, c="x", d="y")
        assert str(request.url) == "https://shop.example/v3/x/A%201?q=a&q=b"
        headers = dict(request.headers)
        assert (headers["X-T"], headers["Cookie"]) == ("5", "c=x; d=y")
        assert "Idempotency-Key" not in headers

    def test_answers_in_json_are_asked_for(self) -> None:
        responses: Json = {"200": {"content": {"text/xml": {}, "application/json": {}}}}
        headers = dict(asked(one({"responses": responses})).headers)
        assert headers["Accept"].startswith("application/json")
        assert dict(asked(one({})).headers) == {}

    def test_a_missing_one_names_what_there_is(self) -> None:
        root = takes({"name": "q", "in": "query", "required": True}, {"name": "r", "in": "query"})
        detail = refused(root, r=1)
        assert "'q'" in detail
        assert "q, r" in detail
        assert "'q'" in refused(root, q=None)

    def test_a_default_fills_in(self) -> None:
        parameter: JsonObject = {
            "name": "q",
            "in": "query",
            "required": True,
            "schema": {"default": 7},
        }
        assert asked(takes(parameter)).url.query == b"q=7"

    def test_a_strange_one_is_refused(self) -> None:
        detail = refused(takes({"name": "status", "in": "query"}), state="x")
        assert "'state'" in detail
        assert "status" in detail

    @pytest.mark.parametrize("value", [".", ".."])
    def test_a_segment_that_would_leave(self, value: str) -> None:
        root = takes({"name": "id", "in": "path"}, path="/x/{id}/y")
        refused(root, id=value)

    def test_a_name_that_is_no_parameter(self) -> None:
        with pytest.raises(ProblemError) as caught:
            asked(one({}, path="/x/{id}"))
        assert same_type(caught.value.problem.type, "configuration")


class TestBodies:
    def test_what_is_left_is_the_body(self) -> None:
        request = asked(posts(PET), name="Rex", extra=1)
        assert json.loads(request.body) == {"name": "Rex", "extra": 1}
        headers = dict(request.headers)
        assert headers["Content-Type"] == "application/json"
        assert headers["Idempotency-Key"] == "k"

    @pytest.mark.parametrize("value", [{"a": 1}, [1], "text", 5, False])
    def test_or_the_parameter_body_is(self, value: Json) -> None:
        assert json.loads(asked(posts(PET), body=value).body) == value

    def test_a_member_that_is_called_body(self) -> None:
        content: JsonObject = {"application/json": {"schema": {"properties": {"body": {}}}}}
        assert json.loads(asked(posts(content), body="x").body) == {"body": "x"}

    def test_a_name_in_the_path_is_a_member_too(self) -> None:
        root = one(
            {
                "parameters": [{"name": "id", "in": "path"}],
                "requestBody": {"content": PET},
            },
            path="/x/{id}",
            method="put",
        )
        assert json.loads(asked(root, id=5, name="Rex").body) == {"id": 5, "name": "Rex"}
        assert asked(root, id=5).body == b""

    def test_both_are_refused(self) -> None:
        assert "'name'" in refused(posts(PET), body={}, name="Rex")

    def test_a_required_one(self) -> None:
        assert "id, name" in refused(posts(PET, required=True))

    def test_too_large(self) -> None:
        assert "1,000" in refused(posts(PET), body="x" * 1_000)

    def test_swaggers_by_its_name(self) -> None:
        parameters: Json = [{"name": "pet", "in": "body", "schema": {"properties": {"pet": {}}}}]
        root = swagger({"/x": {"post": {"operationId": "it", "parameters": parameters}}})
        assert json.loads(asked(root, pet={"name": "Rex"}).body) == {"name": "Rex"}
        assert json.loads(asked(root, name="Rex").body) == {"name": "Rex"}

    def test_swaggers_form(self) -> None:
        parameters: Json = [
            {"name": "name", "in": "formData", "type": "string"},
            {"name": "id", "in": "path", "required": True, "type": "integer"},
        ]
        root = swagger({"/x/{id}": {"post": {"operationId": "it", "parameters": parameters}}})
        request = asked(root, name="a b", id=3)
        assert (request.url.path, request.body) == ("/v2/x/3", b"name=a+b")
