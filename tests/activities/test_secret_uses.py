"""Counting: nothing is lost when PostgreSQL is away, and nobody waits."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError

from activities.secret_uses import Uses
from store import secret_uses
from store.session import Database


class Away:
    """A database that can be taken away."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.away = False

    def tenant(self, tenant: str):
        if self.away:
            raise OperationalError("x", {}, Exception("away"))
        return self._database.tenant(tenant)


class TestFlush:
    async def test_what_can_not_be_written_stays_counted(self, database: Database, tenant: str):
        away = Away(database)
        uses = Uses(away)  # type: ignore[arg-type]
        for _ in range(3):
            async with database.tenant(tenant) as session:
                uses.written(await uses.note(session, tenant, "", "a/b", [("key", "h")]))
        away.away = True
        await uses.flush()
        away.away = False
        await uses.close()
        async with database.tenant(tenant) as session:
            (row,) = await secret_uses.page(session, "key", 10)
        assert (row.times, row.last_run) == (3, None)

    async def test_what_was_rolled_back_is_written_again(self, database: Database, tenant: str):
        uses = Uses(database)
        async with database.tenant(tenant) as session:
            await uses.note(session, tenant, "", "a/b", [("key", "h")])
            await session.rollback()
        async with database.tenant(tenant) as session:
            uses.written(await uses.note(session, tenant, "", "a/b", [("key", "h")]))
        async with database.tenant(tenant) as session:
            assert len(await secret_uses.page(session, "key", 10)) == 1
        await uses.close()
