"""Runs: one for a cause, another execution only for the lost one."""

from __future__ import annotations

import asyncio

from definitions.contracts import RUN_CHANNEL
from store import messages, outbox, runs
from store.runs import new_id
from store.session import Notice


class TestStart:
    async def test_with_its_start_in_the_outbox(self, database, keys, tenant, start_run):
        row, new = await start_run({"ünï": "☃" * 1000})
        assert (new, row.status, row.execution) == (True, "pending", 1)
        assert runs.view(row, keys).input == {"ünï": "☃" * 1000}
        assert b"\xe2\x98\x83" not in row.input
        async with database.relay() as session:
            assert [r.kind for r in await outbox.one(session, row.id)] == ["start"]

    async def test_whoever_listens_is_told_of_it(self, database, tenant, start_run):
        listening = database.listen(RUN_CHANNEL)
        assert await anext(listening) is None
        row, _ = await start_run()
        assert await anext(listening) == Notice(RUN_CHANNEL, f"{tenant} {row.id}")
        await listening.aclose()

    async def test_a_cause_is_one_run(self, start_run):
        made = await asyncio.gather(*(start_run(n, "order-7") for n in range(8)))
        assert len({row.id for row, _ in made}) == 1
        assert sum(new for _, new in made) == 1

    async def test_another_tenant_does_not_see_it(self, database, run):
        async with database.tenant(new_id()) as session:
            assert await runs.get(session, run) is None


class TestRevive:
    async def test_once_and_with_unanswered_messages(self, database, keys, tenant, run):
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, "m1", "run.cancel", None)
            await messages.delivered(session, run, 1)
            assert await runs.revive(session, run, 1)
            assert not await runs.revive(session, run, 1)
            assert [m.id for m in await messages.undelivered(session, keys, run)] == ["m1"]


class TestId:
    def test_sorted_by_time(self):
        made = [new_id() for _ in range(100)]
        assert len(set(made)) == 100
        assert all(text[14] == "7" for text in made)
