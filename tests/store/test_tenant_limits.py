"""Limits of single tenants."""

from __future__ import annotations

from store import tenant_limits
from store.tenant_limits import TenantLimits


class TestPut:
    async def test_without_a_row_nothing_differs(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert await tenant_limits.get(session) == TenantLimits()

    async def test_the_last_one_counts(self, database, tenant):
        async with database.tenant(tenant) as session:
            await tenant_limits.put(session, TenantLimits(per_key=5, per_tenant=7))
            await tenant_limits.put(session, TenantLimits(per_person=0))
            assert await tenant_limits.get(session) == TenantLimits(per_person=0)
