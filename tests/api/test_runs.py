"""Runs over HTTP: start, wait, watch, command; other people's and other tenants'."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from api.runs import commands
from api.services import Services
from tests.api.conftest import HELLO, Somebody, Stage

ADDRESS = "/api/v1/runs"
BODIES = {
    "settle": {"outcome": "again"},
    "skip": {"visit": "/do/0/a:0", "output": 1, "reason": "Why not."},
    "data": {"context": {}, "reason": "Why not."},
}
"""What commands need besides their name."""
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"
ADA = {"name": "Ada"}


async def start(client: httpx.AsyncClient, workflow: str, **query: str) -> httpx.Response:
    body = {"workflow": workflow, "input": ADA}
    return await client.post(ADDRESS, json=body, params=query)


@pytest.fixture
async def run(admin: httpx.AsyncClient, hello: str) -> str:
    answer = await start(admin, hello)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


class TestStart:
    async def test_kept_and_delivered(self, admin: httpx.AsyncClient, hello: str, stage: Stage):
        answer = await start(admin, hello)
        assert answer.status_code == 201
        shown = answer.json()
        assert answer.headers["location"] == f"{ADDRESS}/{shown['id']}"
        assert stage.delivered == [shown["id"]]
        assert shown["status"] == "pending"
        assert shown["workflow"] == hello
        assert shown["version"] == "1.0.0"
        assert shown["input"] == ADA
        assert shown["output"] is None
        assert shown["error"] is None
        assert shown["startedBy"] == admin.headers["X-Person"]

    async def test_waits_for_the_end(self, admin: httpx.AsyncClient, hello: str, stage: Stage):
        stage.ends = "completed"
        answer = await start(admin, hello, wait="20")
        assert answer.status_code == 201
        assert answer.json()["status"] == "completed"
        assert answer.json()["output"] == {"done": True}

    async def test_waits_no_longer_than_asked(self, admin: httpx.AsyncClient, hello: str):
        began = time.monotonic()
        answer = await start(admin, hello, wait="0.2")
        assert answer.json()["status"] == "pending"
        assert time.monotonic() - began >= 0.2

    async def test_a_slow_delivery_holds_nobody_up(
        self, admin: httpx.AsyncClient, hello: str, stage: Stage
    ):
        gate = asyncio.Event()

        async def wait() -> None:
            await gate.wait()

        stage.before = wait
        answer = await start(admin, hello)
        assert answer.status_code == 201
        gate.set()

    async def test_the_highest_published_version_runs(self, admin: httpx.AsyncClient, hello: str):
        for version in ("1.10.0", "1.9.0", "2.0.0-rc.1"):
            text = HELLO.replace("1.0.0", version)
            kind = {"Content-Type": "application/yaml"}
            await admin.post("/api/v1/definitions", content=text, headers=kind)
            await admin.post(f"/api/v1/definitions/tests/hello/{version}/publish")
        assert (await start(admin, hello)).json()["version"] == "2.0.0-rc.1"
        body = {"workflow": hello, "version": "1.9.0"}
        assert (await admin.post(ADDRESS, json=body)).json()["version"] == "1.9.0"

    async def test_a_draft_does_not_run(self, admin: httpx.AsyncClient):
        kind = {"Content-Type": "application/yaml"}
        await admin.post("/api/v1/definitions", content=HELLO, headers=kind)
        assert (await start(admin, "tests/hello")).status_code == 404
        body = {"workflow": "tests/hello", "version": "1.0.0"}
        answer = await admin.post(ADDRESS, json=body)
        assert answer.status_code == 409
        assert "Publish" in answer.json()["remedy"]

    @pytest.mark.parametrize(
        "body",
        [
            [],
            "tests/hello",
            {},
            {"workflow": "hello"},
            {"workflow": "a/b/c"},
            {"workflow": "a_b/c"},
            {"workflow": "a/" + "b" * 64},
            {"workflow": 7},
            {"workflow": "tests/hello", "version": 1},
            {"workflow": "tests/hello", "version": "1" * 200},
            {"workflow": "tests/hello", "inptu": {}},
            {"workflow": "tests/hello\x00"},
        ],
    )
    async def test_hostile_bodies(self, admin: httpx.AsyncClient, hello: str, body: object):
        answer = await admin.post(ADDRESS, json=body)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"]

    @pytest.mark.parametrize(
        ("content", "status"),
        [
            (b'{"workflow": "tests/hello", "input": NaN}', 400),
            (b'{"workflow": "tests/hello", "input": "\\ud800"}', 400),
            (b'{"workflow": "tests/hello", "input": "\xff"}', 400),
            (b'{"workflow": "tests/hello", "input": ' + b"[" * 500 + b"]" * 500 + b"}", 400),
            (b'{"workflow": "tests/hello", "input": "' + b"x" * (1 << 20) + b'"}', 413),
        ],
    )
    async def test_hostile_bytes(
        self, admin: httpx.AsyncClient, hello: str, content: bytes, status: int
    ):
        headers = {"Content-Type": "application/json"}
        answer = await admin.post(ADDRESS, content=content, headers=headers)
        assert answer.status_code == status
        assert answer.json()["remedy"]

    @pytest.mark.parametrize(
        "value",
        [
            None,
            True,
            0,
            -1.5,
            10**30,
            "",
            "a\0b",
            "🐍",
            [],
            {},
            {"": None},
            [[[]]],
            {"a": {"b": 1}},
        ],
    )
    async def test_any_json_is_an_input(self, admin: httpx.AsyncClient, hello: str, value: object):
        answer = await admin.post(ADDRESS, json={"workflow": hello, "input": value})
        assert answer.status_code == 201, answer.text
        shown = (await admin.get(f"{ADDRESS}/{answer.json()['id']}")).json()
        assert shown["input"] == value

    @pytest.mark.parametrize("wait", ["-1", "nan", "inf", "soon", "1e9"])
    async def test_strange_waits(self, admin: httpx.AsyncClient, hello: str, wait: str):
        assert (await start(admin, hello, wait=wait)).status_code == 422


class TestShow:
    async def test_early_when_it_ends(
        self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str
    ):
        waiting = asyncio.create_task(admin.get(f"{ADDRESS}/{run}", params={"wait": "20"}))
        await stage.end(tenant, run, "completed", 42)
        began = time.monotonic()
        answer = await waiting
        assert time.monotonic() - began < 20
        assert answer.json()["output"] == 42
        assert answer.json()["endedAt"]

    async def test_a_stop_answers_who_waits(
        self, admin: httpx.AsyncClient, run: str, services: Services
    ):
        waiting = asyncio.create_task(admin.get(f"{ADDRESS}/{run}", params={"wait": "60"}))
        for _ in range(500):
            if run in services.watch._waiting:
                break
            await asyncio.sleep(0.01)
        services.watch.stop()
        async with asyncio.timeout(2):
            assert (await waiting).json()["status"] == "pending"

    @pytest.mark.parametrize(
        "name", [NOBODYS, "nothing", "%00", "0", "%F0%9F%90%8D", "' or 1=1", "x" * 99]
    )
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, name: str):
        for part in ("", "/trace", "/events"):
            answer = await admin.get(f"{ADDRESS}/{name}{part}")
            assert answer.status_code == 404
            assert answer.json()["remedy"]

    async def test_another_spelling_is_another_name(self, admin: httpx.AsyncClient, run: str):
        assert (await admin.get(f"{ADDRESS}/{run.replace('-', '')}")).status_code == 404


class TestPage:
    async def test_newest_first_in_pages(self, admin: httpx.AsyncClient, hello: str):
        made = [(await start(admin, hello)).json()["id"] for _ in range(5)]
        seen: list[str] = []
        query: dict[str, str] = {"limit": "2"}
        while True:
            page = (await admin.get(ADDRESS, params=query)).json()
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert sorted(seen) == sorted(made)
        assert "input" not in page["items"][0]

    async def test_filters(
        self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str, hello: str
    ):
        await stage.end(tenant, run, "faulted")
        other = (await start(admin, hello)).json()["id"]

        async def ids(**query: str) -> list[str]:
            page = (await admin.get(ADDRESS, params=query)).json()
            return [item["id"] for item in page["items"]]

        assert await ids(status="faulted") == [run]
        assert await ids(status="pending") == [other]
        assert sorted(await ids(namespace="tests", name="hello")) == sorted([run, other])
        assert await ids(name="nothing") == []

    @pytest.mark.parametrize(
        "query",
        [{"status": "done"}, {"cursor": "YWJj"}, {"cursor": "\x00"}, {"limit": "-1"}],
    )
    async def test_strange_questions(self, admin: httpx.AsyncClient, query: dict[str, str]):
        answer = await admin.get(ADDRESS, params=query)
        assert answer.status_code == 422

    async def test_a_nul_finds_nothing(self, admin: httpx.AsyncClient):
        answer = await admin.get(ADDRESS, params={"name": "a\0b"})
        assert answer.status_code in (200, 422)


class TestTrace:
    async def test_lines_and_where_to_go_on(
        self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str
    ):
        await stage.end(tenant, run, "completed", 1)
        page = (await admin.get(f"{ADDRESS}/{run}/trace", params={"limit": "3"})).json()
        assert [line["kind"] for line in page["items"]] == [
            "run.started",
            "task.started",
            "task.completed",
        ]
        assert page["items"][1]["task"] == "/do/0/greet"
        assert page["status"] == "completed"
        query = {"after": str(page["after"])}
        rest = (await admin.get(f"{ADDRESS}/{run}/trace", params=query)).json()
        assert [line["kind"] for line in rest["items"]] == ["run.completed"]

    async def test_waits_for_the_next_line(
        self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str
    ):
        address = f"{ADDRESS}/{run}/trace"
        waiting = asyncio.create_task(admin.get(address, params={"wait": "20"}))
        await stage.end(tenant, run, "completed", 1)
        assert len((await waiting).json()["items"]) == 4

    async def test_does_not_wait_for_what_will_not_come(
        self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str
    ):
        await stage.end(tenant, run, "completed", 1)
        query = {"after": "4", "wait": "20"}
        async with asyncio.timeout(5):
            page = (await admin.get(f"{ADDRESS}/{run}/trace", params=query)).json()
        assert page == {"items": [], "status": "completed", "after": 4}

    async def test_strange_places(self, admin: httpx.AsyncClient, run: str):
        for after in ("-1", "x", "1" * 30):
            query = {"after": after}
            answer = await admin.get(f"{ADDRESS}/{run}/trace", params=query)
            assert answer.status_code == 422


class TestEvents:
    async def test_the_standards_events_in_order(
        self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str
    ):
        await stage.end(tenant, run, "completed", 1)
        events = (await admin.get(f"{ADDRESS}/{run}/events")).json()["items"]
        assert [event["type"].removeprefix("io.serverlessworkflow.") for event in events] == [
            "workflow.started.v1",
            "task.created.v1",
            "task.started.v1",
            "task.completed.v1",
            "workflow.completed.v1",
        ]
        assert len({event["id"] for event in events}) == len(events)
        assert events[0]["data"]["definition"]["namespace"] == "tests"

    async def test_none_before_it_began(self, admin: httpx.AsyncClient, run: str):
        assert (await admin.get(f"{ADDRESS}/{run}/events")).json() == {"items": []}


class TestCommands:
    @pytest.mark.parametrize("command", ["cancel", "suspend", "resume"])
    async def test_accepted(self, admin: httpx.AsyncClient, run: str, stage: Stage, command: str):
        stage.answers = {"accepted": True}
        answer = await admin.post(f"{ADDRESS}/{run}/{command}")
        assert answer.status_code == 200
        assert answer.json()["answer"] == "accepted"

    async def test_with_a_reason(self, admin: httpx.AsyncClient, run: str, stage: Stage):
        stage.answers = {"accepted": True}
        body = {"reason": "a typing error"}
        assert (await admin.post(f"{ADDRESS}/{run}/cancel", json=body)).status_code == 200

    async def test_refused_by_the_run(self, admin: httpx.AsyncClient, run: str, stage: Stage):
        stage.answers = {"accepted": False, "detail": "The run is not suspended."}
        answer = await admin.post(f"{ADDRESS}/{run}/resume")
        assert answer.status_code == 409
        assert answer.json()["detail"] == "The run is not suspended."

    async def test_nobody_answers_yet(self, admin: httpx.AsyncClient, run: str):
        began = time.monotonic()
        answer = await admin.post(f"{ADDRESS}/{run}/cancel")
        assert answer.status_code == 202
        assert answer.json()["answer"] == "recorded, not yet counted"
        assert time.monotonic() - began >= commands.ANSWER_SECONDS

    async def test_too_late(self, admin: httpx.AsyncClient, run: str, stage: Stage, tenant: str):
        await stage.end(tenant, run, "completed")
        answer = await admin.post(f"{ADDRESS}/{run}/cancel")
        assert answer.status_code == 409
        assert "completed" in answer.json()["detail"]

    async def test_the_same_key_is_the_same_message(
        self, admin: httpx.AsyncClient, run: str, stage: Stage
    ):
        headers = {"Idempotency-Key": "click-1"}
        stage.answers = {"accepted": True}
        first = await admin.post(f"{ADDRESS}/{run}/suspend", headers=headers)
        stage.answers = {"accepted": False, "detail": "It is suspended already."}
        again = await admin.post(f"{ADDRESS}/{run}/suspend", headers=headers)
        other = await admin.post(f"{ADDRESS}/{run}/suspend")
        assert first.json() == again.json()
        assert other.status_code == 409

    @pytest.mark.parametrize("body", [[], {"reason": 1}, {"reason": "x" * 2001}, {"why": "x"}])
    async def test_hostile_bodies(self, admin: httpx.AsyncClient, run: str, body: object):
        answer = await admin.post(f"{ADDRESS}/{run}/cancel", json=body)
        assert answer.status_code == 422

    async def test_what_is_not_there(self, admin: httpx.AsyncClient):
        for name in (NOBODYS, "nothing"):
            assert (await admin.post(f"{ADDRESS}/{name}/cancel")).status_code == 404

    async def test_members_may_not(self, somebody: Somebody, tenant: str, run: str):
        member = await somebody(tenant, "member")
        assert (await member.post(f"{ADDRESS}/{run}/cancel")).status_code == 403


class TestOtherPeople:
    async def test_members_see_what_they_started(
        self, somebody: Somebody, tenant: str, run: str, hello: str
    ):
        member = await somebody(tenant, "member")
        own = (await start(member, hello)).json()["id"]
        assert (await member.get(f"{ADDRESS}/{own}")).status_code == 200
        for part in ("", "/trace", "/events"):
            assert (await member.get(f"{ADDRESS}/{run}{part}")).status_code == 404
        page = (await member.get(ADDRESS)).json()
        assert [item["id"] for item in page["items"]] == [own]

    async def test_operators_see_all(self, somebody: Somebody, tenant: str, run: str):
        operator = await somebody(tenant, "operator")
        assert (await operator.get(f"{ADDRESS}/{run}")).status_code == 200


class TestAnotherTenant:
    async def test_sees_and_moves_nothing(
        self, somebody: Somebody, other_tenant: str, run: str, stage: Stage, hello: str
    ):
        other = await somebody(other_tenant, "admin")
        for part in ("", "/trace", "/events"):
            assert (await other.get(f"{ADDRESS}/{run}{part}")).status_code == 404
        for command in commands.KINDS:
            answer = await other.post(f"{ADDRESS}/{run}/{command}", json=BODIES.get(command, {}))
            assert answer.status_code == 404
        assert (await other.get(ADDRESS)).json()["items"] == []
        assert (await start(other, hello)).status_code == 404
        assert stage.delivered == [run]
