"""An end from outside: once, only of the execution it is about, told to whoever waits."""

from __future__ import annotations

import pytest

from definitions.contracts import CHILD_ENDED
from definitions.errors import runtime
from store import messages, outbox, recordings, runs
from store.endings import Ending, end
from store.runs import Parent, StartRun, new_id

CANCELLED = Ending("cancelled", "It was terminated in Temporal.")
FAULTED = Ending("faulted", "It failed.", runtime("It failed."))


async def row_of(database, tenant, run):
    async with database.tenant(tenant) as session:
        return await runs.get(session, run)


async def ends(database, keys, tenant, run, execution=1, ending=CANCELLED) -> bool:
    async with database.tenant(tenant) as session:
        return await end(session, keys, run, execution, ending)


class TestEnd:
    async def test_once(self, database, keys, tenant, run):
        assert await ends(database, keys, tenant, run)
        assert not await ends(database, keys, tenant, run, ending=FAULTED)
        row = await row_of(database, tenant, run)
        assert (row.status, row.error, row.last_trace) == ("cancelled", None, 1)

    async def test_with_a_fault(self, database, keys, tenant, run):
        assert await ends(database, keys, tenant, run, ending=FAULTED)
        row = await row_of(database, tenant, run)
        assert (row.status, runs.view(row, keys).error) == ("faulted", FAULTED.problem)
        async with database.tenant(tenant) as session:
            (line,) = await recordings.read_trace(session, keys, run)
        assert (line.kind, line.body) == ("run.faulted", {"error": FAULTED.problem.to_json()})

    @pytest.mark.parametrize("execution", [0, 2], ids=["former", "later"])
    async def test_of_another_execution_it_says_nothing(
        self, database, keys, tenant, run, execution
    ):
        assert not await ends(database, keys, tenant, run, execution)
        assert (await row_of(database, tenant, run)).ended_at is None

    async def test_nor_of_a_run_that_is_not_there(self, database, keys, tenant):
        assert not await ends(database, keys, tenant, new_id())

    async def test_another_tenant_ends_nothing(self, database, keys, tenant, run):
        assert not await ends(database, keys, new_id(), run)
        assert (await row_of(database, tenant, run)).ended_at is None

    async def test_the_run_that_waits_for_it_is_told(self, database, keys, tenant, run):
        parent = Parent(run, "/do/0/x", awaited=True, depth=1)
        wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, None, "p", f"run/{run}", parent)
        async with database.tenant(tenant) as session:
            child, _ = await runs.start(session, keys, wanted)
        assert await ends(database, keys, tenant, child.id)
        async with database.relay() as session:
            assert "ended" in [row.kind for row in await outbox.one(session, child.id)]

    async def test_the_end_of_another_run_is_left_for_a_retry_to_hear(
        self, database, keys, tenant, run
    ):
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, f"{CHILD_ENDED}/x", CHILD_ENDED, {})
            await messages.post(session, keys, run, f"m-{run}", "run.resume", {})
        assert await ends(database, keys, tenant, run)
        async with database.tenant(tenant) as session:
            assert await messages.answer(session, run, f"{CHILD_ENDED}/x") is None
            assert (await messages.answer(session, run, f"m-{run}"))["accepted"] is False
