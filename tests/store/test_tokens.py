"""Links that work once: by whom, for what, and for how long."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import psycopg

from store import tokens

WEEK = timedelta(days=7)


async def take(database, tenant: str, token: str, kind: tokens.Kind = "invitation"):
    async with database.tenant(tenant) as session:
        return await tokens.take(session, token, kind)


async def find(database, token: str):
    async with database.lookup("token", tokens.hash_of(token)) as session:
        return await tokens.find(session, tokens.hash_of(token))


async def issue(database, tenant: str, person: str, lasts: timedelta = WEEK) -> str:
    async with database.tenant(tenant) as session:
        return await tokens.issue(session, person, "invitation", lasts)


class TestTokens:
    async def test_works_once(self, database, tenant):
        person = str(uuid4())
        token = await issue(database, tenant, person)
        found = await find(database, token)
        assert (found.tenant_id, found.person_id, found.kind) == (tenant, person, "invitation")
        taken = await asyncio.gather(*(take(database, tenant, token) for _ in range(4)))
        assert sorted(taken, key=str) == [person, None, None, None] or set(taken) == {person, None}
        assert taken.count(person) == 1
        assert await find(database, token) is None

    async def test_not_for_another_purpose_or_in_another_tenant(self, database, tenant):
        token = await issue(database, tenant, str(uuid4()))
        assert await take(database, tenant, token, "reset") is None
        assert await take(database, str(uuid4()), token) is None
        for strange in ("", "x" * 10_000, "☃", "\udcff", token.upper()):
            assert await take(database, tenant, strange) is None
        assert await take(database, tenant, token) is not None

    async def test_not_when_its_time_is_over(self, database, tenant):
        token = await issue(database, tenant, str(uuid4()), timedelta(seconds=-1))
        assert await find(database, token) is None
        assert await take(database, tenant, token) is None

    async def test_a_newer_one_ends_it(self, database, tenant):
        person = str(uuid4())
        old, new = [await issue(database, tenant, person) for _ in range(2)]
        assert await take(database, tenant, old) is None
        assert await take(database, tenant, new) == person

    async def test_revoked(self, database, tenant):
        person = str(uuid4())
        token = await issue(database, tenant, person)
        async with database.tenant(tenant) as session:
            await tokens.revoke(session, person, "reset")
            await tokens.revoke(session, person, "invitation")
        assert await take(database, tenant, token) is None

    async def test_only_its_hash_is_kept(self, database, tenant, database_urls):
        token = await issue(database, tenant, str(uuid4()))
        with psycopg.connect(database_urls.admin) as admin:
            kept = admin.execute("SELECT tokens::text FROM tokens WHERE tenant_id = %s", [tenant])
            assert token not in str(kept.fetchall())
