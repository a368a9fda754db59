"""Who listens for what, as recordings say it, in whatever order they are written."""

from __future__ import annotations

from sqlalchemy import select

from definitions.contracts import EventKey
from store.models import subscriptions


async def listeners(town, run) -> list[tuple[int, str]]:
    async with town.database.tenant(town.tenant) as session:
        rows = await session.execute(
            select(subscriptions.c.listener, subscriptions.c.type)
            .where(subscriptions.c.run_id == run)
            .order_by(subscriptions.c.listener, subscriptions.c.number)
        )
        return [(row["listener"], row["type"]) for row in rows.mappings()]


class TestFollowing:
    async def test_begun_and_stopped(self, town):
        run = await town.run()
        await town.listen(run, 1, EventKey("a"), EventKey("b", ".x", "1"))
        await town.listen(run, 2, EventKey())
        assert await listeners(town, run) == [(1, "a"), (1, "b"), (2, "")]
        await town.write(run, deaf=[1])
        assert await listeners(town, run) == [(2, "")]

    async def test_said_again_it_changes_nothing(self, town):
        run = await town.run()
        await town.listen(run, 1)
        await town.hand_out()
        before = len(await town.outbox())
        await town.listen(run, 1)
        assert len(await town.outbox()) == before

    async def test_the_end_of_the_run_ends_all(self, town):
        run = await town.run()
        await town.listen(run, 1)
        await town.write(run, status="cancelled", at=1)
        assert await listeners(town, run) == []
        await town.listen(run, 2)
        assert await listeners(town, run) == []
