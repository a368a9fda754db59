"""The outbox: no row to two deliverers, messages before starts, failures later."""

from __future__ import annotations

from store import messages, outbox


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

    async def test_nothing_done_is_nothing(self, database):
        async with database.relay() as session:
            await outbox.done(session, [])
