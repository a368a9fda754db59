"""The outbox: no row to two deliverers, messages before starts, failures later."""

from __future__ import annotations

from collections import Counter

import psycopg
import pytest
from sqlalchemy import text

from store import messages, outbox, runs


class TestOne:
    async def test_a_row_is_held_by_one(self, database, run):
        async with database.relay() as first:
            assert len(await outbox.one(first, run)) == 1
            async with database.relay() as second:
                assert await outbox.one(second, run) == []

    async def test_done_is_gone_and_failed_is_later(self, database, keys, tenant, run):
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, "m", "run.cancel", None)
        async with database.relay() as session:
            start, message = await outbox.one(session, run)
            await outbox.failed(session, start.id, 60.0)
            await outbox.done(session, [message.id])
        async with database.relay() as session:
            (left,) = await outbox.one(session, run)
            assert (left.kind, left.attempts) == ("start", 1)
            assert run not in {row.run for row in await outbox.due(session, 1_000)}

    async def test_a_message_waits_for_the_start(self, database, keys, tenant, run):
        async with database.relay() as starting:
            (start,) = await outbox.one(starting, run)
            async with database.tenant(tenant) as session:
                await messages.post(session, keys, run, "m", "run.cancel", None)
            # Somebody has the start in hand: nobody else may have what comes after it.
            async with database.relay() as session:
                assert await outbox.one(session, run) == []
                assert run not in {row.run for row in await outbox.due(session, 1_000)}
            await outbox.done(starting, [start.id])
        async with database.relay() as session:
            assert [row.kind for row in await outbox.one(session, run)] == ["message"]

    async def test_a_later_start_still_comes_first(self, database, keys, tenant, run):
        async with database.relay() as session:
            await outbox.done(session, [row.id for row in await outbox.one(session, run)])
        async with database.tenant(tenant) as session:
            await messages.post(session, keys, run, "m", "run.cancel", None)
            assert await runs.revive(session, run, 1)
        async with database.relay() as session:
            kinds = [row.kind for row in await outbox.one(session, run)]
        assert (kinds[0], set(kinds[1:])) == ("start", {"message"})

    async def test_nothing_done_is_nothing(self, database):
        async with database.relay() as session:
            await outbox.done(session, [])


class TestDue:
    @pytest.fixture
    async def queue(self, database, database_urls):
        """Alone in the outbox, with everything due at once; what others have left has begun."""
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE runs SET status = 'running' WHERE status = 'pending'")

        async def look(limit):
            async with database.relay() as session:
                await session.execute(text("UPDATE outbox SET next_at = now()"))
            async with database.relay() as session:
                return await outbox.due(session, limit)

        async with database.relay() as session:
            await session.execute(text("DELETE FROM outbox"))
        yield look
        async with database.relay() as session:
            await session.execute(text("DELETE FROM outbox"))

    async def test_tenants_in_turn(self, database, keyring, queue, tenant, start_run):
        for _ in range(5):
            await start_run()
        small = runs.new_id()
        async with database.tenant(small) as session:
            wanted = runs.StartRun(runs.new_id(), "n", "m", "1.0.0", "h" * 64, None, "person")
            await runs.start(session, await keyring.of(small), wanted)
        assert {row.tenant for row in await queue(2)} == {tenant, small}

    async def test_no_more_starts_than_may_wait(self, monkeypatch, queue, database, start_run):
        monkeypatch.setattr(outbox, "MOST_UNBEGUN", 3)
        for _ in range(5):
            await start_run()
        first = await queue(100)
        assert len(first) == 3
        async with database.relay() as session:
            await outbox.done(session, [first[0].id])
        # One is with Temporal and has not begun: two more may go.
        assert len(await queue(100)) == 2

    async def test_tenants_share_what_may_wait(
        self, monkeypatch, queue, database, keyring, start_run
    ):
        monkeypatch.setattr(outbox, "MOST_UNBEGUN", 6)
        for _ in range(8):
            await start_run()
        other = runs.new_id()
        async with database.tenant(other) as session:
            for _ in range(8):
                wanted = runs.StartRun(runs.new_id(), "n", "m", "1.0.0", "h" * 64, None, "person")
                await runs.start(session, await keyring.of(other), wanted)
        assert Counter(row.tenant == other for row in await queue(100)) == {True: 3, False: 3}
        monkeypatch.setattr(outbox, "MOST_UNBEGUN", 1)
        few = outbox.FEWEST_UNBEGUN
        assert Counter(row.tenant == other for row in await queue(100)) == {True: few, False: few}
