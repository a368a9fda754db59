"""Runs: one for a cause, pages that miss none, another execution only for the lost one."""

from __future__ import annotations

import asyncio

from store import messages, outbox, runs
from store.runs import RunFilter, new_id


class TestStart:
    async def test_with_its_start_in_the_outbox(self, database, keys, tenant, start_run):
        row, new = await start_run({"ünï": "☃" * 1000})
        assert (new, row.status, row.execution) == (True, "pending", 1)
        assert runs.view(row, keys).input == {"ünï": "☃" * 1000}
        assert b"\xe2\x98\x83" not in row.input
        async with database.relay() as session:
            assert [r.kind for r in await outbox.one(session, row.id)] == ["start"]

    async def test_a_cause_is_one_run(self, start_run):
        made = await asyncio.gather(*(start_run(n, "order-7") for n in range(8)))
        assert len({row.id for row, _ in made}) == 1
        assert sum(new for _, new in made) == 1

    async def test_another_tenant_does_not_see_it(self, database, run):
        async with database.tenant(new_id()) as session:
            assert await runs.get(session, run) is None


class TestPage:
    async def test_newest_first_and_none_twice(self, database, tenant, start_run):
        made = [(await start_run())[0].id for _ in range(5)]
        async with database.tenant(tenant) as session:
            first, cursor = await runs.page(session, RunFilter(), None, 3)
            rest, end = await runs.page(session, RunFilter(status="pending"), cursor, 3)
            none, _ = await runs.page(session, RunFilter(name="other"), None, 3)
        assert [row.id for row in (*first, *rest)] == sorted(made, reverse=True)
        assert (end, none) == (None, [])


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
