"""Row-level security: on every tenant table, forced, and the application's role can't pass it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    Text,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, JSONB, UUID
from sqlalchemy.exc import DBAPIError

from store.models import TENANT_TABLES, metadata, people
from store.people import add


@pytest.fixture(scope="module")
def admin(database_urls):
    with psycopg.connect(database_urls.admin, autocommit=True) as connection:
        yield connection


@pytest.fixture
def other(admin) -> str:
    tenant = str(uuid4())
    admin.execute(
        "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'o', now())",
        [tenant, tenant],
    )
    return tenant


class TestPolicies:
    def test_every_tenant_table_is_forced_and_has_a_policy(self, admin):
        found = admin.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, "
            "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) > 0 "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'tenant_id' AND c.relkind = 'r'"
        ).fetchall()
        assert {name for name, _, _ in found} == {table.name for table in TENANT_TABLES}
        assert [row for row in found if not (row[1] and row[2])] == []

    def test_the_application_can_not_get_past_them(self, admin):
        rights = admin.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb "
            "FROM pg_roles WHERE rolname IN ('baton_app', 'baton_relay')"
        ).fetchall()
        assert rights == [(False,) * 4] * 2
        owned = admin.execute(
            "SELECT count(*) FROM pg_tables WHERE tableowner IN ('baton_app', 'baton_relay')"
        )
        assert owned.fetchone() == (0,)

    def test_models_and_migrations_agree(self, admin):
        columns = admin.execute(
            "SELECT table_name, column_name, is_nullable = 'YES' FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
        ).fetchall()
        modelled = {
            (table.name, column.name, bool(column.nullable))
            for table in metadata.sorted_tables
            for column in table.columns
        }
        assert set(columns) == modelled


ADDED_TO_ONLY = ("audit", "audit_links")


class TestEveryTable:
    """Each tenant table by itself: a row of one tenant, and what another one can do with it."""

    @pytest.fixture(params=TENANT_TABLES, ids=lambda table: table.name)
    def table(self, request) -> Table:
        return request.param

    @pytest.fixture
    async def kept(self, database, table, tenant) -> dict[str, object]:
        row = example(table, tenant)
        async with database.tenant(tenant) as session:
            await session.execute(insert(table).values(row))
        return row

    async def test_read_updated_and_deleted_by_its_own_tenant_only(
        self, database, table, kept, tenant, other
    ):
        if table.name in ADDED_TO_ONLY:
            pytest.skip("nobody changes it, not even its own tenant")
        async with database.tenant(other) as session:
            assert (await session.execute(select(table))).all() == []
            changed = await session.execute(update(table).values(tenant_id=other))
            assert changed.rowcount == 0
            assert (await session.execute(delete(table))).rowcount == 0
        async with database.tenant(tenant) as session:
            assert len((await session.execute(select(table))).all()) == 1
            assert (await session.execute(delete(table))).rowcount == 1

    async def test_not_written_for_another_tenant(self, database, table, tenant, other):
        with pytest.raises(DBAPIError, match="row-level security"):
            async with database.tenant(other) as session:
                await session.execute(insert(table).values(example(table, tenant)))

    async def test_not_given_to_another_tenant(self, database, table, kept, tenant, other):
        refusal = "denied" if table.name in ADDED_TO_ONLY else "row-level security"
        with pytest.raises(DBAPIError, match=refusal):
            async with database.tenant(tenant) as session:
                await session.execute(update(table).values(tenant_id=other))

    async def test_some_are_only_added_to(self, database, table, kept, tenant, other):
        if table.name not in ADDED_TO_ONLY:
            pytest.skip("its rows may change")
        for statement in (update(table).values(tenant_id=other), delete(table)):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with database.tenant(tenant) as session:
                    await session.execute(statement)
        async with database.tenant(other) as session:
            assert (await session.execute(select(table))).all() == []

    async def test_not_seen_without_a_tenant(self, database, table, kept):
        async with database.lookup("token", "none") as session:
            assert (await session.execute(select(table))).all() == []

    async def test_emptied_by_nobody(self, database, table, tenant):
        # TRUNCATE asks no policy, so nobody may have it.
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.tenant(tenant) as session:
                await session.execute(text(f"TRUNCATE {table.name}"))


def example(table: Table, tenant: str) -> dict[str, object]:
    """A row with something in each column that must have it."""
    needed = [
        column
        for column in table.columns
        if column.primary_key or not column.nullable
        if column.identity is None and column.server_default is None
    ]
    return {**{column.name: value_for(column) for column in needed}, "tenant_id": tenant}


def value_for(column: Column[object]) -> object:
    kinds = {
        UUID: lambda: str(uuid4()),
        ARRAY: lambda: ["a"],
        JSONB: lambda: {"a": 1},
        JSON: lambda: {"a": 1},
        LargeBinary: lambda: b"sealed",
        Date: lambda: datetime.now(UTC).date(),
        DateTime: lambda: datetime.now(UTC),
        Integer: lambda: 1,
        Boolean: lambda: True,
        Text: lambda: uuid4().hex,
    }
    return next(make() for kind, make in kinds.items() if isinstance(column.type, kind))


class TestIsolation:
    async def test_another_tenants_rows_do_not_exist(self, database, tenant, other):
        async with database.tenant(tenant) as session:
            mine = await add(session, "mine@example.com", "Mine", ["member"])
        async with database.tenant(other) as session:
            assert (await session.execute(select(people))).all() == []
            changed = await session.execute(update(people).values(name="taken"))
            assert changed.rowcount == 0
            gone = await session.execute(delete(people).where(people.c.id == mine.id))
            assert gone.rowcount == 0

    async def test_nothing_can_be_written_for_another_tenant(self, database, tenant, other):
        with pytest.raises(DBAPIError, match="row-level security"):
            async with database.tenant(other) as session:
                await session.execute(
                    insert(people).values(
                        tenant_id=tenant,
                        id=str(uuid4()),
                        email="x",
                        name="x",
                        roles=[],
                        created_at=text("now()"),
                    )
                )

    async def test_without_a_tenant_nothing_is_seen(self, database, tenant):
        async with database.lookup("email", "nobody@example.com") as session:
            assert (await session.execute(select(people))).all() == []

    async def test_the_relay_sees_no_values(self, database):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.relay() as session:
                await session.execute(select(people))

    async def test_a_tenant_does_not_outlive_its_transaction(self, database, tenant):
        async with database.tenant(tenant) as session:
            await add(session, "one@example.com", "One", [])
        async with database.lookup("token", "none") as session:
            shown = await session.execute(text("SELECT current_setting('baton.tenant', true)"))
            assert shown.scalar_one() in (None, "")
