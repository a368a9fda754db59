"""The relay's look at waits: over tenants, side by side."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from store import people
from tests.asking import Office
from worker.overdue import Overdue

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        # Of other tests: their due dates would be past for this one's clock.
        admin.execute("UPDATE approvals SET due_at = NULL")
        admin.execute("UPDATE definitions SET overdue_after = NULL")
    return Office(database, keyring, tenant, database_urls.admin)


class TestRound:
    async def test_side_by_side_each_is_told_once(self, database, keyring, tenant, office):
        async with database.tenant(tenant) as session:
            await people.add(session, "op@example.com", "Op", ["operator"])
        ann = await office.person("Ann")
        for _ in range(3):
            await office.ask(ann, due=int(BEGIN.timestamp() * 1000))
        rounds = [Overdue(database, keyring, lambda: BEGIN + timedelta(hours=1)) for _ in range(3)]
        assert sum(await asyncio.gather(*(one.round() for one in rounds))) == 3
        kinds = "SELECT count(*) FROM notices WHERE tenant_id = %s AND kind = 'overdue'"
        assert office.rows(kinds) == [(3,)]
        assert await rounds[0].round() == 0

    async def test_ends_when_it_is_told(self, database, keyring, office):
        stop = asyncio.Event()
        stop.set()
        await Overdue(database, keyring).work(stop)
