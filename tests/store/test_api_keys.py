"""API keys: shown once, kept as a hash, over when they are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from store import api_keys
from store.api_keys import PREFIX, hash_of


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
