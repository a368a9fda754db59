"""The audit trail over HTTP: of a run, searched, checked, exported."""

from __future__ import annotations

import json

import pytest

from store import audit_links
from store.audit_file import Reader
from store.audit_heads import Heads, HeadsKey
from tests.api.conftest import Somebody, Stage

RUNS = "/api/v1/runs"
TRAIL = "/api/v1/audit"
UNTOLD = ("id", "at", "request", "key")


@pytest.fixture
async def run(admin, hello) -> str:
    return (await admin.post(RUNS, json={"workflow": hello})).json()["id"]


class TestOfRun:
    async def test_who_what_why_and_what_came_of_it(self, admin, run: str, stage: Stage):
        stage.answers = {"accepted": True}
        await admin.post(f"{RUNS}/{run}/suspend", json={"reason": "Wait ☃"})
        page = (await admin.get(f"{RUNS}/{run}/audit")).json()
        entry, _start = page["items"]
        assert page["next"] is None
        assert {name: entry[name] for name in entry if name not in UNTOLD} == {
            "actor": admin.headers["X-Person"],
            "actorName": "Some Body",
            "action": "run.suspend",
            "subject": f"run:{run}",
            "reason": "Wait ☃",
            "outcome": "done",
            "details": {},
            "address": "127.0.0.1",
            "erased": False,
        }

    async def test_page_by_page(self, admin, run: str):
        for _ in range(3):
            await admin.post(f"{RUNS}/{run}/suspend")
        seen, cursor = [], {}
        while cursor is not None:
            query = {"limit": 2, **cursor}
            page = (await admin.get(f"{RUNS}/{run}/audit", params=query)).json()
            seen += [entry["id"] for entry in page["items"]]
            cursor = page["next"] and {"cursor": page["next"]}
        assert len(set(seen)) == 4
        assert seen == sorted(seen, reverse=True)

    @pytest.mark.parametrize("cursor", ["x", "☃", "YWJj"])
    async def test_strange_cursors(self, admin, run: str, cursor: str):
        answer = await admin.get(f"{RUNS}/{run}/audit", params={"cursor": cursor})
        assert answer.status_code == 422

    async def test_an_operator_may_read_it(self, somebody: Somebody, tenant, run: str):
        operator = await somebody(tenant, "operator")
        assert (await operator.get(f"{RUNS}/{run}/audit")).status_code == 200


@pytest.fixture
async def chain(database, tenant):
    async def chain() -> None:
        async with database.tenant(tenant) as session:
            await audit_links.chain(session, 1000)

    return chain


class TestSearch:
    async def test_by_whatever_is_known(self, admin, somebody: Somebody, tenant, run: str):
        await admin.post(f"{RUNS}/{run}/suspend")
        me = admin.headers["X-Person"]
        other = (await somebody(tenant, "operator")).headers["X-Person"]
        queries = {
            (("action", "run.start"),): 1,
            (("actor", me), ("action", "run.suspend")): 1,
            (("actor", "me"), ("subject", f"run:{run}")): 2,
            (("actor", other),): 0,
            (("outcome", "recorded"),): 1,
            (("outcome", "refused"),): 0,
            (("outcome", "done"), ("subject", f"run:{run}")): 1,
            (("since", "2020-01-01T00:00:00Z"), ("subject", f"run:{run}")): 2,
            (("since", "2999-01-01T00:00:00Z"),): 0,
            (("until", "2020-01-01T00:00:00Z"),): 0,
            (("until", "2999-01-01T00:00:00Z"), ("subject", f"run:{run}")): 2,
            (("action", "☃"),): 0,
            (("subject", "x' OR 1=1"),): 0,
        }
        for query, count in queries.items():
            page = (await admin.get(TRAIL, params=list(query))).json()
            assert len(page["items"]) == count, query

    async def test_page_by_page(self, admin, run: str):
        seen, cursor = [], {}
        while cursor is not None:
            page = (await admin.get(TRAIL, params={"limit": 1, **cursor})).json()
            seen += [entry["id"] for entry in page["items"]]
            cursor = page["next"] and {"cursor": page["next"]}
        assert len(seen) == len(set(seen)) > 2

    @pytest.mark.parametrize(
        "query",
        [
            {"outcome": "lost"},
            {"since": "yesterday"},
            {"limit": 0},
            {"limit": 201},
            {"cursor": "x"},
            {"actor": "a" * 101},
            {"action": "\0"},
        ],
    )
    async def test_strange_questions(self, admin, query):
        assert (await admin.get(TRAIL, params=query)).status_code == 422

    async def test_another_tenant_sees_nothing(self, somebody: Somebody, other_tenant, run: str):
        stranger = await somebody(other_tenant, "admin")
        page = (await stranger.get(TRAIL, params={"subject": f"run:{run}"})).json()
        assert page["items"] == []


