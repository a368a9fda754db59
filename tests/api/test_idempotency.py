"""The same Idempotency-Key: one effect, one answer."""

from __future__ import annotations

import asyncio

import httpx
import psycopg
import pytest

from tests.api.conftest import HELLO, Somebody, Stage

RUNS = "/api/v1/runs"
DEFINITIONS = "/api/v1/definitions"
KEY = {"Idempotency-Key": "order-4711"}
YAML = {"Content-Type": "application/yaml", **KEY}


async def start(
    client: httpx.AsyncClient, workflow: str, value: object = None, **headers: str
) -> httpx.Response:
    body = {"workflow": workflow, "input": value}
    return await client.post(RUNS, json=body, headers={**KEY, **headers})


async def count(client: httpx.AsyncClient) -> int:
    return len((await client.get(RUNS)).json()["items"])


class TestRuns:
    async def test_again_is_the_same_run(self, admin: httpx.AsyncClient, hello: str, stage: Stage):
        first = await start(admin, hello, 1)
        again = await start(admin, hello, 1)
        assert first.status_code == again.status_code == 201
        assert first.json() == again.json()
        assert first.headers["location"] == again.headers["location"]
        assert again.headers["idempotency-replayed"] == "true"
        assert "idempotency-replayed" not in first.headers
        assert await count(admin) == 1
        assert len(stage.delivered) == 1

    async def test_again_may_wait_for_the_end(
        self, admin: httpx.AsyncClient, hello: str, stage: Stage, tenant: str
    ):
        run = (await start(admin, hello)).json()["id"]
        await stage.end(tenant, run, "completed", "done")
        body = {"workflow": hello, "input": None}
        again = await admin.post(RUNS, json=body, headers=KEY, params={"wait": "5"})
        assert again.json()["output"] == "done"

    async def test_another_body_is_refused(self, admin: httpx.AsyncClient, hello: str):
        await start(admin, hello, 1)
        answer = await start(admin, hello, 2)
        assert answer.status_code == 422
        assert "new key" in answer.json()["remedy"]
        assert await count(admin) == 1

    async def test_at_once_is_once(self, admin: httpx.AsyncClient, hello: str, stage: Stage):
        answers = await asyncio.gather(*(start(admin, hello, 1) for _ in range(8)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert await count(admin) == 1
        assert len(stage.delivered) == 1

    async def test_other_people_have_keys_of_their_own(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str
    ):
        other = await somebody(tenant, "developer")
        first = await start(admin, hello, 1)
        second = await start(other, hello, 2)
        assert first.status_code == second.status_code == 201
        assert first.json()["id"] != second.json()["id"]

    async def test_a_refused_request_does_not_use_the_key_up(
        self, admin: httpx.AsyncClient, hello: str
    ):
        assert (await start(admin, "tests/nothing")).status_code == 404
        assert (await start(admin, hello)).status_code == 201

    async def test_a_key_is_free_again_after_a_day(
        self, admin: httpx.AsyncClient, hello: str, database_urls
    ):
        first = await start(admin, hello)
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE idempotency_keys SET created_at = now() - interval '25 hours'"
            )
        assert (await start(admin, hello)).json()["id"] != first.json()["id"]

    @pytest.mark.parametrize("key", ["", "a b", "x" * 256, "\t", "ä"])
    async def test_strange_keys(self, admin: httpx.AsyncClient, hello: str, key: str):
        body = {"workflow": hello}
        headers = {"Idempotency-Key": key.encode("latin-1")}
        assert (await admin.post(RUNS, json=body, headers=headers)).status_code == 422

    async def test_what_is_kept_holds_no_values(
        self, admin: httpx.AsyncClient, hello: str, database_urls, tenant: str
    ):
        await start(admin, hello, "very private")
        with psycopg.connect(database_urls.admin) as connection:
            query = "SELECT body, key FROM idempotency_keys WHERE tenant_id = %s"
            kept = connection.execute(query, [tenant]).fetchall()
        assert len(kept) == 1
        assert b"private" not in kept[0][0]
        assert KEY["Idempotency-Key"] not in kept[0][1]


class TestDefinitions:
    async def test_again_is_the_same_answer(self, admin: httpx.AsyncClient):
        first = await admin.post(DEFINITIONS, content=HELLO, headers=YAML)
        await admin.post(f"{DEFINITIONS}/tests/hello/1.0.0/publish")
        again = await admin.post(DEFINITIONS, content=HELLO, headers=YAML)
        assert first.json() == again.json()
        assert again.json()["state"] == "draft"
        assert again.headers["idempotency-replayed"] == "true"

    async def test_another_text_is_refused(self, admin: httpx.AsyncClient):
        await admin.post(DEFINITIONS, content=HELLO, headers=YAML)
        other = HELLO.replace("Hello", "Goodbye")
        answer = await admin.post(DEFINITIONS, content=other, headers=YAML)
        assert answer.status_code == 422

    async def test_a_key_of_another_address_is_refused(self, admin: httpx.AsyncClient, hello: str):
        await admin.post(DEFINITIONS, content=HELLO, headers=YAML)
        assert (await start(admin, hello)).status_code == 422
