"""What waits for room begins when there is some."""

from __future__ import annotations

import psycopg
import pytest

from store import outbox
from store.limits import LimitReachedError
from tests.store.test_limits import held, today


class TestAdmit:
    async def test_at_once_waits_until_there_is_room(
        self, database, database_urls, tenant, begin_run, may, admit
    ):
        await may(runs_at_once=2)
        started = [await begin_run() for _ in range(3)]
        assert await held(database, tenant) == 3
        async with database.relay() as session:
            assert await outbox.one(session, started[0]) == []
        await admit()
        assert await held(database, tenant) == 1
        await admit()
        assert await held(database, tenant) == 1
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "UPDATE runs SET status = 'completed', ended_at = now() WHERE id = %s",
                [started[0]],
            )
        await admit()
        assert await held(database, tenant) == 0
        assert await today(database, tenant) == 3

    async def test_beyond_a_day_an_event_waits_for_the_next(
        self, database, tenant, begin_run, may, admit
    ):
        await may(runs_a_day=1)
        await begin_run()
        await admit()
        with pytest.raises(LimitReachedError):
            await begin_run()
        await begin_run(holds=True)
        await admit()
        assert await held(database, tenant) == 1
        await may(runs_a_day=2)
        await admit()
        assert await held(database, tenant) == 0

    async def test_a_tenant_that_rests_begins_nothing(
        self, database, database_urls, tenant, begin_run, admit
    ):
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET suspended_at = now() WHERE id = %s", [tenant])
        with pytest.raises(LimitReachedError):
            await begin_run()
        await begin_run(holds=True)
        await admit()
        assert await held(database, tenant) == 1
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET suspended_at = NULL WHERE id = %s", [tenant])
        await admit()
        assert await held(database, tenant) == 0
