"""A tenant whose grace is over is taken away whole; any other one is out of reach."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import directory, erasing, people
from store.models import TENANT_TABLES
from store.session import as_installation


def mark(database_urls, tenant, when):
    with psycopg.connect(database_urls.admin) as admin:
        # Ours, not from outside.
        marked = f"UPDATE tenants SET erase_at = {when} WHERE id = %s"  # noqa: S608
        admin.execute(marked, [tenant])


class TestErase:
    async def test_nothing_is_left(self, database, database_urls, tenant, run):
        async with database.tenant(tenant) as session:
            await people.add(session, "a@b.example", "A", [])
        mark(database_urls, tenant, "now()")
        async with database.relay() as session:
            assert tenant in [one.id for one in await erasing.over(session, 100)]
        async with database.eraser(tenant) as session:
            assert [one.id for one in await erasing.open_runs(session, None, 10)] == [run]
        assert await erasing.erase(database, tenant) >= 4
        with psycopg.connect(database_urls.admin) as admin:
            for table in TENANT_TABLES:
                counted = f"SELECT count(*) FROM {table.name} WHERE tenant_id = %s"  # noqa: S608
                assert admin.execute(counted, [tenant]).fetchone() == (0,), table.name
            gone = admin.execute("SELECT count(*) FROM tenants WHERE id = %s", [tenant])
            assert gone.fetchone() == (0,)

    @pytest.mark.parametrize("when", ["NULL", "now() + interval '1 hour'"])
    async def test_before_the_grace_is_over(self, database, database_urls, tenant, run, when):
        mark(database_urls, tenant, when)
        assert await erasing.erase(database, tenant) == 0
        async with database.tenant(tenant) as session:
            left = await session.execute(text("SELECT count(*) FROM runs"))
            assert left.scalar_one() == 1

    async def test_every_table_can_be_emptied(self, database_urls):
        with psycopg.connect(database_urls.admin) as admin:
            rows = admin.execute("SELECT tablename FROM pg_policies WHERE policyname = 'erasing'")
            assert {name for (name,) in rows} >= {table.name for table in TENANT_TABLES}

    async def test_no_grace_is_too_short(self, database, tenant):
        with pytest.raises(DBAPIError, match="after a day"):
            async with database.shared() as session, as_installation(session):
                await session.execute(
                    text("UPDATE tenants SET erase_at = now() WHERE id = :tenant"),
                    {"tenant": tenant},
                )

    async def test_the_installation_sees_no_data(self, database):
        for table in ("people", "runs", "secrets", "audit", "tenant_keys"):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with database.shared() as session, as_installation(session):
                    await session.execute(text(f"SELECT 1 FROM {table}"))  # noqa: S608

    async def test_a_tenant_does_not_write_its_state(self, database, tenant):
        for change in ("suspended_at = NULL", "features_off = '{}'", "installation = true"):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with database.tenant(tenant) as session:
                    await session.execute(text(f"UPDATE tenants SET {change}"))  # noqa: S608

    async def test_there_is_one_installation(self, database):
        async with database.shared() as session, as_installation(session):
            found = await directory.own(session)
        assert found is None or found.installation
