"""Secrets of apps."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import update

from store import totp
from store.entry_tables import totp as table
from store.keys import TamperedError

SECRET = b"12345678901234567890"


@pytest.fixture
async def keys(keyring, tenant):
    return await keyring.of(tenant)


class TestTotp:
    async def test_life(self, database, tenant, keys):
        ada = str(uuid4())
        async with database.tenant(tenant) as session:
            assert await totp.find(session, keys, ada) is None
            assert await totp.begin(session, keys, ada, b"x" * 20)
            assert await totp.begin(session, keys, ada, SECRET)
            kept = await totp.find(session, keys, ada)
            assert (kept.secret, kept.confirmed_at) == (SECRET, None)
            assert await totp.used(session, ada, 7)
            assert (await totp.find(session, keys, ada)).confirmed_at
            assert not await totp.begin(session, keys, ada, b"y" * 20)
            assert await totp.remove(session, ada)
            assert not await totp.remove(session, ada)

    async def test_a_step_counts_once_and_none_before_it(self, database, tenant, keys):
        ada = str(uuid4())
        async with database.tenant(tenant) as session:
            assert not await totp.used(session, ada, 7)
            await totp.begin(session, keys, ada, SECRET)
            assert await totp.used(session, ada, 7)
            assert [await totp.used(session, ada, step) for step in (7, 6, 8)] == [
                False,
                False,
                True,
            ]

    async def test_a_secret_opens_for_its_person_only(self, database, tenant, keys):
        ada, eve = str(uuid4()), str(uuid4())
        async with database.tenant(tenant) as session:
            await totp.begin(session, keys, ada, SECRET)
            await session.execute(update(table).values(person_id=eve))
            with pytest.raises(TamperedError):
                await totp.find(session, keys, eve)
