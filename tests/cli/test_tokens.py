from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from cli import tokens
from cli.errors import CliError
from store import api_keys
from store.seed import ADMIN, TENANT
from store.settings import StoreSettings


@pytest.fixture
def settings(database_urls) -> StoreSettings:
    return StoreSettings(database_url=database_urls.app)


@pytest.fixture
def person(database_urls, tenant):
    """Adds one and answers the id."""

    def add(email: str, *, tenant: str = tenant, disabled: bool = False) -> str:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'T', now())"
                " ON CONFLICT DO NOTHING",
                [tenant, f"tenant-{tenant}"],
            )
            admin.execute("SELECT set_config('baton.tenant', %s, true)", [tenant])
            row = admin.execute(
                "INSERT INTO people (tenant_id, id, email, name, roles, created_at, disabled_at)"
                " VALUES (%s, gen_random_uuid(), %s, 'Somebody', '{member}', now(),"
                " CASE WHEN %s THEN now() END) RETURNING id",
                [tenant, email, disabled],
            ).fetchone()
        assert row is not None
        return str(row[0])

    return add


@pytest.fixture
def kept(database):
    """What the database has of a key."""

    async def look(key: str):
        digest = api_keys.hash_of(key)
        async with database.lookup("token", digest) as session:
            return await api_keys.find_by_hash(session, digest)

    return look


class TestMake:
    async def test_a_key_of_the_person(self, settings, person, tenant, kept):
        email = f"ada-{tenant}@t.example"
        who = person(email)
        key = await asyncio.to_thread(tokens.make, settings, f" {email.upper()} ", "a name")
        found = await kept(key)
        assert (str(found.person_id), found.name, found.expires_at) == (who, "a name", None)

    async def test_one_that_ends(self, settings, person, tenant, kept):
        person(f"bo-{tenant}@t.example")
        key = await asyncio.to_thread(tokens.make, settings, f"bo-{tenant}@t.example", "x", 30)
        found = await kept(key)
        assert abs(found.expires_at - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=5)

    def test_nobody_of_that_name(self, settings):
        with pytest.raises(CliError, match=r"address none@t\.example") as caught:
            tokens.make(settings, "none@t.example", "x")
        assert "--user" in caught.value.remedy

    @pytest.mark.parametrize("hostile", ["", "'; DROP TABLE people; --", "x" * 100_000, "%", "ü"])
    def test_names_that_are_none(self, settings, hostile):
        with pytest.raises(CliError, match="nobody"):
            tokens.make(settings, hostile, "x")

    def test_who_was_shut_out(self, settings, person, tenant):
        email = f"out-{tenant}@t.example"
        person(email, disabled=True)
        with pytest.raises(CliError, match="shut out"):
            tokens.make(settings, email, "x")

    def test_who_belongs_to_several_tenants(self, settings, person, tenant):
        email = f"two-{tenant}@t.example"
        person(email)
        person(email, tenant=tenant[:-4] + "ffff")
        with pytest.raises(CliError, match="2 tenants"):
            tokens.make(settings, email, "x")

    async def test_the_demo_tenant_goes_before_others(self, settings, person, tenant, kept):
        email = f"both-{tenant}@t.example"
        person(email)
        who = person(email, tenant=TENANT)
        key = await asyncio.to_thread(tokens.make, settings, email, "x")
        found = await kept(key)
        assert str(found.person_id) == who

    def test_without_a_demo_tenant_the_remedy_is_to_make_one(self, settings, monkeypatch):
        monkeypatch.setattr("store.seed.ADMIN", "nobody-at-all@demo.example")
        with pytest.raises(CliError, match="nobody-at-all") as caught:
            tokens.make(settings, None, "x")
        assert "baton seed" in caught.value.remedy


class TestShow:
    def test_the_key_is_all_that_is_printed(
        self, baton, database_urls, person, tenant, monkeypatch
    ):
        email = f"me-{tenant}@t.example"
        person(email)
        monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
        result = baton("token", "--user", email)
        assert result.exit_code == 0
        assert result.stderr == ""
        assert result.stdout.startswith(api_keys.PREFIX)
        assert result.stdout.count("\n") == 1

    def test_the_default_is_the_demo_tenants_administrator(self, monkeypatch, baton):
        async def made(_settings: object, user: str | None, *_more: object) -> str:
            assert user is None
            return "bat_x"

        monkeypatch.setattr(tokens, "_make", made)
        assert baton("token").stdout == "bat_x\n"
        assert ADMIN.endswith("@demo.example")
