"""Messages: one for each cause and endpoint, taken in turn, dead or not, swept."""

from __future__ import annotations

from collections import Counter

import psycopg
import pytest

from store import outbox, webhook_endpoints, webhooks
from store.runs import new_id
from store.webhook_endpoints import Settings
from store.webhooks import DEAD, FAILED, QUEUED, SENT, NewMessage, Outcome

NOBODY = Counter()


@pytest.fixture
def endpoint(database, keyring, tenant):
    async def add(*, enabled=True, tenant=tenant):
        id_ = new_id()
        said = Settings(
            url="https://h.example", description="", types=["*"], processes=[], enabled=enabled
        )
        async with database.tenant(tenant) as session:
            await webhook_endpoints.add(session, await keyring.of(tenant), id_, said, "p1")
        return id_

    return add


@pytest.fixture
def post(database, keyring, tenant):
    async def add(endpoint, *causes, tenant=tenant):
        new = [
            NewMessage(endpoint=endpoint, cause=one, type="approval.over", body=b'{"a":"\xc3\xa9"}')
            for one in causes
        ]
        async with database.tenant(tenant) as session:
            await webhooks.add(session, await keyring.of(tenant), new)

    return add


@pytest.fixture
def take(database):
    async def rows(busy=NOBODY, limit=100, of_endpoint=100, of_tenant=100):
        async with database.relay() as session:
            return await webhooks.take(session, busy, limit, of_endpoint, of_tenant)

    return rows


@pytest.fixture
def page(database, tenant):
    async def rows(endpoint, state=None):
        async with database.tenant(tenant) as session:
            return await webhooks.page(session, endpoint, state, None, 50)

    return rows


@pytest.fixture(autouse=True)
def nothing_else(database_urls):
    """What other tests have left must not take the turns."""
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE kind = 'webhook'")


def owners(database_urls, rows):
    with psycopg.connect(database_urls.admin) as admin:
        found = admin.execute(
            "SELECT endpoint_id::text FROM webhook_messages WHERE id = ANY(CAST(%s AS uuid[]))",
            [[row.run for row in rows]],
        )
        return Counter(one for (one,) in found.fetchall())


class TestAdd:
    async def test_once_for_each_cause_and_endpoint(self, endpoint, post, take):
        one, two = await endpoint(), await endpoint()
        await post(one, "a", "b")
        await post(one, "a")
        await post(two, "a")
        assert len(await take()) == 3

    async def test_not_where_it_is_off(self, endpoint, post, take):
        await post(await endpoint(enabled=False), "a")
        assert await take() == []

    async def test_not_for_another_tenant(self, endpoint, post, take, other_tenant):
        await post(await endpoint(tenant=other_tenant), "a")
        assert await take() == []

    async def test_sealed_until_it_has_arrived(
        self, endpoint, post, take, keys, database, tenant, database_urls
    ):
        await post(await endpoint(), "a")
        (row,) = await take()
        async with database.tenant(tenant) as session:
            (message,) = (await webhooks.waiting(session, [row.run])).values()
        assert message.opened(keys) == b'{"a":"\xc3\xa9"}'
        assert b"\xc3\xa9" not in message.body
        await webhooks.sent(database, keys, row, Outcome(status=200))
        async with database.tenant(tenant) as session:
            (message,) = (await webhooks.waiting(session, [row.run])).values()
        assert (message.state, message.body) == (SENT, None)
        with pytest.raises(RuntimeError, match="not kept"):
            message.opened(keys)


class TestTake:
    async def test_what_is_taken_is_nobody_elses(self, endpoint, post, take):
        await post(await endpoint(), "a", "b")
        assert [row.attempts for row in await take()] == [1, 1]
        assert await take() == []

    async def test_endpoints_take_turns(self, endpoint, post, take, database_urls):
        many, few = await endpoint(), await endpoint()
        await post(many, *(str(number) for number in range(20)))
        await post(few, "x", "y")
        rows = await take(limit=6, of_endpoint=5)
        assert owners(database_urls, rows) == {many: 4, few: 2}

    async def test_so_many_of_each_at_once(self, endpoint, post, take, tenant, database_urls):
        slow, quick = await endpoint(), await endpoint()
        await post(slow, *(str(number) for number in range(9)))
        await post(quick, *(str(number) for number in range(9)))
        rows = await take({(tenant, slow): 4}, of_endpoint=5)
        assert owners(database_urls, rows) == {slow: 1, quick: 5}

    async def test_and_of_each_tenant(self, endpoint, post, take, tenant, other_tenant):
        mine, theirs = await endpoint(), await endpoint(tenant=other_tenant)
        await post(mine, *(str(number) for number in range(9)))
        await post(theirs, *(str(number) for number in range(9)), tenant=other_tenant)
        rows = await take({(tenant, mine): 3}, of_tenant=5)
        assert Counter(row.tenant for row in rows) == {tenant: 2, other_tenant: 5}

    async def test_what_belongs_to_nothing_is_taken_too(self, take, database, tenant):
        async with database.tenant(tenant) as session:
            await outbox.send(session, tenant, new_id(), "webhook", grace_seconds=0)
        assert len(await take()) == 1


