"""Tests of worker.local.prepare, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from store.settings import StoreSettings
from worker.local import prepare
from worker.local.postgres import url_for


@pytest.fixture
def settings(servers, worker_name: str, tmp_path: Path) -> Iterator[StoreSettings]:
    name = f"prepare_{worker_name}"
    with psycopg.connect(servers.admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield StoreSettings(
            database_url=url_for(servers.app_url, name),
            database_admin_url=url_for(servers.admin_url, name),
            data=tmp_path,
        )
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class TestPrepare:
    async def test_twice_is_as_once(self, settings: StoreSettings, tmp_path: Path) -> None:
        await prepare.prepare(settings)
        password = (tmp_path / "demo-password").read_text()
        await prepare.prepare(settings)
        assert (tmp_path / "demo-password").read_text() == password
        assert "@" in (tmp_path / "demo-sign-in").read_text()
        assert settings.database_admin_url
        with psycopg.connect(settings.database_admin_url) as admin:
            people = admin.execute("SELECT count(*) FROM people").fetchone()
        assert people == (13,)

    async def test_a_database_of_a_newer_release(self, settings: StoreSettings) -> None:
        await prepare.prepare(settings)
        assert settings.database_admin_url
        with psycopg.connect(settings.database_admin_url) as admin:
            admin.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(prepare.MigrationError, match="newer release"):
            await prepare.prepare(settings)

    async def test_without_the_owner(self) -> None:
        settings = StoreSettings(database_url="postgresql://x/y", database_admin_url=None)
        with pytest.raises(ValueError, match="BATON_DATABASE_ADMIN_URL"):
            await prepare.prepare(settings)


class TestMain:
    def test_trouble_is_one_sentence(self, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
        async def refused(settings: StoreSettings) -> None:
            del settings
            raise prepare.MigrationError("The database is of a newer release.")

        monkeypatch.setattr(prepare, "prepare", refused)
        assert prepare.main() == 1
        assert capsys.readouterr().err == "The database is of a newer release.\n"

    def test_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async def done(settings: StoreSettings) -> None:
            del settings

        monkeypatch.setattr(prepare, "prepare", done)
        assert prepare.main() == 0
