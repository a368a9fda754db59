"""Lists of runs and facts over HTTP: what may be asked, and what is shown to whom."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from definitions.contracts import FactRow, Recording, TraceRow
from store import recordings, stuck
from tests.api.conftest import HELLO, Somebody, Stage

ADDRESS = "/api/v1/runs"
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


async def start(client: httpx.AsyncClient, workflow: str) -> dict[str, str]:
    answer = await client.post(ADDRESS, json={"workflow": workflow})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def ids(client: httpx.AsyncClient, **query: str | list[str]) -> list[str]:
    answer = await client.get(ADDRESS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


class TestPage:
    async def test_names_beside_ids(self, admin: httpx.AsyncClient):
        titled = HELLO.replace("version: '1.0.0'", "version: '1.0.0'\n  title: A Greeting")
        kind = {"Content-Type": "application/yaml"}
        await admin.post("/api/v1/definitions", content=titled, headers=kind)
        await admin.post("/api/v1/definitions/tests/hello/1.0.0/publish")
        run = await start(admin, "tests/hello")
        (item,) = (await admin.get(ADDRESS)).json()["items"]
        shown = (await admin.get(f"{ADDRESS}/{run['id']}")).json()
        for known in (run, item, shown):
            assert (known["title"], known["startedByName"]) == ("A Greeting", "Some Body")

    async def test_filters(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str, stage: Stage
    ):
        operator = await somebody(tenant, "operator")
        first, second = await start(admin, hello), await start(operator, hello)
        await stage.end(tenant, first["id"], "faulted")
        both = [second["id"], first["id"]]
        assert await ids(admin, status=["faulted", "pending", "pending"]) == both
        assert await ids(admin, status=["faulted", "running"]) == [first["id"]]
        assert await ids(admin, workflow="tests/hello") == both
        assert await ids(admin, workflow="tests/other") == []
        assert await ids(admin, startedBy="me") == [first["id"]]
        assert await ids(admin, startedBy=operator.headers["X-Person"]) == [second["id"]]
        assert await ids(admin, startedBy="schedule:1") == []
        assert await ids(admin, search=first["id"]) == [first["id"]]
        assert await ids(admin, search="S/HEL") == both
        assert await ids(admin, search="") == both
        assert await ids(admin, since="2020-01-01T00:00:00+02:00") == both
        assert await ids(admin, until="2020-01-01T00:00:00Z") == []

    async def test_whose_it_is_is_not_for_everybody(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str
    ):
        member = await somebody(tenant, "member")
        others, own = await start(admin, hello), await start(member, hello)
        assert await ids(member) == [own["id"]]
        assert await ids(member, startedBy="me") == [own["id"]]
        assert await ids(member, startedBy=admin.headers["X-Person"]) == []
        assert await ids(member, search=others["id"]) == []

    @pytest.mark.parametrize(
        "query",
        [
            {"status": ["running", "done"]},
            {"status": ["running"] * 8},
            {"workflow": "hello"},
            {"workflow": "a/b/c"},
            {"since": "yesterday"},
            {"since": "1700000000"},
            {"since": "2026-01-31"},
            {"until": "2026-01-31T09:30:00"},
            {"until": "2026-13-31T09:30:00Z"},
            {"until": "٢٠٢٦-01-31T09:30:00Z"},
            {"search": "x" * 101},
            {"search": "a\0b"},
            {"startedBy": "x" * 101},
            {"startedBy": "a\0b"},
            {"cursor": "YWJj"},
        ],
    )
    async def test_strange_questions(self, admin: httpx.AsyncClient, query: dict[str, str]):
        answer = await admin.get(ADDRESS, params=query)
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestFacts:
    @pytest.fixture
    async def run(self, admin: httpx.AsyncClient, hello: str, stage: Stage, tenant: str) -> str:
        run = (await start(admin, hello))["id"]
        facts = [FactRow(n, "call.finished", n, {"output": "☃"}) for n in (1, 2, 3, 5)]
        await stage.write(Recording(tenant, run, 2, facts=facts))
        return run

    async def test_up_to_a_gap(self, somebody: Somebody, tenant: str, run: str):
        operator = await somebody(tenant, "supervisor")
        page = (await operator.get(f"{ADDRESS}/{run}/facts", params={"limit": "2"})).json()
        assert page["items"][0] == {
            "sequence": 1,
            "execution": 2,
            "kind": "call.finished",
            "at": "1970-01-01T00:00:00.001Z",
            "body": {"output": "☃"},
        }
        assert page["after"] == 2
        rest = (await operator.get(f"{ADDRESS}/{run}/facts", params={"after": "2"})).json()
        assert [fact["sequence"] for fact in rest["items"]] == [3]
        none = (await operator.get(f"{ADDRESS}/{run}/facts", params={"after": "3"})).json()
        assert none == {"items": [], "after": 3}

    @pytest.mark.parametrize("role", ["member", "approver", "designer"])
    async def test_for_experts_only(self, somebody: Somebody, tenant: str, run: str, role: str):
        other = await somebody(tenant, role)
        assert (await other.get(f"{ADDRESS}/{run}/facts")).status_code == 403

    @pytest.mark.parametrize("after", ["-1", "x", "1" * 30])
    async def test_strange_places(self, admin: httpx.AsyncClient, run: str, after: str):
        answer = await admin.get(f"{ADDRESS}/{run}/facts", params={"after": after})
        assert answer.status_code == 422

    async def test_of_nobody_and_of_another_tenant(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, run: str
    ):
        other = await somebody(other_tenant, "admin")
        assert (await other.get(f"{ADDRESS}/{run}/facts")).status_code == 404
        assert (await admin.get(f"{ADDRESS}/{NOBODYS}/facts")).status_code == 404


class TestExplanation:
    async def test_of_a_run_that_has_not_begun(self, admin: httpx.AsyncClient, hello: str):
        run = await start(admin, hello)
        answer = await admin.get(f"{ADDRESS}/{run['id']}/explanation")
        assert answer.status_code == 200
        assert answer.json()["status"] == "pending"
        (said,) = answer.json()["items"]
        assert said["sentence"].startswith(f"It was accepted at {run['createdAt']}")

    async def test_of_a_run_of_nobodys(self, admin: httpx.AsyncClient):
        assert (await admin.get(f"{ADDRESS}/{NOBODYS}/explanation")).status_code == 404

    async def test_of_somebody_elses(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str
    ):
        run = await start(admin, hello)
        stranger = await somebody(tenant, "member")
        assert (await stranger.get(f"{ADDRESS}/{run['id']}/explanation")).status_code == 404


class TestTrace:
    async def test_the_status_belongs_to_the_lines(
        self,
        admin: httpx.AsyncClient,
        hello: str,
        tenant: str,
        stage: Stage,
        monkeypatch: pytest.MonkeyPatch,
    ):
        run = (await start(admin, hello))["id"]
        read = recordings.read_trace

        async def late(*given: Any) -> list[TraceRow]:
            await stage.end(tenant, run, "completed")
            return await read(*given)

        monkeypatch.setattr(recordings, "read_trace", late)
        early = (await admin.get(f"{ADDRESS}/{run}/trace")).json()
        monkeypatch.undo()
        assert (early["status"], early["items"]) == ("pending", [])
        now = (await admin.get(f"{ADDRESS}/{run}/trace")).json()
        assert (now["status"], len(now["items"])) == ("completed", 4)


class TestSettle:
    async def test_goes_to_the_run(self, admin: httpx.AsyncClient, hello: str, stage: Stage):
        run = await start(admin, hello)
        stage.answers = {"accepted": True}
        body = {"outcome": "happened", "output": {"id": 3}, "visit": "/do/0/a:0"}
        answer = await admin.post(f"{ADDRESS}/{run['id']}/settle", json=body)
        assert (answer.status_code, answer.json()["answer"]) == (200, "accepted")

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"outcome": "perhaps"},
            {"outcome": None},
            {"outcome": "again", "visit": "x" * 10_001},
        ],
        ids=["nothing", "another", "null", "huge"],
    )
    async def test_what_makes_no_sense(self, admin: httpx.AsyncClient, hello: str, body: object):
        run = await start(admin, hello)
        answer = await admin.post(f"{ADDRESS}/{run['id']}/settle", json=body)
        assert answer.status_code == 422

    async def test_not_by_just_anybody(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str
    ):
        run = await start(admin, hello)
        member = await somebody(tenant, "member")
        answer = await member.post(f"{ADDRESS}/{run['id']}/settle", json={"outcome": "again"})
        assert answer.status_code == 403


class TestStuck:
    async def test_it_says_so_until_it_goes_on(self, admin, hello, database, tenant):
        run = (await start(admin, hello))["id"]
        assert (await admin.get(f"/api/v1/runs/{run}")).json()["stuckSince"] is None
        for is_stuck in (True, False):
            async with database.tenant(tenant) as session:
                assert await stuck.mark(session, run, 1, stuck=is_stuck)
            since = (await admin.get(f"/api/v1/runs/{run}")).json()["stuckSince"]
            assert (since is not None) is is_stuck
