"""Migrations: again is nothing, and a newer database is refused in a sentence."""

from __future__ import annotations

import psycopg
import pytest

from store.migrate import MigrationError, head, upgrade


class TestUpgrade:
    async def test_again_is_nothing(self, database_urls):
        assert await upgrade(database_urls.admin) == head()

    async def test_a_newer_database_is_refused(self, database_urls):
        with psycopg.connect(database_urls.admin, autocommit=True) as admin:
            admin.execute("UPDATE alembic_version SET version_num = '9999'")
            try:
                with pytest.raises(MigrationError, match="newer release"):
                    await upgrade(database_urls.admin)
            finally:
                admin.execute("UPDATE alembic_version SET version_num = %s", [head()])
