"""Another run like one that was."""

from __future__ import annotations

import pytest

from tests.api.conftest import Somebody
from tests.api.repairs.conftest import ADDRESS, TASKS, Line, publish


class TestAgain:
    async def test_the_same_once_more(self, admin, failed: Line):
        answer = await admin.post(f"{ADDRESS}/{failed.run}/again")
        assert answer.status_code == 201, answer.text
        new = answer.json()
        assert (new["againOf"], new["input"], new["status"]) == (failed.run, "in", "pending")
        assert new["id"] != failed.run
        assert answer.headers["Location"] == f"{ADDRESS}/{new['id']}"
        items = (await admin.get(f"{ADDRESS}/{failed.run}/audit")).json()["items"]
        assert [(one["action"], one["details"]["run"]) for one in items[:1]] == [
            ("run.again", new["id"])
        ]

    @pytest.mark.parametrize("given", [None, 7, {"a": "☃"}], ids=["null", "number", "object"])
    async def test_with_another_input(self, admin, failed: Line, given):
        answer = await admin.post(f"{ADDRESS}/{failed.run}/again", json={"input": given})
        assert answer.json()["input"] == given

    async def test_with_the_newest_version_or_the_one_it_had(self, admin, failed: Line):
        await publish(admin, "2.0.0", TASKS)
        new = (await admin.post(f"{ADDRESS}/{failed.run}/again")).json()
        assert new["version"] == "2.0.0"
        same = {"version": "1.0.0"}
        old = (await admin.post(f"{ADDRESS}/{failed.run}/again", json=same)).json()
        assert old["version"] == "1.0.0"

    async def test_the_same_request_again_is_one(self, admin, failed: Line):
        key = {"Idempotency-Key": "once"}
        first = await admin.post(f"{ADDRESS}/{failed.run}/again", headers=key)
        again = await admin.post(f"{ADDRESS}/{failed.run}/again", headers=key)
        assert (first.json()["id"], again.status_code) == (again.json()["id"], 201)

    async def test_of_a_run_that_somebody_may_not_see(
        self, somebody: Somebody, tenant, failed: Line
    ):
        member = await somebody(tenant, "member")
        assert (await member.post(f"{ADDRESS}/{failed.run}/again")).status_code == 404
