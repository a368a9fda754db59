"""Retries in the database: one for an end, with everything that the next execution needs."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select, update

from definitions.contracts import RETRIED, EventKey, FactRow, Listener, Recording, TraceRow
from definitions.errors import communication
from store import messages, outbox, recordings, repairs, runs
from store.models import runs as run_rows
from store.models import subscriptions
from store.repairs import Retry
from store.runs import new_id

FACTS = [FactRow(1, "run.started", 1, {"steps": 0}), FactRow(2, "call.failed", 2, {"steps": 3})]


@pytest.fixture
async def ended(database, keys, tenant, run):
    """Kept as faulted."""
    recording = Recording(
        tenant,
        run,
        1,
        FACTS,
        [TraceRow(1, "", "", "run.started", 1), TraceRow(2, "", "", "run.faulted", 2)],
        status="faulted",
        output=None,
        error=communication("Closed.", 503),
        at=2,
    )
    await write(database, keys, recording)
    return recording


async def write(database, keys, recording: Recording) -> None:
    async with database.tenant(recording.tenant) as session:
        await recordings.write(session, keys, [recording])


async def row_of(database, tenant, run):
    async with database.tenant(tenant) as session:
        return await runs.get(session, run)


async def retry(database, keys, tenant, row, **more) -> bool:
    fact = FactRow(3, RETRIED, 3, {"state": {}, "steps": 3})
    line = TraceRow(3, "", "", RETRIED, 3)
    async with database.tenant(tenant) as session:
        return await repairs.retry(session, keys, Retry(row, fact, [line], "2.0.0", "h", **more))


class TestRetry:
    async def test_the_run_is_open_again(self, database, keys, tenant, run, ended):
        row = await row_of(database, tenant, run)
        assert await retry(database, keys, tenant, row)
        now = await row_of(database, tenant, run)
        assert (now.status, now.execution, now.version, now.hash) == ("running", 2, "2.0.0", "h")
        assert (now.ended_at, now.error, now.output, now.last_trace) == (None, None, None, 3)
        async with database.relay() as session:
            assert "start" in [one.kind for one in await outbox.one(session, run)]

    async def test_what_it_goes_on_from_is_the_last_retry(self, database, keys, tenant, run, ended):
        await retry(database, keys, tenant, await row_of(database, tenant, run))
        async with database.tenant(tenant) as session:
            kept = await recordings.read_facts(session, keys, run)
            every = await recordings.facts_after(session, keys, run, 0, None)
        assert [row.sequence for row in kept] == [3]
        assert [(one.fact.sequence, one.execution) for one in every] == [(1, 1), (2, 1), (3, 2)]

    async def test_once_whoever_else_wants_to(self, database, keys, tenant, run, ended):
        row = await row_of(database, tenant, run)
        done = await asyncio.gather(*(retry(database, keys, tenant, row) for _ in range(5)))
        assert sorted(done) == [False] * 4 + [True]

    async def test_not_of_an_open_run(self, database, keys, tenant, run):
        assert not await retry(database, keys, tenant, await row_of(database, tenant, run))

    async def test_not_of_one_that_has_completed(self, database, keys, tenant, run):
        await write(database, keys, Recording(tenant, run, 1, status="completed", output=1, at=1))
        assert not await retry(database, keys, tenant, await row_of(database, tenant, run))

    async def test_not_of_another_tenants(self, database, keys, tenant, run, ended):
        row = await row_of(database, tenant, run)
        assert not await retry(database, keys, new_id(), row)

    async def test_messages_that_were_late_are_answered(self, database, keys, tenant, run, ended):
        # They were posted while it was open, and reached nobody.
        async with database.tenant(tenant) as session:
            await session.execute(update(run_rows).values(ended_at=None))
            await messages.post(session, keys, run, "m1", "run.cancel", None)
            await messages.post(session, keys, run, "child.ended/c", "child.ended", None)
            await messages.delivered(session, run, 2)
            await session.execute(update(run_rows).values(ended_at=func.now()))
        await retry(database, keys, tenant, await row_of(database, tenant, run))
        async with database.tenant(tenant) as session:
            said = await messages.answer(session, run, "m1")
            waiting = await messages.undelivered(session, keys, run)
        assert said == {"accepted": False, "detail": "The run had already faulted."}
        assert [one.id for one in waiting] == ["child.ended/c"]


class TestLateRecordings:
    """What an execution says after the next one has begun."""

    async def test_its_end_ends_nothing_any_more(self, database, keys, tenant, run, ended):
        await retry(database, keys, tenant, await row_of(database, tenant, run))
        listening = Recording(tenant, run, 2, listening=[Listener(9, [EventKey("t")])])
        await write(database, keys, listening)
        await write(database, keys, ended)
        now = await row_of(database, tenant, run)
        assert (now.status, now.ended_at) == ("running", None)
        async with database.tenant(tenant) as session:
            kept = await session.execute(select(subscriptions.c.listener))
            assert kept.scalars().all() == [9]

    async def test_nor_together_with_what_the_next_one_says(
        self, database, keys, tenant, run, ended
    ):
        await retry(database, keys, tenant, await row_of(database, tenant, run))
        waits = Recording(
            tenant, run, 2, trace=[TraceRow(4, "", "", "run.waiting", 4)], status="waiting"
        )
        for batch in ([waits, ended], [ended, waits]):
            async with database.tenant(tenant) as session:
                await recordings.write(session, keys, batch)
            now = await row_of(database, tenant, run)
            assert (now.status, now.ended_at) == ("waiting", None)

    async def test_the_end_of_the_next_one_counts(self, database, keys, tenant, run, ended):
        await retry(database, keys, tenant, await row_of(database, tenant, run))
        await write(database, keys, Recording(tenant, run, 2, status="completed", output=7, at=9))
        now = await row_of(database, tenant, run)
        assert (now.status, runs.view(now, keys).output) == ("completed", 7)


class TestUnheard:
    async def test_ends_of_children_that_nobody_has_told(
        self, database, keys, tenant, run, start_run
    ):
        child, _ = await start_run(1, "run/k1")
        gone, _ = await start_run(2, "run/k2")
        await start_run(3, "run/k3")
        await write(database, keys, Recording(tenant, child.id, 1, status="completed", at=1))
        await write(database, keys, Recording(tenant, gone.id, 1, status="cancelled", at=1))
        async with database.tenant(tenant) as session:
            found = await repairs.unheard(session, run, ["k1", "k2", "k3", "k4"])
        assert found == {"k1": child.id}
