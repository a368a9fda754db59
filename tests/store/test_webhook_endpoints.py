"""Endpoints: sealed, with secrets that overlap, switched off with what waits for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from store import webhook_endpoints, webhooks
from store.runs import new_id
from store.webhook_endpoints import FAILING, GONE, KEPT_SECRETS, Settings
from store.webhooks import NewMessage

URL = "https://hooks.example/in?token=very-secret"


def settings(**changed):
    said = {"url": URL, "description": "Ours", "types": ["*"], "processes": [], "enabled": True}
    return Settings(**(said | changed))


@pytest.fixture
async def endpoint(database, tenant, keys):
    id_ = new_id()
    async with database.tenant(tenant) as session:
        await webhook_endpoints.add(session, keys, id_, settings(), "p1")
    return id_


@pytest.fixture
def row(database, tenant, keys):
    async def find(endpoint):
        async with database.tenant(tenant) as session:
            return await webhook_endpoints.find(session, keys, endpoint)

    return find


@pytest.fixture
def do(database, tenant):
    async def run(deed, *args):
        async with database.tenant(tenant) as session:
            return await deed(session, *args)

    return run


@pytest.fixture
async def message(database, tenant, keys, endpoint):
    async with database.tenant(tenant) as session:
        new = NewMessage(endpoint=endpoint, cause="c", type="approval.over", body=b"{}")
        await webhooks.add(session, keys, [new])


def states(database_urls, tenant):
    with psycopg.connect(database_urls.admin) as admin:
        found = admin.execute(
            "SELECT m.state, (SELECT count(*) FROM outbox o WHERE o.run_id = m.id)"
            " FROM webhook_messages m WHERE m.tenant_id = %s",
            [tenant],
        )
        return found.fetchall()


class TestKept:
    async def test_nothing_in_clear(self, endpoint, row, database_urls, tenant):
        found = await row(endpoint)
        assert found.url == URL
        with psycopg.connect(database_urls.admin) as admin:
            kept = admin.execute(
                "SELECT e::text FROM webhook_endpoints e WHERE tenant_id = %s", [tenant]
            ).fetchone()[0]
        assert "very-secret" not in kept
        (secret,) = found.secrets(datetime.now(UTC))
        assert secret.startswith("whsec_")
        assert secret not in kept

    async def test_another_tenant_sees_none(self, endpoint, row, database, other_tenant, keyring):
        theirs = await keyring.of(other_tenant)
        async with database.tenant(other_tenant) as session:
            assert await webhook_endpoints.find(session, theirs, endpoint) is None
            assert await webhook_endpoints.listening(session) == []
            assert await webhook_endpoints.count(session) == 0
            await webhook_endpoints.remove(session, endpoint)
        assert await row(endpoint) is not None

    async def test_taken_away_with_its_messages(self, endpoint, message, do, database_urls, tenant):
        await do(webhook_endpoints.remove, endpoint)
        assert await do(webhook_endpoints.count) == 0
        assert states(database_urls, tenant) == []


class TestRotate:
    async def test_both_sign_for_the_grace(self, endpoint, row, do, keys):
        before = await row(endpoint)
        (old,) = before.secrets(datetime.now(UTC))
        new = await do(webhook_endpoints.rotate, keys, before, timedelta(hours=1), "p2")
        after = await row(endpoint)
        now = datetime.now(UTC)
        assert after.secrets(now) == [new, old]
        assert after.secrets(now + timedelta(hours=2)) == [new]
        assert timedelta(minutes=59) < after.old_until - now <= timedelta(hours=1)

    async def test_at_once(self, endpoint, row, do, keys):
        new = await do(webhook_endpoints.rotate, keys, await row(endpoint), timedelta(), "p2")
        assert (await row(endpoint)).secrets(datetime.now(UTC)) == [new]

    async def test_again_and_again(self, endpoint, row, do, keys):
        made = []
        for hours in (9, 2, 5, 1):
            grace = timedelta(hours=hours)
            made.append(await do(webhook_endpoints.rotate, keys, await row(endpoint), grace, "p2"))
        after = await row(endpoint)
        now = datetime.now(UTC)
        assert after.secrets(now) == made[::-1][:KEPT_SECRETS]
        # An old one never holds for longer than it was said to.
        assert after.secrets(now + timedelta(hours=1)) == [made[-1]]


class TestSwitchOff:
    async def test_gone(self, endpoint, message, do, row, database_urls, tenant):
        assert await do(webhook_endpoints.switch_off, endpoint, GONE)
        assert not await do(webhook_endpoints.switch_off, endpoint, GONE)
        found = await row(endpoint)
        assert (found.enabled, found.off_why) == (False, GONE)
        assert states(database_urls, tenant) == [("dead", 0)]

    async def test_only_when_it_has_failed_for_so_long(self, endpoint, do, row):
        days = timedelta(days=3)
        assert not await do(webhook_endpoints.switch_off, endpoint, FAILING, days)
        await do(webhook_endpoints.fails, endpoint)
        assert not await do(webhook_endpoints.switch_off, endpoint, FAILING, days)
        assert await do(webhook_endpoints.switch_off, endpoint, FAILING, timedelta(seconds=-1))
        assert (await row(endpoint)).off_why == FAILING

    async def test_by_hand_and_on_again(
        self, endpoint, message, do, row, keys, database_urls, tenant
    ):
        await do(webhook_endpoints.fails, endpoint)
        await do(webhook_endpoints.change, keys, endpoint, settings(enabled=False), "p2")
        assert states(database_urls, tenant) == [("dead", 0)]
        assert (await row(endpoint)).failing_since is not None
        await do(webhook_endpoints.change, keys, endpoint, settings(description="é"), "p2")
        found = await row(endpoint)
        assert (found.enabled, found.failing_since, found.description) == (True, None, "é")


class TestHowItDoes:
    async def test_failing_since_the_first(self, endpoint, do, row):
        await do(webhook_endpoints.fails, endpoint)
        first = (await row(endpoint)).failing_since
        await do(webhook_endpoints.fails, endpoint)
        assert (await row(endpoint)).failing_since == first
        await do(webhook_endpoints.works, endpoint)
        assert (await row(endpoint)).failing_since is None

    async def test_left_alone_also_by_what_comes_later(
        self, endpoint, message, do, keys, database_urls, tenant
    ):
        until = datetime.now(UTC) + timedelta(hours=1)
        await do(webhook_endpoints.rest, endpoint, until)
        new = NewMessage(endpoint=endpoint, cause="d", type="approval.over", body=b"{}")
        await do(webhooks.add, keys, [new])
        with psycopg.connect(database_urls.admin) as admin:
            due = admin.execute(
                "SELECT next_at FROM outbox WHERE tenant_id = %s AND kind = 'webhook'", [tenant]
            ).fetchall()
        assert due == [(until,), (until,)]
