"""A retry thought out beside the event loop: what ended without a task, and what was lost."""

from __future__ import annotations

from definitions.contracts import Recording
from tests.api.conftest import Stage
from tests.api.repairs.conftest import ADDRESS

WHY = {"reason": "Again."}


class TestRetry:
    async def test_a_run_that_was_cancelled_before_it_began(
        self, admin, line, stage: Stage, tenant
    ):
        run = (await admin.post(ADDRESS, json={"workflow": "tests/line"})).json()["id"]
        await stage.write(Recording(tenant, run, 1, status="cancelled", at=1))
        answer = await admin.post(f"{ADDRESS}/{run}/retry", json=WHY)
        assert answer.status_code == 422
        assert "from where" in answer.json()["detail"]

    async def test_a_run_that_has_completed(self, admin, line, stage: Stage, tenant):
        run = (await admin.post(ADDRESS, json={"workflow": "tests/line"})).json()["id"]
        await stage.write(Recording(tenant, run, 1, status="completed", at=1))
        answer = await admin.post(f"{ADDRESS}/{run}/retry", json=WHY)
        assert (answer.status_code, "completed" in answer.json()["detail"]) == (409, True)
