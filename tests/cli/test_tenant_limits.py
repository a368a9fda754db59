from __future__ import annotations

import asyncio

import pytest

from cli import tenant_limits
from cli.errors import CliError
from store.settings import StoreSettings
from store.tenant_limits import TenantLimits


@pytest.fixture
def change(database_urls, tenant):
    settings = StoreSettings(database_url=database_urls.app)

    def call(slug: str = f"tenant-{tenant[:8]}", **wanted: int) -> TenantLimits:
        return asyncio.run(tenant_limits._run(settings, slug, wanted))

    return call


class TestRun:
    def test_what_is_not_named_stays(self, change):
        assert change() == TenantLimits()
        assert change(per_key=5, per_tenant=7) == TenantLimits(per_key=5, per_tenant=7)
        assert change(per_key=tenant_limits.USUAL) == TenantLimits(per_tenant=7)
        assert change() == TenantLimits(per_tenant=7)

    def test_a_tenant_that_is_not_there(self, change):
        with pytest.raises(CliError, match="no tenant nobody"):
            change("nobody")
