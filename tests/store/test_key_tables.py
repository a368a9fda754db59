"""The tables are among those that every tenant table is tried with."""

from __future__ import annotations

from store.key_tables import api_keys, tenant_limits
from store.models import TENANT_TABLES


def test_they_are_tables_of_tenants():
    assert {api_keys, tenant_limits} <= set(TENANT_TABLES)
