"""`baton revive --all`: which runs are lost, and that they go on when somebody has said yes."""

from __future__ import annotations

import asyncio
import base64
import json

import pytest

from definitions import content_hash, read
from definitions.values import encode
from store import definitions, outbox, runs, tenants
from store.runs import StartRun, new_id
from tests.conftest import MASTER_KEY
from tests.gateway.conftest import SOURCE


@pytest.fixture
def surroundings(monkeypatch, database_urls, temporal):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_DATABASE_ADMIN_URL", database_urls.admin)
    monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", temporal.address)
    monkeypatch.setenv("BATON_TEMPORAL_NAMESPACE", temporal.namespace)
    monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(MASTER_KEY).decode())


@pytest.fixture
async def lost(database, keyring, tenant) -> str:
    """A run whose execution Temporal has no more."""
    reading = read(SOURCE)
    digest, run = content_hash(reading.document), new_id()
    draft = definitions.Draft(
        "test", "waits", "1.0.0", digest, SOURCE, encode(reading.document), "me"
    )
    wanted = StartRun(run, "test", "waits", "1.0.0", digest, None, "me")
    async with database.tenant(tenant) as session:
        await definitions.save_draft(session, draft)
        await runs.start(session, await keyring.of(tenant), wanted)
    async with database.relay() as session:
        await outbox.done(session, [row.id for row in await outbox.one(session, run)])
    return run


@pytest.fixture
async def slug(database, tenant) -> str:
    async with database.tenant(tenant) as session:
        return (await tenants.get(session)).slug


@pytest.mark.usefixtures("surroundings")
class TestRevive:
    async def said(self, baton, slug, *more, **given):
        """Beside the event loop: the command has one of its own."""
        words = ("revive", "--all", "--tenant", slug, *more)
        return await asyncio.to_thread(baton, *words, **given)

    async def executions(self, database, tenant, run) -> int:
        async with database.tenant(tenant) as session:
            return (await runs.get(session, run)).execution

    async def test_they_go_on(self, baton, database, tenant, slug, lost):
        shown = await self.said(baton, slug, "--dry-run")
        assert (shown.exit_code, lost in shown.stdout) == (0, True)
        assert await self.executions(database, tenant, lost) == 1
        shown = await self.said(baton, slug, "--yes", "--json")
        assert json.loads(shown.stdout)["revived"] == 1
        assert await self.executions(database, tenant, lost) == 2

    async def test_not_without_a_yes(self, baton, database, tenant, slug, lost):
        shown = await self.said(baton, slug, stdin="n\n")
        assert "0 of 1 runs go on" in shown.stdout
        assert await self.executions(database, tenant, lost) == 1

    async def test_an_unknown_tenant(self, baton):
        shown = await self.said(baton, "nobody")
        assert (shown.exit_code, "no tenant nobody" in shown.stderr) == (1, True)

    async def test_without_temporal(self, baton, slug, monkeypatch):
        monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", "127.0.0.1:1")
        shown = await self.said(baton, slug)
        assert (shown.exit_code, "does not answer" in shown.stderr) == (1, True)
