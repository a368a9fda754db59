"""Where processes find the servers of the tests; a receiver of webhooks, and a poster."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import aiohttp
import psycopg
import pytest

from activities.egress import Egress, parse_allowed
from activities.http_connections import Connections
from activities.outside import Outside
from store import webhook_endpoints, webhooks
from store.runs import new_id
from store.webhook_endpoints import Settings
from store.webhooks import NewMessage
from tests.asking import Office
from tests.conftest import MASTER_KEY
from tests.standins.slack.server import slack_standing_in
from tests.webhook_receiver import receiving
from tests.worker.chatting import Chatting
from worker.poster import Poster

SECONDS = 0.5
"""Of a request, in place of 15."""


@pytest.fixture
def surroundings(monkeypatch, database_urls, temporal, tmp_path):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", temporal.address)
    monkeypatch.setenv("BATON_TEMPORAL_NAMESPACE", temporal.namespace)
    monkeypatch.setenv("BATON_DATA", str(tmp_path))
    monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(MASTER_KEY).decode())


@pytest.fixture
async def receiver():
    async with receiving() as one:
        yield one


@pytest.fixture
def outside():
    opened = Outside(Connections(Egress(parse_allowed("127.0.0.1"))), post_seconds=SECONDS)
    yield opened
    opened.close()


@pytest.fixture
def posting(database, keyring, outside):
    def make(clock=lambda: datetime.now(UTC), outside=outside):
        return Poster(database, keyring, outside, clock)

    return make


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def endpoint(database, keyring, tenant):
    async def add(receiver, url=None):
        id_ = new_id()
        said = Settings(
            url=url or receiver.url, description="Ours", types=["*"], processes=[], enabled=True
        )
        async with database.tenant(tenant) as session:
            keys = await keyring.of(tenant)
            receiver.secret = await webhook_endpoints.add(session, keys, id_, said, "p1")
        return id_

    return add


@pytest.fixture
def post(database, keyring, tenant):
    async def add(endpoint, *causes, body='{"type":"approval.over","data":"é☃ مرحبا"}'):
        new = [
            NewMessage(endpoint=endpoint, cause=one, type="approval.over", body=body.encode())
            for one in causes
        ]
        async with database.tenant(tenant) as session:
            await webhooks.add(session, await keyring.of(tenant), new)

    return add


@pytest.fixture
def kept(office):
    def look():
        return office.rows(
            "SELECT state, status, attempts FROM webhook_messages WHERE tenant_id = %s"
            " ORDER BY created_at, id"
        )

    return look


@pytest.fixture
async def chatting(office, outside, database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE kind IN ('chat', 'change', 'notice')")
    async with slack_standing_in() as standin, aiohttp.ClientSession() as session:
        standin.slack.rates.on = False
        yield Chatting(office, standin, session, outside)
