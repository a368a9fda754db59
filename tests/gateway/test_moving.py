"""Open runs go on in the current version, whether their own still has workers or not."""

from __future__ import annotations

import asyncio
import base64
from contextlib import asynccontextmanager, suppress

import pytest
from temporalio.client import WorkflowHandle

from definitions.contracts import MOVE_SIGNAL
from gateway import deployment, moving
from gateway.delivery import Delivery
from gateway.moving import Moving, Woken
from gateway.naming import workflow_id
from store import messages, recordings, runs
from tests.conftest import MASTER_KEY
from worker.run_worker import serve
from worker.settings import WorkerSettings

WAITS = """\
document: { dsl: '1.0.3', namespace: test, name: waits-twice, version: '1.0.0' }
do:
  - first: { set: { n: 1 } }
  - pause: { wait: { seconds: 600 } }
"""


@pytest.fixture
def surroundings(monkeypatch, database_urls, temporal, tmp_path):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", temporal.address)
    monkeypatch.setenv("BATON_TEMPORAL_NAMESPACE", temporal.namespace)
    monkeypatch.setenv("BATON_DATA", str(tmp_path))
    monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(MASTER_KEY).decode())


@asynccontextmanager
async def worker_of(client, build: str):
    stop = asyncio.Event()
    working = asyncio.create_task(serve(WorkerSettings(build_id=build, drain_seconds=0), stop))
    try:
        async with asyncio.timeout(30):
            while await deployment.current(client) != build:
                await turn()
        yield
    finally:
        stop.set()
        await asyncio.wait_for(working, 30)


async def turn() -> None:
    """Lets others work; what is waited for is looked at again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 0.05)


async def until(look):
    async with asyncio.timeout(30):
        while not (found := await look()):
            await turn()
        return found


@pytest.fixture
async def waiting(database, keyring, tenant, make_run, temporal_client):
    """A function that starts a run and comes back when it waits."""

    async def make():
        run = await make_run(source=WAITS)
        await Delivery(database, keyring, temporal_client).deliver_now(tenant, run.id)

        async def waits():
            async with database.tenant(tenant) as session:
                return (await runs.get(session, run.id)).status == "waiting"

        async def pinned():
            return await version_of(temporal_client, tenant, run.id, 1)

        await until(waits)
        # It is told before Temporal has heard of the end of the first workflow task.
        await until(pinned)
        return run.id

    return make


@pytest.fixture
def impatient(monkeypatch, database, keyring, temporal_client) -> Delivery:
    monkeypatch.setattr(moving, "PATIENCE_SECONDS", 0.0)
    return Delivery(database, keyring, temporal_client)


@pytest.fixture
def cancelled(database, keyring, tenant, temporal_client):
    """Cancels a run and answers with its row and its facts' kinds."""

    async def cancel(run: str):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, f"end-{run}", "run.cancel", {})
        await Delivery(database, keyring, temporal_client).deliver_now(tenant, run)

        async def ended():
            async with database.tenant(tenant) as session:
                row = await runs.get(session, run)
            return row if row.ended_at else None

        row = await until(ended)
        async with database.tenant(tenant) as session:
            facts = await recordings.read_facts(session, keys, run)
        return row, [fact.kind for fact in facts]

    return cancel


async def version_of(client, tenant: str, run: str, execution: int) -> str:
    handle = client.get_workflow_handle(workflow_id(tenant, run, execution))
    info = (await handle.describe()).raw_description.workflow_execution_info
    return info.versioning_info.deployment_version.build_id


class TestWoken:
    def test_it_is_left_alone_longer_each_time(self):
        woken, now = Woken(0.0, 5.0), 0.0
        pauses = []
        while woken.pause < moving.LONGEST_SECONDS:
            now += woken.pause
            assert not woken.due(now - 0.1)
            assert woken.due(now)
            pauses.append(woken.pause)
            woken = woken.again(now)
        assert pauses[:3] == [5.0, 10.0, 20.0]
        assert woken.again(now).pause == moving.LONGEST_SECONDS


class TestMoving:
    async def test_a_run_whose_version_has_workers_is_woken(
        self, surroundings, database, tenant, temporal_client, waiting, cancelled
    ):
        mover = Moving(database, temporal_client)
        async with worker_of(temporal_client, "a1"):
            run = await waiting()
            assert await version_of(temporal_client, tenant, run, 1) == "a1"
            async with worker_of(temporal_client, "a2"):

                async def moved():
                    await mover.round()
                    return await version_of(temporal_client, tenant, run, 1) == "a2"

                await until(moved)
                row, facts = await cancelled(run)
        assert (row.status, row.execution) == ("cancelled", 1)
        assert facts == ["run.started", "message.arrived"]

    async def test_a_run_whose_version_has_none_is_begun_again_from_its_facts(
        self, surroundings, impatient, database, tenant, temporal_client, waiting, cancelled
    ):
        mover = Moving(database, temporal_client)
        async with worker_of(temporal_client, "b1"):
            run = await waiting()
        async with worker_of(temporal_client, "b2"):

            async def moved():
                await mover.round()
                async with database.tenant(tenant) as session:
                    return (await runs.get(session, run)).execution == 2

            await until(moved)
            await impatient.deliver_now(tenant, run)
            first = temporal_client.get_workflow_handle(workflow_id(tenant, run, 1))
            assert (await first.describe()).status.name == "TERMINATED"
            row, facts = await cancelled(run)
            assert await version_of(temporal_client, tenant, run, 2) == "b2"
        assert (row.status, row.execution) == ("cancelled", 2)
        assert facts == ["run.started", "message.arrived"]

    async def test_so_many_at_once(
        self, surroundings, database, tenant, temporal_client, waiting, cancelled, monkeypatch
    ):
        monkeypatch.setattr(moving, "AT_ONCE", 1)
        mover = Moving(database, temporal_client)
        async with worker_of(temporal_client, "c1"):
            made = [await waiting() for _ in range(3)]
            async with worker_of(temporal_client, "c2"):

                async def moved():
                    await mover.round()
                    found = [await version_of(temporal_client, tenant, run, 1) for run in made]
                    return set(found) == {"c2"}

                await until(moved)
                for run in made:
                    assert (await cancelled(run))[0].status == "cancelled"

    async def test_who_was_woken_too_early_is_woken_again(
        self, surroundings, database, temporal_client, waiting, tenant, monkeypatch
    ):
        monkeypatch.setattr(moving, "PATIENCE_SECONDS", 0.1)
        signal, lost = WorkflowHandle.signal, []

        async def too_early(handle, name, *arguments, **named):
            if name == MOVE_SIGNAL and handle.id not in lost:
                lost.append(handle.id)
            else:
                await signal(handle, name, *arguments, **named)

        monkeypatch.setattr(WorkflowHandle, "signal", too_early)
        mover = Moving(database, temporal_client)
        async with worker_of(temporal_client, "d1"):
            run = await waiting()
            async with worker_of(temporal_client, "d2"):

                async def moved():
                    await mover.round()
                    return await version_of(temporal_client, tenant, run, 1) == "d2"

                await until(moved)
        assert workflow_id(tenant, run, 1) in lost

    async def test_before_there_is_a_version_nothing_is_done(self, database, monkeypatch):
        async def none(_client) -> None:
            return None

        monkeypatch.setattr(deployment, "current", none)
        assert await Moving(database, client=None).round() == 0
