"""Sign-ins between two factors."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg
import pytest

from store import half_sign_ins
from store.half_sign_ins import MOST_TRIES


@pytest.fixture
async def token(database, tenant) -> str:
    made = uuid4().hex
    async with database.tenant(tenant) as session:
        await half_sign_ins.begin(session, made, str(uuid4()))
    return made


async def found(database, token):
    async with database.lookup("token", token) as session:
        return await half_sign_ins.find(session, token)


async def tried(database, tenant, token) -> bool:
    async with database.tenant(tenant) as session:
        return await half_sign_ins.tried(session, token)


class TestHalfSignIns:
    async def test_tries_are_counted_though_they_come_at_once(self, database, tenant, token):
        tries = (tried(database, tenant, token) for _ in range(MOST_TRIES * 2))
        assert sum(await asyncio.gather(*tries)) == MOST_TRIES
        assert await found(database, token) is None

    async def test_one_ends_once(self, database, tenant, token):
        assert (await found(database, token)).tenant_id == tenant
        async with database.tenant(tenant) as session:
            assert await half_sign_ins.end(session, token)
            assert not await half_sign_ins.end(session, token)
        assert await found(database, token) is None

    async def test_all_of_a_person_end(self, database, tenant, token):
        person = (await found(database, token)).person_id
        async with database.tenant(tenant) as session:
            await half_sign_ins.end_all(session, str(uuid4()))
        assert await found(database, token)
        async with database.tenant(tenant) as session:
            await half_sign_ins.end_all(session, person)
        assert await found(database, token) is None

    async def test_it_is_over_after_minutes(self, database, tenant, token, database_urls):
        with psycopg.connect(database_urls.admin) as admin:
            past = "UPDATE half_sign_ins SET expires_at = now() WHERE token_hash = %s"
            admin.execute(past, [token])
        assert await found(database, token) is None
        assert not await tried(database, tenant, token)

    async def test_another_tenant_does_not_touch_it(self, database, token):
        other = str(uuid4())
        assert not await tried(database, other, token)
        async with database.tenant(other) as session:
            assert not await half_sign_ins.end(session, token)
        assert await found(database, token)
