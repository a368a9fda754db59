"""The relay: delivers what callers left, in turn between tenants, and survives outages."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from gateway.client import connect
from gateway.delivery import Delivery
from gateway.revival import Revival
from gateway.settings import GatewaySettings
from store import outbox, runs
from store.outbox import MOST_UNBEGUN
from store.runs import StartRun, new_id
from worker.relay import Relay


async def start_runs(database, keyring, tenant: str, count: int) -> list[str]:
    keys = await keyring.of(tenant)
    made = []
    async with database.tenant(tenant) as session:
        for _ in range(count):
            wanted = StartRun(new_id(), "test", "none", "1.0.0", "0" * 64, None, "test")
            row, _ = await runs.start(session, keys, wanted)
            made.append(row.id)
    return made


@pytest.fixture
def overdue(database_urls):
    def make() -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE outbox SET next_at = now() - interval '1 second'")

    return make


class TestRound:
    async def test_what_was_left_is_delivered(
        self, database, keyring, tenant, temporal_client, overdue
    ):
        (run,) = await start_runs(database, keyring, tenant, 1)
        overdue()
        delivery = Delivery(database, keyring, temporal_client)
        relay = Relay(database, delivery, Revival(database, temporal_client))
        while await relay.round():
            pass
        async with database.relay() as session:
            assert await outbox.one(session, run) == []

    async def test_of_a_tenant_only_so_many_wait_unbegun(
        self, database, keyring, tenant, temporal_client, overdue
    ):
        await start_runs(database, keyring, tenant, MOST_UNBEGUN + 5)
        overdue()
        delivery = Delivery(database, keyring, temporal_client)
        relay = Relay(database, delivery, Revival(database, temporal_client))
        while await relay.round():
            pass
        async with database.relay() as session:
            rows = [row for row in await outbox.due(session, 1_000) if row.tenant == tenant]
        assert rows == []  # the rest is not due before others have begun

    async def test_while_temporal_is_away_rows_stay_for_later(
        self, database, keyring, tenant, overdue
    ):
        (run,) = await start_runs(database, keyring, tenant, 1)
        overdue()
        settings = GatewaySettings(temporal_address="127.0.0.1:1")
        client = await connect(settings, database, keyring, lazy=True)
        relay = Relay(database, Delivery(database, keyring, client), Revival(database, client))
        await relay.round()
        async with database.relay() as session:
            rows = await outbox.one(session, run)
        assert [row.attempts for row in rows] == [1]


class TestWork:
    async def test_it_ends_when_told(self, database, keyring, temporal_client):
        delivery = Delivery(database, keyring, temporal_client)
        relay = Relay(database, delivery, Revival(database, temporal_client))
        stop = asyncio.Event()
        working = asyncio.create_task(relay.work(stop))
        stop.set()
        await asyncio.wait_for(working, 30)
