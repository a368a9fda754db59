"""What the database and validation say becomes a problem that tells nothing of the inside."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Query
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api import errors

HIDDEN = "SELECT secret FROM people"
RAISED = {
    "data": (DataError(HIDDEN, None, ValueError("NUL")), 422),
    "away": (OperationalError(HIDDEN, None, ConnectionError("10.0.0.1")), 503),
    "pool": (PoolTimeoutError(HIDDEN), 503),
    "network": (ConnectionResetError("10.0.0.1"), 503),
    "plain": (HTTPException(418, "I'm a teapot"), 418),
    "ours": (errors.not_found("The pot"), 404),
}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    errors.install(app)

    @app.get("/raise/{name}")
    async def fail(name: str) -> None:
        raise RAISED[name][0]

    @app.get("/query")
    async def query(size: Annotated[int, Query(ge=1)], kind: str) -> None: ...

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://baton.test") as client:
        yield client


class TestProblems:
    @pytest.mark.parametrize("name", list(RAISED))
    async def test_shape(self, client: httpx.AsyncClient, name: str):
        answer = await client.get(f"/raise/{name}")
        assert answer.status_code == RAISED[name][1]
        assert answer.headers["content-type"] == errors.PROBLEM_JSON
        assert answer.json()["remedy"]
        assert HIDDEN not in answer.text
        assert "10.0.0.1" not in answer.text

    async def test_away_says_when_to_come_back(self, client: httpx.AsyncClient):
        assert (await client.get("/raise/away")).headers["retry-after"] == "1"

    async def test_all_that_does_not_fit_is_listed(self, client: httpx.AsyncClient):
        problem = (await client.get("/query", params={"size": "0"})).json()
        places = {(error["in"], error["pointer"]) for error in problem["errors"]}
        assert places == {("query", "/size"), ("query", "/kind")}
        assert {error["code"] for error in problem["errors"]} == {
            "greater-than-equal",
            "missing",
        }
