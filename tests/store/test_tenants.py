"""Tenants: each sees itself."""

from __future__ import annotations

from uuid import uuid4

from store import tenants


class TestTenants:
    async def test_each_sees_itself(self, database):
        tenant, slug = str(uuid4()), uuid4().hex
        async with database.tenant(tenant) as session:
            await tenants.add(session, tenant, slug, "Ünï ☃")
            await tenants.add(session, tenant, slug, "again")
            assert (await tenants.get(session)).name == "Ünï ☃"
        async with database.relay() as session:
            assert (await tenants.by_slug(session, slug)).id == tenant
            assert await tenants.by_slug(session, "none") is None
