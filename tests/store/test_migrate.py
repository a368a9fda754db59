"""Migrations: again is nothing, a newer database is refused, an older one keeps its data."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from definitions.versions import rank
from store.migrate import _FOLDER, MigrationError, head, upgrade
from store.session import driver_url
from worker.local.postgres import url_for


@pytest.fixture
def first_release(database_urls, servers, worker_name):
    """A database as the first release left it."""
    name = f"old_{worker_name}"
    with psycopg.connect(servers.admin_url, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name}")
    url = url_for(servers.admin_url, name)
    engine = create_engine(driver_url(url))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    return url


def keep(admin, tenant, version, title, document):
    digest = uuid4().hex
    admin.execute(
        "INSERT INTO definition_sources (tenant_id, hash, source, document)"
        " VALUES (%s, %s, '', %s)",
        [tenant, digest, document],
    )
    admin.execute(
        "INSERT INTO definitions (tenant_id, namespace, name, version, state, hash, title,"
        " created_by, created_at) VALUES (%s, 'n', 'm', %s, 'draft', %s, %s, 'x', now())",
        [tenant, version, digest, title],
    )


class TestLists:
    async def test_what_an_earlier_release_has_kept(self, first_release):
        tenant, other = str(uuid4()), str(uuid4())
        emails = [
            (tenant, "Ada@A.example"),
            (tenant, "bob@a.example"),
            (tenant, "BOB@a.example"),
            (tenant, "Zoë@a.example"),
            (tenant, "ZOË@a.example"),
            (other, "BOB@a.example"),
        ]
        about = {"title": "T", "summary": "A ☃ with a NUL: \0."}
        with psycopg.connect(first_release, autocommit=True) as admin:
            for place, email in emails:
                admin.execute(
                    "INSERT INTO people (tenant_id, id, email, name, roles, created_at)"
                    " VALUES (%s, %s, %s, 'x', '{}', now())",
                    [place, str(uuid4()), email],
                )
            keep(admin, tenant, "1.0.0", "T", json.dumps({"document": about}).encode())
            keep(admin, tenant, "1.1.0", None, b'{"document": {"summary": 7}}')
            keep(admin, other, "1.2.0", "kept", b"not JSON \xff")
            assert await upgrade(first_release) == head()
            kept = admin.execute("SELECT version, title, summary FROM definitions ORDER BY 1")
            assert kept.fetchall() == [
                ("1.0.0", "T", "A ☃ with a NUL: ."),
                ("1.1.0", None, None),
                ("1.2.0", "kept", None),
            ]
            found = admin.execute("SELECT tenant_id::text, email FROM people").fetchall()
            assert set(found) == {
                (tenant, "ada@a.example"),
                (tenant, "bob@a.example"),
                (tenant, "BOB@a.example"),  # somebody else has the small letters
                (tenant, "zoë@a.example"),
                (tenant, "ZOË@a.example"),
                (other, "bob@a.example"),
            }
            unforced = admin.execute(
                "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
                " WHERE attname = 'tenant_id' AND relkind = 'r' AND NOT relforcerowsecurity"
            )
            assert unforced.fetchall() == []


class TestRegistry:
    async def test_versions_are_put_in_order_and_keep_their_texts(self, first_release):
        tenant = str(uuid4())
        versions = ["1.0.0-rc.2", "1.0.0-rc.10", "1.0.0", "1.0.0+b", "1.2.0", "1.10.0", "010.x"]
        with psycopg.connect(first_release, autocommit=True) as admin:
            for version in reversed(versions):
                keep(admin, tenant, version, None, b"{}")
            await upgrade(first_release)
            kept = admin.execute(
                "SELECT version, rank, saved_by, saved_at = created_at, changed_at = created_at,"
                " archived_by FROM definitions ORDER BY rank"
            ).fetchall()
        assert [row[:2] for row in kept] == [(version, rank(version)) for version in versions]
        assert {row[2:] for row in kept} == {("x", True, True, None)}


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
