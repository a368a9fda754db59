"""What a run's file holds besides its facts: read, and put back. The API's tests try the whole."""

from __future__ import annotations

from definitions.contracts import Outcome
from definitions.run_file import Child, Intent, Told
from store import events, messages, run_files, runs
from store.runs import Parent, StartRun, new_id


class TestPutBack:
    async def test_is_what_is_read(self, database, tenant, keys, run):
        told = [Told("a", 1, "k", {"x": 1}), Told("b", 2, "k", None, {"accepted": True})]
        intents = [Intent("k1", Outcome({"x": 1})), Intent("k2")]
        async with database.tenant(tenant) as session:
            await run_files.put_messages(session, keys, run, told)
            await run_files.put_intents(session, keys, run, intents)
            assert await run_files.messages_of(session, keys, run) == told
            assert await run_files.intents_of(session, keys, run) == intents
            waiting = await messages.undelivered(session, keys, run)
        assert [one.id for one in waiting] == ["a"]

    async def test_nothing(self, database, tenant, keys, run):
        async with database.tenant(tenant) as session:
            await run_files.put_messages(session, keys, run, [])
            await run_files.put_intents(session, keys, run, [])
            assert await run_files.messages_of(session, keys, run) == []

    async def test_not_of_another_tenant(self, database, tenant, keys, run):
        async with database.tenant(tenant) as session:
            await run_files.put_intents(session, keys, run, [Intent("k")])
        async with database.tenant("00000000-0000-4000-8000-000000000001") as session:
            assert await run_files.intents_of(session, keys, run) == []
            assert await run_files.children_of(session, run) == []
            assert await run_files.published_of(session, run) == []


class TestChildrenOf:
    async def test_by_the_keys_of_their_calls(self, database, tenant, keys, run):
        child = new_id()
        parent = Parent(run, "/do/0/r", awaited=True, depth=1)
        wanted = StartRun(
            child, "n", "m", "1.0.0", "h" * 64, None, "me", f"run/{run}:/do/0/r:0", parent
        )
        async with database.tenant(tenant) as session:
            await runs.start(session, keys, wanted)
            assert await run_files.children_of(session, run) == [Child(child, f"{run}:/do/0/r:0")]


class TestPassPlaces:
    async def test_later_events_come_behind(self, database, tenant):
        async with database.tenant(tenant) as session:
            before = await events.next_place(session)
            assert await run_files.pass_places(session, before + 50)
            assert await events.next_place(session) > before + 50
            assert await run_files.pass_places(session, 1)

    async def test_but_not_beyond_all_bounds(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert not await run_files.pass_places(session, 2**60)
