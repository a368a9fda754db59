"""What people have done about a run, over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import Somebody, Stage

RUNS = "/api/v1/runs"


@pytest.fixture
async def run(admin, hello) -> str:
    return (await admin.post(RUNS, json={"workflow": hello})).json()["id"]


class TestOfRun:
    async def test_who_what_why_and_what_came_of_it(self, admin, run: str, stage: Stage):
        stage.answers = {"accepted": True}
        await admin.post(f"{RUNS}/{run}/suspend", json={"reason": "Wait ☃"})
        page = (await admin.get(f"{RUNS}/{run}/audit")).json()
        (entry,) = page["items"]
        assert page["next"] is None
        assert {name: entry[name] for name in entry if name not in ("id", "at")} == {
            "actor": admin.headers["X-Person"],
            "actorName": "Some Body",
            "action": "run.suspend",
            "subject": f"run:{run}",
            "reason": "Wait ☃",
            "outcome": "done",
            "details": {},
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
        assert len(set(seen)) == 3
        assert seen == sorted(seen, reverse=True)

    @pytest.mark.parametrize("cursor", ["x", "☃", "YWJj"])
    async def test_strange_cursors(self, admin, run: str, cursor: str):
        answer = await admin.get(f"{RUNS}/{run}/audit", params={"cursor": cursor})
        assert answer.status_code == 422

    async def test_an_operator_may_read_it(self, somebody: Somebody, tenant, run: str):
        operator = await somebody(tenant, "operator")
        assert (await operator.get(f"{RUNS}/{run}/audit")).status_code == 200
