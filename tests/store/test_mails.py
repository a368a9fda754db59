"""Mails: posted with the deed, taken by one relay at a time, forgotten when they have gone."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from store import mails, outbox
from store.mails import Mail
from store.runs import new_id

MAIL = Mail("ada@example.com", "Wïllkommen ☃", "text", "<p>page</p>", attachments=[])


class UndoneError(Exception):
    """What rolls a deed back."""


async def post(database, keyring, tenant: str, mail: Mail = MAIL) -> None:
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await mails.post(session, keys, mail)


async def take(database, tenant: str, limit: int = 1000):
    async with database.relay() as session:
        return [row for row in await mails.take(session, limit) if row.tenant == tenant]


class TestPost:
    async def test_taken_once_and_opened_by_its_tenant(self, database, keyring, tenant):
        await post(database, keyring, tenant)
        (row,) = await take(database, tenant)
        assert await take(database, tenant) == []
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            assert (await mails.get(session, keys, row.run)).mail == MAIL

    async def test_not_of_a_deed_that_was_undone(self, database, keyring, tenant):
        keys = await keyring.of(tenant)

        async def undone() -> None:
            async with database.tenant(tenant) as session:
                await mails.post(session, keys, MAIL)
                raise UndoneError

        with pytest.raises(UndoneError):
            await undone()
        assert await take(database, tenant) == []

    async def test_nothing_in_clear(self, database, keyring, tenant, database_urls):
        await post(database, keyring, tenant)
        with psycopg.connect(database_urls.admin) as admin:
            kept = admin.execute("SELECT mails::text FROM mails WHERE tenant_id = %s", [tenant])
            row = str(kept.fetchone())
        assert "@" not in row
        assert b"@example".hex() not in row

    async def test_not_by_the_deliverers_of_runs(self, database, keyring, tenant):
        await post(database, keyring, tenant)
        async with database.relay() as session:
            assert [row for row in await outbox.due(session, 1000) if row.tenant == tenant] == []


class TestTake:
    async def test_two_relays_never_take_the_same(self, database, keyring, tenant):
        for _ in range(6):
            await post(database, keyring, tenant)
        taken = await asyncio.gather(*(take(database, tenant, 3) for _ in range(4)))
        ids = [row.id for rows in taken for row in rows]
        assert len(ids) == len(set(ids))

    async def test_again_when_it_was_not_done(self, database, keyring, tenant, database_urls):
        await post(database, keyring, tenant)
        waits = []
        for _ in range(3):
            (row,) = await take(database, tenant)
            with psycopg.connect(database_urls.admin) as admin:
                wait = admin.execute(
                    "SELECT extract(epoch FROM next_at - now()) FROM outbox WHERE id = %s", [row.id]
                ).fetchone()
                admin.execute("UPDATE outbox SET next_at = now() WHERE id = %s", [row.id])
            waits.append(round(float(wait[0]) / mails.FIRST_RETRY_SECONDS))
        assert waits == [1, 2, 4]


class TestEnd:
    async def test_what_has_gone_is_forgotten(self, database, keyring, tenant, database_urls):
        keys = await keyring.of(tenant)
        for is_sent in (True, False):
            await post(database, keyring, tenant)
            (row,) = await take(database, tenant)
            async with database.tenant(tenant) as session:
                await mails.failed(session, row.run, "away")
                assert await mails.get(session, keys, row.run) is not None
                if not is_sent:
                    await mails.given_up(session, row.run, "away")
            if is_sent:
                await mails.gone(database, row)
            async with database.tenant(tenant) as session:
                assert await mails.get(session, keys, row.run) is None
        with psycopg.connect(database_urls.admin) as admin:
            kept = admin.execute(
                "SELECT count(body), count(sent_at), count(given_up_at) FROM mails"
                " WHERE tenant_id = %s",
                [tenant],
            )
            assert kept.fetchone() == (0, 1, 1)


class TestGone:
    async def test_the_newest_first_in_pages(self, database, keyring, tenant):
        for _ in range(3):
            await post(database, keyring, tenant)
            (row,) = await take(database, tenant)
            await mails.gone(database, row)
        await post(database, keyring, tenant)
        async with database.tenant(tenant) as session:
            first, following = await mails.gone_ones(session, None, 2)
            rest, end = await mails.gone_ones(session, following, 2)
        ids = [one.id for one in [*first, *rest]]
        assert (len(ids), ids, end) == (3, sorted(ids, reverse=True), None)
        async with database.tenant(new_id()) as session:
            assert await mails.gone_ones(session, None, 2) == ([], None)
            assert await mails.gone_one(session, ids[0]) is None

    async def test_one_that_has_not_left(self, database, keyring, tenant):
        await post(database, keyring, tenant)
        (row,) = await take(database, tenant)
        async with database.tenant(tenant) as session:
            assert await mails.gone_one(session, row.run) is None
