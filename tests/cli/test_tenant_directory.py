"""`baton tenants`: by the database itself."""

from __future__ import annotations

import asyncio

import pytest

from cli import tenant_directory
from store.settings import StoreSettings


@pytest.fixture
def settings(database_urls, tmp_path):
    return StoreSettings(database_url=database_urls.app, data=tmp_path)


def test_each_tenant_has_a_line(settings, tenant):
    rows = asyncio.run(tenant_directory._page(settings, f"tenant-{tenant[:8]}"))
    assert rows == [[f"tenant-{tenant[:8]}", "A tenant", "active", "0", "0"]]


def test_what_is_not_there(settings):
    assert asyncio.run(tenant_directory._page(settings, "no such tenant")) == []
