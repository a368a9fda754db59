"""Sign-ins on their way to a provider: once, in their browser, sealed."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg
import pytest

from store import provider_sign_ins
from store.provider_sign_ins import Sent

SENT = Sent("a-nonce", "a-verifier", "/runs", "demo")


@pytest.fixture
async def state(database, keyring, tenant) -> str:
    made = uuid4().hex
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await provider_sign_ins.begin(session, keys, made, "browser", str(uuid4()), SENT)
    return made


async def found(database, state):
    async with database.lookup("token", state) as session:
        return await provider_sign_ins.find(session, state)


async def take(database, keyring, tenant, state, browser="browser"):
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        return await provider_sign_ins.take(session, keys, state, browser)


class TestProviderSignIns:
    async def test_found_by_its_state_alone(self, database, tenant, state):
        assert (await found(database, state)).tenant_id == tenant
        assert await found(database, uuid4().hex) is None

    async def test_taken_once(self, database, keyring, tenant, state):
        takes = (take(database, keyring, tenant, state) for _ in range(4))
        assert sorted(await asyncio.gather(*takes), key=str) == [None, None, None, SENT]
        assert await found(database, state) is None

    async def test_not_by_another_browser(self, database, keyring, tenant, state):
        assert await take(database, keyring, tenant, state, "another") is None
        assert await take(database, keyring, tenant, state) == SENT

    async def test_not_from_another_tenant(self, database, keyring, tenant, state):
        keys = await keyring.of(tenant)
        async with database.tenant(str(uuid4())) as session:
            assert await provider_sign_ins.take(session, keys, state, "browser") is None

    async def test_what_is_over_is_forgotten(self, database, keyring, tenant, state, database_urls):
        with psycopg.connect(database_urls.admin, autocommit=True) as admin:
            admin.execute("UPDATE provider_sign_ins SET expires_at = now()")
            assert await found(database, state) is None
            assert await take(database, keyring, tenant, state) is None
            keys = await keyring.of(tenant)
            async with database.tenant(tenant) as session:
                await provider_sign_ins.begin(
                    session, keys, uuid4().hex, "browser", str(uuid4()), SENT
                )
            query = "SELECT count(*) FROM provider_sign_ins WHERE state_hash = %s"
            assert admin.execute(query, [state]).fetchone() == (0,)

    async def test_what_lies_there_is_sealed(self, state, database_urls):
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT body FROM provider_sign_ins WHERE state_hash = %s"
            body = admin.execute(query, [state]).fetchone()[0]
        assert b"a-nonce" not in body
        assert b"a-verifier" not in body