class TestOutcomes:
    async def test_later_then_dead_then_again(
        self, endpoint, post, take, page, keys, database, tenant
    ):
        one = await endpoint()
        await post(one, "a")
        (row,) = await take()
        heard = Outcome(status=500, answer="Oops ☃")
        async with database.tenant(tenant) as session:
            await webhooks.later(session, keys, row, heard, 60)
        (shown,) = await page(one, QUEUED)
        assert (shown.attempts, shown.status, shown.heard(keys)["answer"]) == (1, 500, "Oops ☃")
        assert (shown.next_at - shown.tried_at).total_seconds() == 60
        assert await take() == []
        async with database.tenant(tenant) as session:
            await webhooks.dead(session, keys, row, Outcome(status=None, trouble="Away."))
        (shown,) = await page(one, DEAD)
        assert (shown.attempts, shown.status) == (2, None)
        assert shown.heard(keys)["trouble"] == "Away."
        async with database.tenant(tenant) as session:
            assert await webhooks.again(session, one, new_id()) == 0
            assert await webhooks.again(session, one, row.run) == 1
            assert await webhooks.again(session, one) == 0
        (again,) = await take()
        assert (again.run, again.attempts) == (row.run, 1)
        assert await page(one, DEAD) == []

    async def test_who_comes_late_changes_nothing(
        self, endpoint, post, take, page, keys, database, tenant
    ):
        one = await endpoint()
        await post(one, "a")
        (row,) = await take()
        await webhooks.sent(database, keys, row, Outcome(status=200))
        async with database.tenant(tenant) as session:
            await webhooks.later(session, keys, row, Outcome(status=500), 1)
            await webhooks.dead(session, keys, row, Outcome(status=500))
            await webhooks.unsent(session, row)
            assert await webhooks.again(session, one) == 0
        (shown,) = await page(one)
        assert (shown.state, shown.attempts, shown.status) == (SENT, 1, 200)

    async def test_counts(self, endpoint, post, take, keys, database, tenant):
        one = await endpoint()
        await post(one, "a", "b", "c")
        rows = await take(limit=1)
        async with database.tenant(tenant) as session:
            await webhooks.unsent(session, rows[0])
            assert await webhooks.open_counts(session) == {(one, QUEUED): 2, (one, DEAD): 1}

    async def test_a_test_is_there_too(self, endpoint, page, keys, database, tenant):
        one, id_ = await endpoint(), new_id()
        new = NewMessage(endpoint=one, cause=f"test/{id_}", type="webhook.test", body=b"{}")
        async with database.tenant(tenant) as session:
            await webhooks.tried(session, keys, id_, new, Outcome(status=404), FAILED)
        (shown,) = await page(one)
        assert (shown.id, shown.state, shown.attempts) == (id_, FAILED, 1)


class TestSweep:
    async def test_after_thirty_days_and_dead_ones_after_ninety(
        self, endpoint, post, take, page, keys, database, tenant, database_urls
    ):
        one = await endpoint()
        await post(one, "sent", "dead", "waiting")
        first, second, _ = await take()
        await webhooks.sent(database, keys, first, Outcome(status=200))
        async with database.tenant(tenant) as session:
            await webhooks.dead(session, keys, second, Outcome(status=500))

        async def left(days):
            with psycopg.connect(database_urls.admin) as admin:
                admin.execute(
                    "UPDATE webhook_messages SET ended_at = now() - make_interval(days => %s)"
                    " WHERE tenant_id = %s AND ended_at IS NOT NULL",
                    [days, tenant],
                )
            async with database.relay() as session:
                old = await webhooks.over(session, 100)
            async with database.tenant(tenant) as session:
                await webhooks.forget(session, [one.id for one in old])
            return sorted(row.state for row in await page(one))

        assert await left(29) == [DEAD, QUEUED, SENT]
        assert await left(31) == [DEAD, QUEUED]
        assert await left(91) == [QUEUED]
