from __future__ import annotations

import socket

import pytest

from cli import database
from cli.errors import CliError
from cli.stack import LocalStack
from store import migrate
from store.seed import ADMIN
from worker.local.postgres import url_for

LOCAL = {"database_url": "postgresql://local/app", "database_admin_url": "postgresql://local/own"}


@pytest.fixture
def nobody_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"postgresql://baton_app:s3cret@127.0.0.1:{taken.getsockname()[1]}/baton"


class TestSettings:
    def test_those_of_the_local_stack(self, nowhere):
        found = database.settings(LocalStack(nowhere, **LOCAL))
        assert (found.database_url, found.database_admin_url) == tuple(LOCAL.values())
        assert found.data == nowhere

    @pytest.mark.parametrize("name", ["BATON_DATABASE_URL", "BATON_DATABASE_ADMIN_URL"])
    def test_a_database_of_ones_own_takes_nothing_of_it(self, nowhere, monkeypatch, name):
        monkeypatch.setenv(name, "postgresql://mine")
        found = database.settings(LocalStack(nowhere, **LOCAL))
        assert "local" not in f"{found.database_url} {found.database_admin_url}"


class TestMigrate:
    def test_it_says_the_revision(self, baton, database_urls, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
        monkeypatch.setenv("BATON_DATABASE_ADMIN_URL", database_urls.admin)
        result = baton("migrate")
        assert result.exit_code == 0
        assert result.stdout == f"The database is at revision {migrate.head()}.\n"

    def test_without_the_owners_address(self, baton, database_urls, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
        result = baton("migrate")
        assert result.exit_code == 1
        assert "BATON_DATABASE_ADMIN_URL is not set" in result.stderr

    def test_nobody_there(self, baton, nobody_there, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", nobody_there)
        monkeypatch.setenv("BATON_DATABASE_ADMIN_URL", nobody_there)
        result = baton("migrate")
        assert result.exit_code == 1
        assert "PostgreSQL" in result.stderr
        assert "refused" in result.stderr
        assert "s3cret" not in result.stderr

    def test_what_is_no_url(self, baton, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", "junk")
        monkeypatch.setenv("BATON_DATABASE_ADMIN_URL", "s3cret junk")
        result = baton("migrate")
        assert result.exit_code == 1
        assert "no URL of a database" in result.stderr
        assert "s3cret" not in result.stderr

    def test_no_such_database(self, baton, database_urls, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
        monkeypatch.setenv("BATON_DATABASE_ADMIN_URL", url_for(database_urls.admin, "not_there"))
        result = baton("migrate")
        assert result.exit_code == 1
        assert 'database "not_there" does not exist' in result.stderr


class TestSeed:
    def test_it_says_as_whom_to_sign_in_and_does_nothing_twice(
        self, baton, database_urls, nowhere, monkeypatch
    ):
        monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
        # One for every test that seeds this database: its keys are wrapped only once.
        monkeypatch.setenv("BATON_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        first, second = baton("seed"), baton("seed")
        assert first.exit_code == 0, first.output
        password = (nowhere / "demo-password").read_text().strip()
        assert first.stdout == f"Sign in as {ADMIN} with the password {password}\n"
        assert second.stdout == first.stdout

    def test_a_master_key_that_is_none(self, baton, database_urls, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
        monkeypatch.setenv("BATON_MASTER_KEY", "s3cret")
        result = baton("seed")
        assert result.exit_code == 1
        assert "BATON_MASTER_KEY must be" in result.stderr
        assert "s3cret" not in result.stderr


class TestCarefully:
    def test_what_worked(self):
        assert database.carefully(lambda: 7) == 7

    def test_a_database_that_is_not_prepared(self, baton, database_urls, monkeypatch):
        monkeypatch.setenv("BATON_DATABASE_URL", url_for(database_urls.admin, "postgres"))
        result = baton("token")
        assert result.exit_code == 1
        assert "Run `baton migrate`" in result.stderr

    def test_an_error_of_the_system(self):
        def fail() -> None:
            raise OSError(28, "No space left on device")

        with pytest.raises(CliError, match="No space left"):
            database.carefully(fail)

    def test_what_nobody_foresaw_is_not_hidden(self):
        def fail() -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            database.carefully(fail)
