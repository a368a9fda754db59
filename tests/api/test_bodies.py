"""JSON bodies are read strictly; whatever is hostile gets one clear refusal."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, JsonValue

from api import errors
from api.bodies import MAX_DEPTH, StrictRoute, parse_json
from api.errors import ApiError


class Thing(BaseModel):
    value: JsonValue = None


class TestParseJson:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"NaN",
            b"[Infinity]",
            b"1e999",
            b'"\xff"',
            b'"\\ud800"',
            b"\xff\xfe{\x00}\x00",
            b"{'a': 1}",
            b'{"a": 1}{"b": 2}',
            b"1" + b"0" * 5000,
        ],
    )
    def test_refused(self, body: bytes):
        with pytest.raises(ApiError) as caught:
            parse_json(body)
        assert caught.value.status_code == 400
        assert caught.value.remedy

    @pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 900, 100_000])
    @pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"a":', b"}")])
    def test_too_deep(self, depth: int, brackets: tuple[bytes, bytes]):
        opening, closing = brackets
        with pytest.raises(ApiError, match="deep"):
            parse_json(opening * depth + b"1" + closing * depth)

    def test_deep_enough(self):
        assert parse_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)

    def test_wide_is_not_deep(self):
        assert parse_json(b"[" + b"[]," * 1000 + b"[]]") == [[]] * 1001

    def test_values_come_through(self):
        assert parse_json('{"ü": [1, 2.5, null, true, "a\\u0000b"]}'.encode()) == {
            "ü": [1, 2.5, None, True, "a\0b"]
        }
        assert parse_json(b"123456789012345678901234567890") == 123456789012345678901234567890


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    router = APIRouter(route_class=StrictRoute)

    @router.post("/required")
    async def required(thing: Thing) -> Thing:
        return thing

    @router.post("/optional")
    async def optional(thing: Thing | None = None) -> dict[str, bool]:
        return {"given": thing is not None}

    @router.get("/none")
    async def none() -> dict[str, bool]:
        return {"given": False}

    app = FastAPI()
    errors.install(app)
    app.include_router(router)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://baton.test") as client:
        yield client


class TestStrictRoute:
    @pytest.mark.parametrize("kind", ["application/json", "application/problem+json; charset=x"])
    async def test_json(self, client: httpx.AsyncClient, kind: str):
        headers = {"Content-Type": kind}
        answer = await client.post("/required", content=b'{"value": [1]}', headers=headers)
        assert answer.json() == {"value": [1]}

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "", "json", "text/json+x"]
    )
    async def test_other_types(self, client: httpx.AsyncClient, kind: str):
        headers = {"Content-Type": kind}
        answer = await client.post("/required", content=b'{"value": [1]}', headers=headers)
        assert answer.status_code == 415
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_no_body_where_one_is_needed(self, client: httpx.AsyncClient):
        assert (await client.post("/required")).status_code == 415
        headers = {"Content-Type": "application/json"}
        assert (await client.post("/required", headers=headers)).status_code == 422

    async def test_no_body_where_none_is_needed(self, client: httpx.AsyncClient):
        assert (await client.post("/optional")).json() == {"given": False}
        answer = await client.post("/optional", json={"value": 1})
        assert answer.json() == {"given": True}

    async def test_broken_json(self, client: httpx.AsyncClient):
        headers = {"Content-Type": "application/json"}
        answer = await client.post("/required", content=b"{", headers=headers)
        assert answer.status_code == 400
        assert answer.json()["type"] == "urn:baton:problem:not-json"

    async def test_the_refusal_points_and_never_echoes(self, client: httpx.AsyncClient):
        answer = await client.post("/required", json=["hush"])
        assert answer.status_code == 422
        problem = answer.json()
        assert problem["errors"][0]["in"] == "body"
        assert "hush" not in answer.text

    async def test_addresses_without_a_body(self, client: httpx.AsyncClient):
        assert (await client.get("/none")).status_code == 200
