"""Scenarios over HTTP: kept by name, held to their shape, lost to nobody's later save."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import httpx
import pytest

from tests.api.conftest import Somebody

LIST = "/api/v1/processes/tests/hello/scenarios"
ADA = {"input": {"name": "Ada"}, "expect": {"output": {"greeting": "Hello, Ada!"}}}
NEW = {"If-None-Match": "*"}


def at(name: str) -> str:
    return f"{LIST}/{quote(name, safe='')}"


async def save(
    client: httpx.AsyncClient, name: str = "ada", scenario: object = ADA, **headers: str
):
    asked = {key.replace("_", "-"): value for key, value in headers.items()}
    return await client.put(at(name), json={"scenario": scenario}, headers=asked)


class TestSave:
    async def test_as_it_was_written(self, admin: httpx.AsyncClient):
        answer = await save(admin, "Ada is greeted — مرحبا")
        assert answer.status_code == 200
        (shown,) = (await admin.get(LIST)).json()["items"]
        assert shown == answer.json()
        assert shown["scenario"] == ADA
        assert (shown["revision"], shown["savedByName"]) == (1, "Some Body")
        assert answer.headers["ETag"] == f'"{shown["etag"]}"'

    async def test_the_same_again_changes_nothing(self, admin: httpx.AsyncClient):
        first = (await save(admin)).json()
        assert (await save(admin)).json() == first

    async def test_over_what_one_has_read(self, admin: httpx.AsyncClient):
        first = await save(admin, **{"If-None-Match": "*"})
        tag = first.headers["ETag"]
        changed = {**ADA, "requester": "Bob"}
        second = await save(admin, scenario=changed, **{"If-Match": tag})
        assert second.json()["revision"] == 2
        third = await save(admin, scenario={}, **{"If-Match": tag})
        assert third.status_code == 409
        assert third.json()["newest"] == second.json()
        assert third.json()["remedy"]

    async def test_a_new_one_where_there_is_one(self, admin: httpx.AsyncClient):
        await save(admin)
        answer = await admin.put(at("ada"), json={"scenario": {}}, headers=NEW)
        assert (answer.status_code, answer.json()["newest"]["name"]) == (409, "ada")

    async def test_over_one_that_is_gone(self, admin: httpx.AsyncClient):
        answer = await save(admin, **{"If-Match": '"gone"'})
        assert (answer.status_code, answer.json()["newest"]) == (409, None)

    async def test_of_two_new_ones_one_is_told(self, admin: httpx.AsyncClient):
        both = await asyncio.gather(*(
            admin.put(at("one"), json={"scenario": {"input": n}}, headers=NEW) for n in range(2)
        ))  # fmt: skip
        assert sorted(answer.status_code for answer in both) == [200, 409]

    async def test_no_more_than_a_hundred(self, admin: httpx.AsyncClient):
        for number in range(100):
            assert (await save(admin, f"s{number}", {})).status_code == 200
        answer = await save(admin, "one more", {})
        assert answer.status_code == 409
        assert answer.json()["type"].endswith("too-many-scenarios")
        assert (await save(admin, "s7", {"input": 1})).status_code == 200

    @pytest.mark.parametrize(
        ("scenario", "pointer"),
        [
            ({"inputs": 1}, "/scenario/inputs"),
            ({"calls": {"a": 7}}, None),
            ({"expect": {"status": "fine"}}, "/scenario/expect/status"),
            ({"decisions": [{"do": "decide"}]}, "/scenario/decisions/0/by"),
            ({"events": [{"event": {}}]}, "/scenario/events/0/event"),
            ({"started": "yesterday"}, "/scenario/started"),
        ],
        ids=range(6),
    )
    async def test_what_is_no_scenario(
        self, admin: httpx.AsyncClient, scenario: object, pointer: str | None
    ):
        answer = await save(admin, scenario=scenario)
        assert answer.status_code == 422
        pointers = [one["pointer"] for one in answer.json()["errors"]]
        assert pointer is None or pointer in pointers
        assert (await admin.get(LIST)).json()["items"] == []

    @pytest.mark.parametrize("body", [{}, [], {"scenario": 7}, {"scenario": None}, {"name": "x"}])
    async def test_what_is_no_body(self, admin: httpx.AsyncClient, body: object):
        assert (await admin.put(at("a"), json=body)).status_code == 422

    @pytest.mark.parametrize("name", ["x" * 201, " a", "a\nb", "\x07"])
    async def test_what_is_no_name(self, admin: httpx.AsyncClient, name: str):
        answer = await save(admin, name)
        assert answer.status_code == 422
        assert answer.json()["remedy"]

    @pytest.mark.parametrize("process", ["tests/-", "%00/a", "a b/c", "☃/a"])
    async def test_what_is_no_process(self, admin: httpx.AsyncClient, process: str):
        address = f"/api/v1/processes/{process}/scenarios/a"
        assert (await admin.put(address, json={"scenario": {}})).status_code in (404, 422)

    async def test_too_large(self, admin: httpx.AsyncClient):
        answer = await save(admin, scenario={"input": ["x" * 90_000] * 4})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "too-large"

    async def test_strange_values_come_back_as_they_are(self, admin: httpx.AsyncClient):
        strange = {"input": {"a\u0000b": ["☃", 2**70, 1e-7, None], "__proto__": {}}}
        await save(admin, scenario=strange)
        assert (await admin.get(LIST)).json()["items"][0]["scenario"] == strange


class TestRemove:
    async def test_only_what_one_has_read(self, admin: httpx.AsyncClient):
        tag = (await save(admin)).headers["ETag"]
        await save(admin, scenario={})
        refused = await admin.delete(at("ada"), headers={"If-Match": tag})
        assert refused.status_code == 409
        assert (await admin.delete(at("ada"))).status_code == 204
        assert (await admin.delete(at("ada"))).status_code == 404

    async def test_it_stands_in_the_trail(self, admin: httpx.AsyncClient):
        await save(admin)
        await admin.delete(at("ada"))
        trail = (await admin.get("/api/v1/audit")).json()["items"]
        actions = [one["action"] for one in trail]
        assert {"scenario.save", "scenario.delete"} <= set(actions)


class TestWhoMay:
    async def test_members_look_only(self, admin, somebody: Somebody, tenant: str):
        await save(admin)
        member = await somebody(tenant, "member")
        assert len((await member.get(LIST)).json()["items"]) == 1
        assert (await save(member)).status_code == 403
        assert (await member.delete(at("ada"))).status_code == 403

    async def test_another_tenant_sees_none(self, admin, somebody: Somebody, other_tenant: str):
        await save(admin)
        theirs = await somebody(other_tenant, "admin")
        assert (await theirs.get(LIST)).json()["items"] == []
        assert (await theirs.delete(at("ada"))).status_code == 404
        assert (await save(theirs, **{"If-None-Match": "*"})).status_code == 200
        assert len((await admin.get(LIST)).json()["items"]) == 1
