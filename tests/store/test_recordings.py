"""Recordings: idempotent, in any order, never backwards."""

from __future__ import annotations

import asyncio

from definitions.contracts import Answer, FactRow, Recording, TraceRow
from definitions.errors import communication
from store import messages, recordings, runs


def recording(tenant, run, first, last, status=None, **more):
    return Recording(
        tenant,
        run,
        1,
        [FactRow(n, "call.finished", n, {"output": "☃"}) for n in range(first, last + 1)],
        [TraceRow(n, "/do/0/a", "v:0", "task.completed", n) for n in range(first, last + 1)],
        status=status,
        at=1_700_000_000_000 + last,
        **more,
    )


async def write(database, keys, tenant, *wanted):
    async with database.tenant(tenant) as session:
        await recordings.write(session, keys, wanted)


async def status(database, tenant, run):
    async with database.tenant(tenant) as session:
        return (await runs.get(session, run)).status


class TestWrite:
    async def test_again_changes_nothing(self, database, keys, tenant, run):
        ended = recording(tenant, run, 1, 3, "completed", output={"n": 10**30})
        for _ in range(3):
            await write(database, keys, tenant, ended, ended)
        async with database.tenant(tenant) as session:
            row = await runs.get(session, run)
            assert runs.view(row, keys).output == {"n": 10**30}
            assert len(await recordings.read_facts(session, keys, run)) == 3
            assert len(await recordings.read_trace(session, keys, run)) == 3

    async def test_an_end_is_never_left(self, database, keys, tenant, run):
        problem = communication("no", 503)
        await write(database, keys, tenant, recording(tenant, run, 1, 2, "faulted", error=problem))
        await write(database, keys, tenant, recording(tenant, run, 3, 4, "running"))
        assert await status(database, tenant, run) == "faulted"

    async def test_an_end_without_a_line_of_trace_is_one(self, database, keys, tenant, run):
        await write(database, keys, tenant, recording(tenant, run, 1, 2, "running"))
        bare = Recording(tenant, run, 1, status="cancelled", at=1_700_000_000_000)
        await write(database, keys, tenant, recording(tenant, run, 3, 3), bare)
        async with database.tenant(tenant) as session:
            row = await runs.get(session, run)
        assert (row.status, row.ended_at is not None) == ("cancelled", True)

    async def test_an_older_status_does_not_win(self, database, keys, tenant, run):
        await write(database, keys, tenant, recording(tenant, run, 3, 4, "waiting"))
        await write(database, keys, tenant, recording(tenant, run, 1, 2, "running"))
        assert await status(database, tenant, run) == "waiting"

    async def test_nothing_behind_a_gap_is_read(self, database, keys, tenant, run):
        await write(database, keys, tenant, recording(tenant, run, 1, 2))
        await write(database, keys, tenant, recording(tenant, run, 4, 5))
        async with database.tenant(tenant) as session:
            assert len(await recordings.read_facts(session, keys, run)) == 2
            assert len(await recordings.read_trace(session, keys, run)) == 2
        await write(database, keys, tenant, recording(tenant, run, 3, 3))
        async with database.tenant(tenant) as session:
            assert len(await recordings.read_trace(session, keys, run, after=2)) == 3

    async def test_what_an_execution_says_that_another_has_followed_is_dropped(
        self, database, keys, tenant, run
    ):
        await write(database, keys, tenant, recording(tenant, run, 1, 2, "waiting"))
        async with database.tenant(tenant) as session:
            assert await runs.revive(session, run, 1)
        late = recording(tenant, run, 3, 3, "completed", output={"late": True})
        late.answers.append(Answer("m1", {"accepted": True}))
        await write(database, keys, tenant, late)
        next_one = recording(tenant, run, 3, 4, "running")
        next_one.execution = 2
        await write(database, keys, tenant, next_one, late)
        async with database.tenant(tenant) as session:
            facts = await recordings.facts_after(session, keys, run, 0, None)
            row = await runs.get(session, run)
        assert [fact.execution for fact in facts] == [1, 1, 2, 2]
        assert (row.status, row.output) == ("running", None)

    async def test_messages_are_answered_once(self, database, keys, tenant, run):
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, "m", "run.suspend", None)
        first = recording(tenant, run, 1, 1)
        first.answers = [Answer("m", {"accepted": True})]
        second = recording(tenant, run, 2, 2)
        second.answers = [Answer("m", {"accepted": False})]
        await write(database, keys, tenant, first)
        await write(database, keys, tenant, second)
        async with database.tenant(tenant) as session:
            assert await messages.answer(session, run, "m") == {"accepted": True}

    async def test_writers_that_meet_do_not_stop_each_other(
        self, database, keys, tenant, start_run
    ):
        made = [(await start_run())[0].id for _ in range(30)]

        async def writer(turn):
            for step in range(5):
                wanted = [recording(tenant, one, step + 1, step + 1, "running") for one in made]
                if turn % 2:
                    wanted.reverse()
                await database.at_once(tenant, recordings.writing(keys, wanted))

        await asyncio.gather(*(writer(turn) for turn in range(4)))
        async with database.tenant(tenant) as session:
            for one in made:
                assert len(await recordings.read_facts(session, keys, one)) == 5

    async def test_many_runs_at_once(self, database, keys, tenant, start_run):
        made = [(await start_run())[0].id for _ in range(20)]
        await write(
            database, keys, tenant, *(recording(tenant, one, 1, 50, "running") for one in made)
        )
        assert {await status(database, tenant, one) for one in made} == {"running"}