class TestVerification:
    async def test_whole(self, admin, run: str, chain):
        before = (await admin.get(f"{TRAIL}/verification")).json()
        assert (before["checked"], before["waiting"] > 0) == (0, True)
        await chain()
        said = (await admin.get(f"{TRAIL}/verification")).json()
        assert said["findings"] == []
        assert (said["next"], said["waiting"], said["heads"]) == (None, 0, 0)
        assert said["through"] == said["checked"] > 0

    async def test_stretch_by_stretch(self, admin, run: str, chain):
        await chain()
        checked, after = 0, 0
        while after is not None:
            query = {"after": after, "limit": 1}
            said = (await admin.get(f"{TRAIL}/verification", params=query)).json()
            assert said["findings"] == []
            checked, after = checked + said["checked"], said["next"]
        assert checked == said["through"] > 1

    async def test_a_signed_head_of_more_than_there_is(
        self, admin, run: str, chain, services, tenant, tmp_path
    ):
        await chain()
        services.heads = Heads(tmp_path / "heads", HeadsKey(b"m" * 32))
        services.heads.append([(tenant, 1_000, b"h")])
        said = (await admin.get(f"{TRAIL}/verification")).json()
        assert [one["code"] for one in said["findings"]] == ["truncated"]
        assert (said["heads"], said["signedThrough"]) == (1, 1_000)
        assert said["publicKey"] == services.heads.key.public

    @pytest.mark.parametrize("query", [{"after": 10**9}, {"after": -1}, {"limit": 10**6}])
    async def test_strange_questions(self, admin, query):
        answer = await admin.get(f"{TRAIL}/verification", params=query)
        assert answer.status_code == 422


class TestExport:
    async def exported(self, client) -> list[bytes]:
        answer = await client.get(f"{TRAIL}/export")
        assert answer.status_code == 200
        return answer.content.splitlines(keepends=True)

    async def test_can_be_checked_alone(self, admin, run: str, chain, services, tmp_path):
        await chain()
        services.heads = Heads(tmp_path / "heads", HeadsKey(b"m" * 32))
        lines = await self.exported(admin)
        reader = Reader(lines)
        assert list(reader.findings({}, services.heads.key.trusted)) == []
        assert reader.places == reader.opening.through == len(lines) - 2
        shown = [json.loads(line)["shown"] for line in lines[1:-1]]
        assert {one["actorName"] for one in shown} == {"Some Body"}
        assert [one["action"] for one in shown][-1] == "run.start"

    async def test_is_told_of(self, admin, run: str, chain):
        await chain()
        await self.exported(admin)
        page = (await admin.get(TRAIL, params={"action": "audit.export"})).json()
        assert page["items"][0]["details"]["lines"] > 0

    async def test_an_operator_may_not(self, somebody: Somebody, tenant):
        operator = await somebody(tenant, "operator")
        assert (await operator.get(f"{TRAIL}/export")).status_code == 403
