"""Retry, skip, data and again over HTTP."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.api.conftest import Somebody, Stage
from tests.api.repairs.conftest import ADDRESS, CALL, TASKS, Line, compiled, publish

WHY = {"reason": "The bank is open again."}
NOBODYS = "01a1fc9f-e86b-7377-8e16-6a61bdfbf165"


async def audit(client: httpx.AsyncClient, run: str) -> list[tuple[str, str]]:
    items = (await client.get(f"{ADDRESS}/{run}/audit")).json()["items"]
    said = [(item["action"], item["outcome"]) for item in items]
    return [one for one in said if one[0] not in ("run.start", "run.read-data")]


class TestPlan:
    async def test_where_with_what_and_from_where_else(self, admin, failed: Line):
        answer = await admin.get(f"{ADDRESS}/{failed.run}/retry")
        assert answer.status_code == 200, answer.text
        assert answer.json() == {
            "visit": "/do/1/pay:0",
            "task": "/do/1/pay",
            "version": "1.0.0",
            "input": "booked",
            "context": None,
            "calls": [],
            "differences": [],
            "visits": [
                {"visit": "/do/1/pay:0", "task": "/do/1/pay", "type": "call.http"},
                {"visit": "/do/0/book:0", "task": "/do/0/book", "type": "call.http"},
            ],
        }

    async def test_differences_of_another_version(self, admin, failed: Line):
        await publish(admin, "2.0.0", TASKS.replace("book:", "reserve:"))
        answer = await admin.get(f"{ADDRESS}/{failed.run}/retry?version=2.0.0")
        (one,) = answer.json()["differences"]
        assert (one["code"], one["pointer"]) == ("task-gone", "/do/0/book")

    @pytest.mark.parametrize("visit", ["/do/9/x:0", "☃", ":0", "x" * 9_000])
    async def test_a_visit_that_never_was(self, admin, failed: Line, visit: str):
        answer = await admin.get(f"{ADDRESS}/{failed.run}/retry", params={"visit": visit})
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestRetry:
    async def test_the_run_goes_on_in_a_new_execution(self, admin, failed: Line, stage: Stage):
        answer = await admin.post(f"{ADDRESS}/{failed.run}/retry", json=WHY)
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert (shown["status"], shown["execution"], shown["error"]) == ("running", 2, None)
        assert stage.delivered[-1] == failed.run
        driver = await failed.revived(admin, failed.driver.program)
        (call,) = driver.calls.values()
        assert (call.task, call.key) == ("/do/1/pay", f"{failed.run}:/do/1/pay:0+1")
        lines = (await admin.get(f"{ADDRESS}/{failed.run}/trace")).json()["items"]
        assert lines[-1]["kind"] == "run.retried"
        assert lines[-1]["body"]["reason"] == WHY["reason"]
        assert await audit(admin, failed.run) == [("run.retry", "done")]

    async def test_what_the_first_execution_says_late_counts_no_more(self, admin, failed: Line):
        await admin.post(f"{ADDRESS}/{failed.run}/retry", json=WHY)
        failed.kept = 0, 0
        await failed.keep()
        shown = (await admin.get(f"{ADDRESS}/{failed.run}")).json()
        assert (shown["status"], shown["endedAt"]) == ("running", None)

    async def test_with_everything_edited(self, admin, failed: Line):
        edited = {**WHY, "input": {"sum": 7}, "context": [1], "visit": "/do/0/book:0"}
        await admin.post(f"{ADDRESS}/{failed.run}/retry", json=edited)
        driver = await failed.revived(admin, failed.driver.program)
        (call,) = driver.calls.values()
        assert (call.arguments["body"], driver.machine.state.context) == ({"sum": 7}, [1])

    async def test_skipped_null_being_an_output(self, admin, failed: Line):
        await admin.post(f"{ADDRESS}/{failed.run}/retry", json={**WHY, "output": None})
        driver = await failed.revived(admin, failed.driver.program)
        (call,) = driver.calls.values()
        assert (call.task, call.arguments["body"]) == ("/do/2/send", None)

    async def test_with_a_newer_version(self, admin, failed: Line):
        source = await publish(admin, "2.0.0", TASKS.replace("example/pay", "example/paid"))
        wanted = {**WHY, "version": "2.0.0"}
        shown = (await admin.post(f"{ADDRESS}/{failed.run}/retry", json=wanted)).json()
        assert shown["version"] == "2.0.0"
        driver = await failed.revived(admin, compiled(source))
        (call,) = driver.calls.values()
        assert call.arguments["endpoint"] == "https://x.example/paid"

    async def test_with_one_that_does_not_fit(self, admin, failed: Line):
        await publish(admin, "2.0.0", "do:\n  - pay: " + CALL % "pay")
        wanted = {**WHY, "version": "2.0.0"}
        answer = await admin.post(f"{ADDRESS}/{failed.run}/retry", json=wanted)
        assert answer.status_code == 422
        assert [one["pointer"] for one in answer.json()["errors"]] == ["/do/0/book", "/do/1/pay"]
        assert await audit(admin, failed.run) == [("run.retry", "refused")]

    async def test_two_at_once(self, admin, failed: Line):
        answers = await asyncio.gather(
            *(admin.post(f"{ADDRESS}/{failed.run}/retry", json=WHY) for _ in range(3))
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert (await admin.get(f"{ADDRESS}/{failed.run}")).json()["execution"] == 2
        outcomes = [outcome for _, outcome in await audit(admin, failed.run)]
        assert sorted(outcomes) == ["done", "refused", "refused"]

    async def test_the_same_request_again_is_one(self, admin, failed: Line):
        key = {"Idempotency-Key": "k1"}
        for _ in range(3):
            answer = await admin.post(f"{ADDRESS}/{failed.run}/retry", json=WHY, headers=key)
            assert (answer.status_code, answer.json()["execution"]) == (200, 2)
        assert answer.headers["Idempotency-Replayed"] == "true"
        other = {"reason": "x"}
        answer = await admin.post(f"{ADDRESS}/{failed.run}/retry", json=other, headers=key)
        assert answer.status_code == 422

    async def test_again_and_again(self, admin, failed: Line):
        for nth in range(1, 4):
            answer = await admin.post(f"{ADDRESS}/{failed.run}/retry", json=WHY)
            assert answer.status_code == 200, answer.text
            failed.driver = await failed.revived(admin, failed.driver.program)
            failed.execution, failed.kept = nth + 1, (0, 0)
            (call,) = failed.driver.calls.values()
            assert call.key.endswith(f"pay:0+{nth}")
            failed.fail()
            await failed.keep()

    @pytest.mark.parametrize(
        "wanted",
        [
            {},
            {"reason": ""},
            {"reason": "  "},
            {"reason": "x" * 2001},
            {"reason": 7},
            {**WHY, "visits": "x"},
            {**WHY, "visit": 7},
            {**WHY, "visit": "x" * 20_000},
            {**WHY, "version": ["1.0.0"]},
            [],
        ],
        ids=lambda wanted: str(wanted)[:30],
    )
    async def test_strange_wishes(self, admin, failed: Line, wanted):
        answer = await admin.post(f"{ADDRESS}/{failed.run}/retry", json=wanted)
        assert answer.status_code == 422
        assert (await admin.get(f"{ADDRESS}/{failed.run}")).json()["status"] == "faulted"

    async def test_of_a_run_that_is_open(self, admin, line):
        run = (await admin.post(ADDRESS, json={"workflow": "tests/line"})).json()["id"]
        answer = await admin.post(f"{ADDRESS}/{run}/retry", json=WHY)
        assert answer.status_code == 409
        assert await audit(admin, run) == [("run.retry", "refused")]

    async def test_an_unknown_version(self, admin, failed: Line):
        wanted = {**WHY, "version": "9.9.9"}
        assert (await admin.post(f"{ADDRESS}/{failed.run}/retry", json=wanted)).status_code == 404


class TestWho:
    @pytest.mark.parametrize("role", ["member", "approver", "designer"])
    async def test_not_everybody(self, somebody: Somebody, tenant, failed: Line, role):
        client = await somebody(tenant, role)
        for path, wanted in (
            ("retry", WHY),
            ("skip", {**WHY, "visit": "x", "output": 1}),
            ("data", {**WHY, "context": 1}),
        ):
            answer = await client.post(f"{ADDRESS}/{failed.run}/{path}", json=wanted)
            assert answer.status_code == 403
        assert (await client.get(f"{ADDRESS}/{failed.run}/retry")).status_code == 403
        assert (await client.get(f"{ADDRESS}/{failed.run}/data")).status_code == 403
        assert (await client.get(f"{ADDRESS}/{failed.run}/audit")).status_code == 403

    async def test_who_may_only_control_edits_nothing(
        self, somebody: Somebody, tenant, admin, failed: Line
    ):
        developer = await somebody(tenant, "developer")
        address = f"{ADDRESS}/{failed.run}/retry"
        assert (await developer.post(address, json={**WHY, "input": 1})).status_code == 403
        assert await audit(admin, failed.run) == [("run.retry", "refused")]
        assert (await developer.post(address, json=WHY)).status_code == 200

    async def test_nobody_of_another_tenant(
        self, somebody: Somebody, other_tenant: str, admin, failed: Line
    ):
        stranger = await somebody(other_tenant, "admin")
        for method, path, wanted in (
            ("GET", "retry", None),
            ("GET", "data", None),
            ("GET", "audit", None),
            ("POST", "retry", WHY),
            ("POST", "skip", {**WHY, "visit": "x", "output": 1}),
            ("POST", "data", {**WHY, "context": 1}),
            ("POST", "again", {}),
        ):
            for run in (failed.run, NOBODYS, "☃"):
                address = f"{ADDRESS}/{run}/{path}"
                answer = await stranger.request(method, address, json=wanted)
                assert answer.status_code == 404, (method, path)
        assert await audit(admin, failed.run) == []


class TestCommands:
    """Skip and data are messages; what the run says to them, the machine's tests tell."""

    @pytest.mark.parametrize(
        ("path", "action", "wanted"),
        [
            ("skip", "run.skip", {**WHY, "visit": "/do/0/greet:0", "output": None}),
            ("data", "run.change", {**WHY, "context": {"a": 1}}),
        ],
        ids=["skip", "data"],
    )
    async def test_what_the_run_says(self, admin, hello, stage: Stage, path, action, wanted):
        run = (await admin.post(ADDRESS, json={"workflow": hello})).json()["id"]
        stage.answers = {"accepted": True}
        answer = await admin.post(f"{ADDRESS}/{run}/{path}", json=wanted)
        assert (answer.status_code, answer.json()["answer"]) == (200, "accepted")
        stage.answers = {"accepted": False, "detail": "Not now."}
        answer = await admin.post(f"{ADDRESS}/{run}/{path}", json=wanted)
        assert (answer.status_code, answer.json()["detail"]) == (409, "Not now.")
        action = "run.skip" if path == "skip" else "run.change"
        assert await audit(admin, run) == [(action, "refused"), (action, "done")]

    @pytest.mark.parametrize(
        ("path", "wanted"),
        [
            ("skip", {"visit": "x", "output": 1}),
            ("skip", {**WHY, "visit": "x"}),
            ("skip", {**WHY, "output": 1}),
            ("skip", {**WHY, "visit": "", "output": 1}),
            ("data", {"context": 1}),
            ("data", WHY),
        ],
    )
    async def test_what_must_be_said(self, admin, failed: Line, path, wanted):
        answer = await admin.post(f"{ADDRESS}/{failed.run}/{path}", json=wanted)
        assert answer.status_code == 422

    async def test_not_after_the_end(self, admin, failed: Line):
        wanted = {**WHY, "context": 1}
        answer = await admin.post(f"{ADDRESS}/{failed.run}/data", json=wanted)
        assert answer.status_code == 409
        assert await audit(admin, failed.run) == [("run.change", "refused")]
