"""Uses: a row for each day, added to in any order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from store import secret_uses
from store.secret_uses import Times, Use

DAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
USE = Use("key", "a/b", "h", DAY)


class TestAdd:
    async def test_counts_come_together_whatever_comes_first(self, database, tenant):
        early, late = str(uuid4()), str(uuid4())
        async with database.tenant(tenant) as session:
            await secret_uses.add(session, [(USE, Times(2, NOON, NOON, late))])
            before = NOON - timedelta(hours=3)
            await secret_uses.add(session, [(USE, Times(3, before, before, early))])
            (row,) = await secret_uses.page(session, "key", 10)
        assert (row.times, row.first_at, row.last_at, row.last_run) == (5, before, NOON, late)

    async def test_the_newest_first_and_no_more_than_asked_for(self, database, tenant):
        async with database.tenant(tenant) as session:
            for days in range(5):
                use = Use("key", "a/b", "h", DAY + timedelta(days=days))
                await secret_uses.add(session, [(use, Times(1, NOON, NOON, None))])
            await secret_uses.add(session, [])
            rows = await secret_uses.page(session, "key", 3)
            assert [row.day.day for row in rows] == [5, 4, 3]
            assert await secret_uses.page(session, "other", 3) == []
