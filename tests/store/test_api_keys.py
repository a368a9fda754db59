"""API keys: shown once, kept as a hash, over when they are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import update

from store import api_keys, people
from store.api_keys import PREFIX, NewKey, hash_of
from store.key_tables import api_keys as table


async def find(database, key):
    async with database.lookup("token", hash_of(key)) as session:
        return await api_keys.find_by_hash(session, hash_of(key))


class TestKeys:
    async def test_life(self, database, tenant):
        person = str(uuid4())
        async with database.tenant(tenant) as session:
            key = await api_keys.issue(session, person, "script")
            past = datetime.now(UTC) - timedelta(seconds=1)
            over = await api_keys.issue(session, person, "old", past)
        found = await find(database, key)
        assert key.startswith(PREFIX)
        assert (found.person_id, found.tenant_id, found.last_used_at) == (person, tenant, None)
        assert key not in found.hash
        assert await find(database, over) is None
        async with database.tenant(tenant) as session:
            await api_keys.used(session, found.id)
        assert (await find(database, key)).last_used_at is not None
        async with database.tenant(tenant) as session:
            await api_keys.revoke(session, found.id)
        assert await find(database, key) is None


class TestFindByPrefix:
    async def test_one_key_alone(self, database, tenant):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", [])
            _, row = await api_keys.make(session, NewKey(ada.id, "ci"))
        async with database.lookup("prefix", row.prefix) as session:
            assert await api_keys.find_by_prefix(session, row.prefix) == row
            assert await api_keys.find_by_prefix(session, "bat_other1") is None
        async with database.tenant(tenant) as session:
            twin = update(table).where(table.c.id == row.id).values(prefix="bat_twinss")
            await session.execute(twin)
            _, other = await api_keys.make(session, NewKey(ada.id, "ci"))
            await session.execute(
                update(table).where(table.c.id == other.id).values(prefix="bat_twinss")
            )
        async with database.lookup("prefix", "bat_twinss") as session:
            assert await api_keys.find_by_prefix(session, "bat_twinss") is None

    async def test_what_is_presented_as_something_else_opens_nothing(self, database, tenant):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", [])
            _, row = await api_keys.make(session, NewKey(ada.id, "ci"))
        async with database.lookup("token", row.prefix) as session:
            assert await api_keys.find_by_prefix(session, row.prefix) is None
