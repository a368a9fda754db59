"""What a run costs the engine: events of its history and transactions, which no noise touches.

In a database that nobody else uses, because PostgreSQL counts for all who do. Counted is what more
runs cost than one, so that a worker's own beginning is not; and nothing is written merely because
time has passed, so that a slow machine counts the same.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from temporalio.client import Client

from activities import recorder
from bench.direct import Engine
from bench.stack import Stack
from definitions import content_hash, read
from definitions.values import encode
from gateway.client import connect
from gateway.settings import GatewaySettings
from store import definitions, keys, tenants
from store.keys import Keyring
from store.session import Database
from store.settings import StoreSettings
from tests.chaos.counting_stub import CountingStub
from tests.chaos.local_stack import pause
from tests.conftest import MASTER_KEY, TEMPLATE
from worker.local.postgres import url_for
from worker.run_worker import serve
from worker.settings import WorkerSettings

CALLS = 40
MORE = 5
HEAD = "document: {{ dsl: '1.0.3', namespace: costs, name: {name}, version: '1.0.0' }}\ndo:\n"
COMMITS = "SELECT xact_commit FROM pg_stat_database WHERE datname = %s"
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"


def of_calls(method: str, url: str) -> str:
    given = f"method: {method}, endpoint: '{url}/'" + (", body: {}" if method == "post" else "")
    calls = (f"  - call{n}: {{ call: http, with: {{ {given} }} }}\n" for n in range(CALLS))
    return HEAD.format(name=method) + "".join(calls)


def by_hand(count: int) -> int:
    """Events of a workflow that makes so many calls in a row, each a regular activity.

    Its start, its first task and its end; then an activity and a task for each call.
    """
    return 1 + 3 + 1 + count * (3 + 3)


@dataclass(frozen=True)
class Place:
    """A database and a tenant of its own, on the servers of the suite."""

    stack: Stack
    name: str
    admin: psycopg.Connection

    async def transactions(self, text: str, count: int) -> tuple[int, int]:
        """Of a worker that begins, carries out so many runs, and ends; events of the last."""
        settings = StoreSettings(database_url=self.stack.database)
        database = await Database.open(settings)
        keyring = Keyring(database, MASTER_KEY)
        sealed = await connect(GatewaySettings(), database, keyring)
        plain = await Client.connect(self.stack.temporal, namespace=self.stack.namespace)
        engine = Engine(self.stack, database, keyring, sealed, plain)
        waiting = await engine.write(await self._published(database, text), count)
        await database.close()
        before = await self._commits()
        stop = asyncio.Event()
        working = asyncio.create_task(serve(WorkerSettings(), stop))
        for one in waiting:
            await engine.carry_out(one)
        stop.set()
        await working
        history = await plain.get_workflow_handle(waiting[-1].name).fetch_history()
        return await self._commits() - before, len(history.events)

    async def _published(self, database: Database, text: str) -> str:
        reading = read(text)
        about = reading.workflow.document
        named = (about.namespace, about.name, about.version)
        digest = content_hash(reading.document)
        draft = definitions.Draft(*named, digest, text, encode(reading.document), "test")
        async with database.tenant(self.stack.tenant) as session:
            if await definitions.find(session, *named) is None:
                await definitions.save_draft(session, draft)
                await definitions.publish(session, *named, "test")
        return f"{about.namespace}/{about.name}"

    async def _commits(self) -> int:
        """PostgreSQL knows all that a connection has done when that is closed."""
        while self._one(CONNECTED):
            await pause()
        return self._one(COMMITS)

    def _one(self, question: str) -> int:
        row = self.admin.execute(question, [self.name]).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
async def place(servers, database_urls, temporal, monkeypatch, tmp_path) -> AsyncIterator[Place]:
    name, tenant = f"costs_{uuid4().hex[:8]}", str(uuid4())
    with psycopg.connect(servers.admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        url, admin_url = url_for(servers.app_url, name), url_for(servers.admin_url, name)
        for variable, value in {
            "BATON_DATABASE_URL": url,
            "BATON_TEMPORAL_ADDRESS": temporal.address,
            "BATON_TEMPORAL_NAMESPACE": temporal.namespace,
            "BATON_DATA": str(tmp_path),
            "BATON_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
            "BATON_HTTP_ALLOW": "127.0.0.1",
        }.items():
            monkeypatch.setenv(variable, value)
        database = await Database.open(StoreSettings(database_url=url))
        async with database.tenant(tenant) as session:
            await tenants.add(session, tenant, "costs", "Costs")
        await database.close()
        where = Stack("", temporal.address, temporal.namespace, "", url, admin_url, tenant, {})
        yield Place(where, name, admin)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(recorder, "SOFT_SECONDS", 600)
    # Keys that are read again would open the database that is closed, and count besides.
    monkeypatch.setattr(keys, "FRESH_SECONDS", 600)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("method", "most"), [("post", 46), ("get", 6)])
async def test_a_run_of_many_calls(place, method, most):
    async with CountingStub(delay_seconds=0) as stub:
        text = of_calls(method, stub.url)
        one, events = await place.transactions(text, 1)
        more, _ = await place.transactions(text, 1 + MORE)
    print(f"{method}: {(more - one) / MORE} transactions, {events} events")  # noqa: T201
    assert events <= by_hand(CALLS) + 6
    assert (more - one) / MORE <= most
