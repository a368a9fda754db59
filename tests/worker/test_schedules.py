"""The relay's look at schedules: over tenants, beside other relays, through outages."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from store import outbox, runs
from tests.store.scheduling import Scheduled
from worker.schedules import Schedules


@pytest.fixture
async def scheduled(database, keyring, tenant, database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM schedules")
    yield Scheduled(database, await keyring.of(tenant), tenant)
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM schedules")
        admin.execute("DELETE FROM outbox WHERE tenant_id = %s", [tenant])


class TestRound:
    async def test_starts_what_is_due_and_leaves_it_in_the_outbox(
        self, database, keyring, scheduled, tenant
    ):
        await scheduled.publish({"every": "PT1H"})
        looking = Schedules(database, keyring, lambda: scheduled.now)
        assert await looking.round() == 0
        scheduled.after(hours=1)
        assert await looking.round() == 1
        (row,) = await scheduled.rows()
        async with database.relay() as session:
            (left,) = await outbox.one(session, row.last_run)
            due = [one.run for one in await outbox.due(session, 1000)]
        assert (left.kind, left.tenant) == ("start", tenant)
        assert row.last_run in due  # at once, for nobody else delivers it

    async def test_side_by_side_each_time_is_met_once(self, database, keyring, scheduled):
        await scheduled.publish({"every": "PT1H"})
        relays = [Schedules(database, keyring, lambda: scheduled.now) for _ in range(4)]
        for _ in range(3):
            scheduled.after(hours=1)
            assert sum(await asyncio.gather(*(relay.round() for relay in relays))) == 1

    async def test_cut_off_in_the_middle_it_is_done_later(
        self, database, keyring, scheduled, monkeypatch
    ):
        await scheduled.publish({"every": "PT1H"})
        scheduled.after(hours=1)
        looking = Schedules(database, keyring, lambda: scheduled.now)

        start = runs.start

        async def cut(*given: object, **more: object) -> None:
            await start(*given, **more)
            raise OperationalError("", None, Exception("the server closed the connection"))

        with monkeypatch.context() as patched, suppress(OperationalError):
            patched.setattr(runs, "start", cut)
            await looking.round()
        (row,) = await scheduled.rows()
        assert row.last_run is None
        assert await looking.round() == 1


class TestWork:
    async def test_goes_on_through_an_outage_and_ends_when_told(
        self, database, keyring, scheduled, monkeypatch
    ):
        await scheduled.publish({"every": "PT1H"})
        stop = asyncio.Event()
        looks = []

        def clock():
            looks.append(None)
            if len(looks) == 1:
                raise ConnectionError
            if len(looks) == 3:
                stop.set()
            return scheduled.after(hours=1)

        monkeypatch.setattr("worker.schedules.REST_SECONDS", 0.01)
        await asyncio.wait_for(Schedules(database, keyring, clock).work(stop), 30)
        (row,) = await scheduled.rows()
        assert row.last_at == scheduled.now
