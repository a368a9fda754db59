"""Messages: kept once, numbered without a gap, refused after the end."""

from __future__ import annotations

import asyncio

import pytest

from definitions.contracts import Recording, TraceRow
from store import messages, recordings
from store.messages import RunEndedError, RunMissingError
from store.runs import new_id


class TestPost:
    async def test_numbered_in_turn_also_at_once(self, database, keys, tenant, run):
        async def post(name):
            async with database.tenant(tenant) as session:
                return await messages.post(session, keys, run, name, "run.suspend", {"☃": name})

        made = await asyncio.gather(*(post(f"m{n}") for n in range(8)))
        assert sorted(row.sequence for row in made) == list(range(1, 9))
        again = await post("m3")
        assert again.sequence == made[3].sequence
        async with database.tenant(tenant) as session:
            waiting = await messages.undelivered(session, keys, run)
            assert [m.sequence for m in waiting] == list(range(1, 9))
            await messages.delivered(session, run, 5)
            assert len(await messages.undelivered(session, keys, run)) == 3

    async def test_after_the_end_it_is_refused(self, database, keys, tenant, run):
        ended = Recording(tenant, run, 1, [], [TraceRow(1, "", "", "run.completed", 1)])
        ended.status, ended.at = "completed", 1
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [ended])
        with pytest.raises(RunEndedError, match="completed"):
            async with database.tenant(tenant) as session:
                await messages.post(session, keys, run, "late", "run.cancel", None)

    async def test_a_run_that_is_not_there(self, database, keys, tenant):
        with pytest.raises(RunMissingError):
            async with database.tenant(tenant) as session:
                await messages.post(session, keys, new_id(), "m", "run.cancel", None)


class TestClose:
    async def test_the_answer_of_nobody(self, database, keys, tenant, run):
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, "m", "run.cancel", None)
            await messages.close(session, run, "m", {"accepted": False})
            assert await messages.answer(session, run, "m") == {"accepted": False}
            assert await messages.undelivered(session, keys, run) == []
