"""The tables of access are among those that every test of tables looks at."""

from __future__ import annotations

from store.access_tables import exemptions, grants, restrictions, roles
from store.models import TENANT_TABLES


def test_they_are_known():
    assert {exemptions, grants, restrictions, roles} <= set(TENANT_TABLES)
