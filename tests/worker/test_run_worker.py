"""The worker process: carries a real run through, and drains when it is told to stop."""

from __future__ import annotations

import asyncio
import base64

import pytest

from definitions import content_hash, read
from definitions.values import canonical
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.settings import GatewaySettings
from store import definitions, recordings, runs
from store.keys import Keyring
from store.runs import ENDED, StartRun, new_id
from worker.run_worker import serve
from worker.settings import WorkerSettings

SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: greets, version: '1.0.0' }
do:
  - pause: { wait: { milliseconds: 50 } }
  - greet: { set: { greeting: '${ "Hello, " + $workflow.input.name }' } }
"""


MASTER = bytes(range(32))


@pytest.fixture
def surroundings(monkeypatch, database_urls, temporal, tmp_path):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", temporal.address)
    monkeypatch.setenv("BATON_TEMPORAL_NAMESPACE", temporal.namespace)
    monkeypatch.setenv("BATON_DATA", str(tmp_path))
    monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(MASTER).decode())


class TestServe:
    async def test_a_run_from_start_to_end(self, surroundings, database, tenant):
        keyring = Keyring(database, MASTER)
        client = await connect(GatewaySettings(), database, keyring)
        stop = asyncio.Event()
        working = asyncio.create_task(serve(WorkerSettings(), stop))
        reading = read(SOURCE)
        digest = content_hash(reading.document)
        draft = definitions.Draft(
            "test", "greets", "1.0.0", digest, SOURCE, canonical(reading.document), "test"
        )
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await definitions.save_draft(session, draft)
            wanted = StartRun(
                new_id(), "test", "greets", "1.0.0", digest, {"name": "Ada ☃"}, "test"
            )
            run, _ = await runs.start(session, keys, wanted)
        await Delivery(database, keyring, client).deliver_now(tenant, run.id)
        async with asyncio.timeout(60):
            async for _ in database.listen("baton_run"):
                async with database.tenant(tenant) as session:
                    row = await runs.get(session, run.id)
                if row.status in ENDED:
                    break
        assert runs.view(row, keys).output == {"greeting": "Hello, Ada ☃"}
        async with database.tenant(tenant) as session:
            facts = await recordings.read_facts(session, keys, run.id)
            trace = await recordings.read_trace(session, keys, run.id)
        assert [fact.kind for fact in facts] == ["run.started", "timer.fired"]
        assert trace[-1].kind == "run.completed"
        stop.set()
        await asyncio.wait_for(working, 30)
