"""A run whose workflow task fails again and again is stuck until it goes on, or is cancelled."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus as Status
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.service import RPCError
from temporalio.worker import Worker, WorkerDeploymentConfig

from definitions.contracts import MESSAGE_SIGNAL, RUN_WORKFLOW, TASK_QUEUE
from gateway import deployment
from gateway.delivery import Delivery
from gateway.naming import workflow_id
from gateway.watching import CANCELLED, Watching
from store import messages, recordings, runs

broken = True


@workflow.defn(name=RUN_WORKFLOW, sandboxed=False)
class Broken:
    """Stands for a run whose code does not fit its history."""

    @workflow.run
    async def run(self, _start: object, _program: object) -> None:
        if broken:
            raise RuntimeError("It does not fit.")
        await workflow.wait_condition(lambda: False)

    @workflow.signal(name=MESSAGE_SIGNAL)
    def message(self, _message: object) -> None:
        """Never answered."""


@asynccontextmanager
async def worker_of(client, build: str):
    version = WorkerDeploymentVersion(deployment.DEPLOYMENT, build)
    config = WorkerDeploymentConfig(version, True, VersioningBehavior.PINNED)
    async with Worker(client, task_queue=TASK_QUEUE, workflows=[Broken], deployment_config=config):
        async with asyncio.timeout(30):
            while await deployment.current(client) != build:
                try:
                    await deployment.take_over(client, build)
                except RPCError:
                    await asyncio.sleep(0.1)
        yield


@pytest.fixture
def begun(database, keyring, tenant, make_run, temporal_client, monkeypatch):
    monkeypatch.setitem(globals(), "broken", True)

    async def begin() -> str:
        run = await make_run()
        await Delivery(database, keyring, temporal_client).deliver_now(tenant, run.id)
        return run.id

    return begin


@pytest.fixture
def until(database, keyring, tenant, temporal_client):
    """Rounds, until the row is as it is wanted."""
    watching = Watching(database, keyring, temporal_client)

    async def until(run: str, wanted):
        async with asyncio.timeout(60):
            while True:
                await watching.round()
                async with database.tenant(tenant) as session:
                    row = await runs.get(session, run)
                if wanted(row):
                    return row
                await asyncio.sleep(0.1)

    return until


class TestWatching:
    async def test_a_stuck_run_is_cancelled_when_asked(
        self, database, keyring, tenant, temporal_client, begun, until
    ):
        keys = await keyring.of(tenant)
        async with worker_of(temporal_client, "stuck1"):
            run = await begun()
            row = await until(run, lambda row: row.stuck_at is not None)
            assert (row.status, row.ended_at) == ("pending", None)
            again = await until(run, lambda _: True)
            assert (again.stuck_at, again.ended_at) == (row.stuck_at, None)
            async with database.tenant(tenant) as session:
                await messages.post(session, keys, run, f"end-{run}", "run.cancel", {})
            row = await until(run, lambda row: row.ended_at is not None)
        assert row.status == "cancelled"
        async with database.tenant(tenant) as session:
            assert await messages.answer(session, run, f"end-{run}") == {"accepted": True}
            (line,) = await recordings.read_trace(session, keys, run)
        assert line.body == {"reason": CANCELLED.reason}
        handle = temporal_client.get_workflow_handle(workflow_id(tenant, run, 1))
        assert (await handle.describe()).status is Status.TERMINATED

    async def test_one_that_goes_on_is_not_stuck_any_more(
        self, tenant, temporal_client, begun, until, monkeypatch
    ):
        async with worker_of(temporal_client, "stuck2"):
            run = await begun()
            await until(run, lambda row: row.stuck_at is not None)
            monkeypatch.setitem(globals(), "broken", False)
            row = await until(run, lambda row: row.stuck_at is None)
            assert row.ended_at is None
        await temporal_client.get_workflow_handle(workflow_id(tenant, run, 1)).terminate()
