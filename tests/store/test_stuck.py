"""Marks on stuck runs: once, only while they are open and in that execution."""

from __future__ import annotations

import pytest

from store import messages, runs, stuck
from store.endings import Ending, end
from store.runs import new_id


@pytest.fixture
def mark(database, tenant, run):
    async def mark(*, to: bool = True, execution: int = 1, by: str = tenant) -> bool:
        async with database.tenant(by) as session:
            return await stuck.mark(session, run, execution, stuck=to)

    return mark


@pytest.fixture
def known(database, run):
    async def known() -> bool:
        async with database.relay() as session:
            return run in [row.id for row in await stuck.known(session)]

    return known


class TestMark:
    async def test_once_and_away_again(self, mark, known):
        assert [await mark(), await mark(), await known()] == [True, False, True]
        assert [await mark(to=False), await mark(to=False), await known()] == [True, False, False]

    async def test_not_of_another_execution_or_tenant(self, mark, known):
        assert not await mark(execution=2)
        assert not await mark(by=new_id())
        assert not await known()

    async def test_not_of_one_that_has_ended(self, database, keys, tenant, run, mark, known):
        await mark()
        async with database.tenant(tenant) as session:
            assert await end(session, keys, run, 1, Ending("cancelled", "Enough."))
        assert not await known()
        assert not await mark(to=False)


class TestCancelled:
    async def test_only_when_somebody_asks(self, database, keys, tenant, run):
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, "m1", "run.suspend", {})
            assert not await stuck.cancelled(session, run)
            await messages.post(session, keys, run, "m2", "run.cancel", {})
            assert await stuck.cancelled(session, run)
            await messages.close(session, run, "m2", {"accepted": True})
            assert not await stuck.cancelled(session, run)
            assert (await runs.get(session, run)).ended_at is None
