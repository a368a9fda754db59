"""The logo of a tenant."""

from __future__ import annotations

from store import logos
from store.logos import Logo


async def test_one_at_a_time(database, tenant):
    async with database.tenant(tenant) as session:
        assert await logos.get(session) is None
        await logos.put(session, Logo("image/png", b"one"))
        await logos.put(session, Logo("image/webp", b"two"))
        assert await logos.get(session) == Logo("image/webp", b"two")
        await logos.remove(session)
        assert await logos.get(session) is None
