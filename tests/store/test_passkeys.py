"""Passkeys: found by their credential, counted, one person's."""

from __future__ import annotations

import secrets
from uuid import uuid4

import pytest

from store import passkeys
from store.passkeys import NewPasskey, digest_of


def new(counter: int = 0) -> NewPasskey:
    return NewPasskey(secrets.token_bytes(16), b"key", counter, ["usb"], False, "Laptop")


@pytest.fixture
def ada() -> str:
    return str(uuid4())


class TestPasskeys:
    async def test_found_before_the_tenant_is_known(self, database, tenant, ada):
        made = new()
        async with database.tenant(tenant) as session:
            row = await passkeys.add(session, ada, made)
        digest = digest_of(made.credential)
        async with database.lookup("token", digest) as session:
            assert await passkeys.find(session, digest) == row
            assert await passkeys.find(session, digest_of(b"other")) is None
        assert (row.tenant_id, row.person_id, row.transports) == (tenant, ada, ["usb"])

    async def test_a_credential_is_known_once_in_all_tenants(self, database, tenant, ada):
        made = new()
        async with database.tenant(tenant) as session:
            assert await passkeys.add(session, ada, made)
            assert await passkeys.add(session, str(uuid4()), made) is None
        async with database.tenant(str(uuid4())) as session:
            assert await passkeys.add(session, ada, made) is None

    async def test_the_counter_only_rises_but_where_it_stays_0(self, database, tenant, ada):
        async with database.tenant(tenant) as session:
            counting = await passkeys.add(session, ada, new(5))
            still = await passkeys.add(session, ada, new(0))
            steps = [await passkeys.used(session, counting.id, at) for at in (5, 6, 6, 4)]
            assert steps == [False, True, False, False]
            assert [await passkeys.used(session, still.id, 0) for _ in range(2)] == [True, True]
            assert all(row.used_at for row in await passkeys.of_person(session, ada))

    async def test_only_their_owner_changes_them(self, database, tenant, ada):
        async with database.tenant(tenant) as session:
            row = await passkeys.add(session, ada, new())
            eve = str(uuid4())
            assert not await passkeys.rename(session, eve, row.id, "Mine")
            assert not await passkeys.remove(session, eve, row.id)
            assert await passkeys.rename(session, ada, row.id, "Key")
            assert [one.name for one in await passkeys.of_person(session, ada)] == ["Key"]
            assert await passkeys.remove(session, ada, row.id)
            assert await passkeys.of_person(session, ada) == []
