"""Rehearsals over HTTP: what is compared, what is said of it, and what nobody gets through."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from api.rehearsals import comparing
from definitions.contracts import FactRow, Recording
from definitions.errors import communication
from tests.api.conftest import Somebody, Stage
from tests.api.rehearsals.conftest import (
    ASK,
    DOCUMENT,
    DRAFT,
    ONE,
    Played,
    register,
    rehearsed,
    two,
)
from workflows.simulator.simulation import Mocked

TOLD = "  - told: { set: { got: '${ .n }' } }\n"
LONG_LOOP = """\
  - a: { for: { in: '[range(3000)]' }, do: [ b: { for: { in: '[range(3000)]' }, \
do: [ c: { set: { x: 1 } } ] } ] }
"""
NONE = {"open": 0, "tooLong": 0, "retried": 0, "unreadable": 0, "unfinished": 0, "notReached": 0}


def failing(_wanted):
    return Mocked(problem=communication("Down.", 503))


class TestRehearse:
    async def test_the_version_that_ran(self, admin: httpx.AsyncClient, played: Played):
        for _ in range(3):
            await played()
        await played(failing)
        answer = await admin.post("/api/v1/definitions/tests/order/1.0.0/rehearse", json={})
        assert answer.json() == {
            "alike": True,
            "compared": 4,
            "same": 4,
            "leftOut": NONE,
            "differences": [],
            "moreDifferences": 0,
            "remarks": [],
        }

    async def test_a_draft_that_ends_otherwise(self, admin: httpx.AsyncClient, played: Played):
        runs = [await played(), await played()]
        await played(failing)
        await register(admin, two(ASK + "  - told: { set: { got: '${ .n + 1 }' } }\n"))
        shown = (await admin.post(DRAFT, json={})).json()
        assert (shown["alike"], shown["compared"], shown["same"]) == (False, 3, 1)
        (group,) = shown["differences"]
        assert (group["kind"], group["task"], group["line"]) == ("output", "/do/1/told", 4)
        assert (group["count"], group["runs"]) == (2, runs[::-1])
        assert group["example"]["run"] == runs[1]
        assert group["example"]["before"]["output"] == {"got": 1}
        assert group["example"]["after"]["output"] == {"got": 2}

    async def test_a_draft_that_faults(self, admin: httpx.AsyncClient, played: Played):
        await played()
        shown = await rehearsed(admin, ASK + "  - told: { set: { got: '${ .n.x }' } }\n")
        (group,) = shown["differences"]
        assert (group["kind"], group["task"]) == ("fault", "/do/1/told")
        assert group["error"]["status"] == 400
        assert "completed" in group["sentence"]

    async def test_a_draft_that_catches_what_had_faulted(
        self, admin: httpx.AsyncClient, played: Played
    ):
        await played(failing)
        safe = f"  - safe:\n      try:\n      {ASK.strip(' ')}".replace("- ask", "  - ask")
        shown = await rehearsed(admin, f"{safe}      catch: {{}}\n{TOLD}")
        # The call stands in another place, and asks the same.
        (group,) = shown["differences"]
        assert group["kind"] == "recovered"
        assert shown["remarks"] == []

    async def test_a_call_that_no_run_has_made(self, admin: httpx.AsyncClient, played: Played):
        await played()
        new = "  - new: { call: http, with: { method: get, endpoint: https://y.example } }\n"
        (group,) = (await rehearsed(admin, new + ASK + TOLD))["differences"]
        assert (group["kind"], group["task"], group["line"]) == ("unknown", "/do/0/new", 3)

    async def test_a_call_that_asks_otherwise_and_one_not_made(
        self, admin: httpx.AsyncClient, played: Played
    ):
        await played()
        shown = await rehearsed(admin, ASK.replace("'${ . }'", "{ a: 1 }") + TOLD)
        assert shown["alike"]
        (remark,) = shown["remarks"]
        assert (remark["kind"], remark["task"]) == ("otherwise", "/do/0/ask")
        assert "body" in remark["sentence"]
        shown = await rehearsed(admin, "  - told: { set: { got: 1 } }\n")
        assert shown["alike"]
        (remark,) = shown["remarks"]
        assert (remark["kind"], remark["line"], remark["count"]) == ("left", None, 1)

    async def test_which_runs(self, admin: httpx.AsyncClient, played: Played):
        await played()
        await played(failing)
        document = {"document": ONE}
        for wanted, compared in [
            ({"last": 1}, 1),
            ({"status": ["completed"]}, 1),
            ({"status": ["cancelled"]}, 0),
            ({"status": ["completed", "faulted"]}, 2),
            ({"since": "2100-01-01T00:00:00Z"}, 0),
            ({"since": "2000-01-01T00:00:00Z"}, 2),
        ]:
            answer = await admin.post(DOCUMENT, json={**document, **wanted})
            assert answer.json()["compared"] == compared, wanted

    async def test_of_another_process_there_are_none(
        self, admin: httpx.AsyncClient, played: Played
    ):
        await played()
        answer = await admin.post(DOCUMENT, json={"document": ONE.replace("order", "other")})
        assert answer.json()["compared"] == 0

    async def test_what_is_left_out_is_counted(
        self, admin: httpx.AsyncClient, played: Played, stage: Stage, tenant: str
    ):
        async def started(*rows: FactRow, status: str | None = "completed") -> None:
            answer = await admin.post("/api/v1/runs", json={"workflow": "tests/order"})
            await stage.write(
                Recording(tenant, answer.json()["id"], 1, [*rows], status=status, at=1)
            )

        begun = FactRow(1, "run.started", 0, {"run": "r", "input": None, "steps": 0})
        await started(begun, status="waiting")
        await started(begun)
        await started(FactRow(1, "run.flown", 0, {"steps": 0}))
        await started()
        many = [FactRow(n, "call.slow", 0, {"effect": 9, "steps": 0}) for n in range(2, 6_000)]
        await started(begun, *many)
        await played()
        shown = await rehearsed(admin, ASK + TOLD)
        assert shown["compared"] == 1
        assert shown["leftOut"] == {
            **NONE,
            "open": 1,
            "unfinished": 1,
            "unreadable": 2,
            "tooLong": 1,
        }

    async def test_it_starts_no_run_and_keeps_no_document(
        self, admin: httpx.AsyncClient, played: Played
    ):
        await played()
        await rehearsed(admin, ASK)
        assert len((await admin.get("/api/v1/runs")).json()["items"]) == 1
        assert len((await admin.get("/api/v1/definitions")).json()["items"]) == 1


class TestWhoMay:
    async def test_without_facts_no_values(self, somebody: Somebody, tenant: str, played: Played):
        await played()
        await played(failing)
        designer = await somebody(tenant, "designer")
        kind = "'${ \"urn:\" + (.n | tostring) }'"
        leaking = f"  - told: {{ raise: {{ error: {{ type: {kind}, status: 418 }} }} }}\n"
        shown = await rehearsed(designer, ASK + leaking)
        (group,) = shown["differences"]
        assert (group["count"], group["error"], group["example"]) == (1, None, None)
        assert "urn" not in str(shown)

    async def test_who_may_not_see_all_runs_tries_it_on_their_own(
        self, somebody: Somebody, tenant: str, played: Played
    ):
        member = await somebody(tenant, "member")
        own = await played(by=member)
        await played()
        answer = await member.post("/api/v1/definitions/tests/order/1.0.0/rehearse", json={})
        assert answer.json()["compared"] == 1
        refused = await member.post(DOCUMENT, json={"document": ONE})
        assert refused.status_code == 403
        assert own

    async def test_another_tenant_has_none_of_it(
        self, somebody: Somebody, other_tenant: str, played: Played
    ):
        await played()
        other = await somebody(other_tenant, "admin")
        assert (await other.post(DRAFT, json={})).status_code == 404
        answer = await other.post(DOCUMENT, json={"document": ONE})
        assert (answer.status_code, answer.json()["compared"]) == (200, 0)

    async def test_strangers(self, stranger: httpx.AsyncClient):
        assert (await stranger.post(DOCUMENT, json={"document": ONE})).status_code == 401


class TestHostile:
    @pytest.mark.parametrize(
        "wanted",
        [
            {"last": 0},
            {"last": 1_001},
            {"last": 10**30},
            {"last": "ten"},
            {"last": 1.5},
            {"last": None},
            {"since": "yesterday"},
            {"since": 5},
            {"status": ["running"]},
            {"status": "completed"},
            {"status": ["completed"] * 4},
            {"surprise": 1},
            {"document": None},
            {"document": 7},
        ],
        ids=str,
    )
    async def test_what_is_no_wish(self, admin: httpx.AsyncClient, wanted):
        answer = await admin.post(DOCUMENT, json={"document": ONE, **wanted})
        assert answer.status_code == 422
        assert answer.json()["errors"]

    @pytest.mark.parametrize("document", ["", "☃", "[", "{}", ONE.replace("set:", "sett:")])
    async def test_what_is_no_definition(self, admin: httpx.AsyncClient, document: str):
        answer = await admin.post(DOCUMENT, json={"document": document})
        assert answer.status_code == 422

    @pytest.mark.parametrize("version", ["9.9.9", "☃", "%00", "x" * 128])
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, process: None, version: str):
        address = f"/api/v1/definitions/tests/order/{version}/rehearse"
        assert (await admin.post(address, json={})).status_code in (404, 422)

    @pytest.mark.parametrize(
        "tasks",
        [
            "  - a: { set: { n: 1 }, then: a }\n",
            "  - a: { wait: PT1S, then: a }\n",
            LONG_LOOP,
            "  - a: { emit: { event: { with: { source: /s, type: t } } }, then: a }\n",
        ],
    )
    async def test_a_draft_without_an_end(
        self,
        admin: httpx.AsyncClient,
        played: Played,
        tasks: str,
        monkeypatch: pytest.MonkeyPatch,
    ):
        # Fewer than usual: on a busy machine the time would be over before them.
        monkeypatch.setattr(comparing, "STEPS", 5_000)
        monkeypatch.setattr(comparing, "FACTS", 1_000)
        await played()
        (group,) = (await rehearsed(admin, tasks))["differences"]
        assert (group["kind"], group["count"]) == ("endless", 1)

    async def test_a_giant_output_is_clipped(self, admin: httpx.AsyncClient, played: Played):
        await played()
        body = {"document": two("  - a: { set: { x: '${ \"☃\" * 300000 }' } }\n")}
        answer = await admin.post(DOCUMENT, json=body)
        assert answer.status_code == 200
        assert len(answer.content) < 20_000

    async def test_doubling_ends_in_a_fault(self, admin: httpx.AsyncClient, played: Played):
        await played()
        doubling = "  - a: { set: { a: '${ . }', b: '${ . }' }, then: a }\n"
        (group,) = (await rehearsed(admin, doubling))["differences"]
        assert group["kind"] in ("fault", "endless")

    async def test_two_of_a_tenant_at_once(self, admin: httpx.AsyncClient, played: Played):
        await played()
        body = {"document": two("  - a: { wait: PT1S, then: a }\n")}
        answers = await asyncio.gather(*(admin.post(DOCUMENT, json=body) for _ in range(6)))
        codes = [answer.status_code for answer in answers]
        assert set(codes) <= {200, 429}
        assert codes.count(200) >= 2
