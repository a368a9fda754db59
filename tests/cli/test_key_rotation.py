"""Keys turned from the command line, in a database of the suite."""

from __future__ import annotations

import base64
import os

import psycopg
import pytest

from store import key_rotation


@pytest.fixture
def here(database_urls, monkeypatch, tmp_path):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_DATABASE_ADMIN_URL", database_urls.admin)
    monkeypatch.setenv("BATON_DATA", str(tmp_path))
    monkeypatch.setattr(key_rotation, "PAUSE_SECONDS", 0.0)
    return tmp_path


@pytest.fixture
def master(here, monkeypatch) -> str:
    key = base64.b64encode(bytes(range(32))).decode()
    monkeypatch.setenv("BATON_MASTER_KEY", key)
    return key


def versions(database_urls, tenant: str) -> list[int]:
    with psycopg.connect(database_urls.admin) as admin:
        query = "SELECT version FROM tenant_keys WHERE tenant_id = %s ORDER BY 1"
        return [row[0] for row in admin.execute(query, [tenant])]


class TestTenants:
    def test_one_by_its_name(self, baton, master, tenant, database_urls):
        slug = f"tenant-{tenant[:8]}"
        result = baton("keys", "rotate", "--tenant", slug)
        assert result.exit_code == 0, result.output
        assert f"{slug}: version 2" in result.stdout
        assert "15 seconds" in result.stdout
        assert versions(database_urls, tenant) == [1, 2]
        assert master not in result.output

    def test_one_that_is_not_there(self, baton, master):
        result = baton("keys", "rotate", "--tenant", "nobody")
        assert result.exit_code == 1
        assert "no tenant 'nobody'" in result.stderr

    def test_with_another_master_key(self, baton, master, tenant, monkeypatch, database_urls):
        slug = f"tenant-{tenant[:8]}"
        baton("keys", "rotate", "--tenant", slug)
        monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(os.urandom(32)).decode())
        result = baton("keys", "rotate", "--tenant", slug)
        assert result.exit_code == 1
        assert "right key" in result.stderr
        assert versions(database_urls, tenant) == [1, 2]


class TestMaster:
    def test_without_a_next_one(self, baton, master, monkeypatch):
        monkeypatch.setattr(key_rotation, "everybody", _nobody)
        result = baton("keys", "rotate", "--master")
        assert result.exit_code == 1
        assert "BATON_MASTER_KEY_NEXT" in result.stderr

    def test_with_a_next_one_it_says_what_to_do_then(self, baton, master, monkeypatch):
        monkeypatch.setattr(key_rotation, "everybody", _nobody)
        coming = base64.b64encode(os.urandom(32)).decode()
        monkeypatch.setenv("BATON_MASTER_KEY_NEXT", coming)
        result = baton("keys", "rotate", "--master")
        assert result.exit_code == 0, result.output
        assert "--master once more" in result.stdout
        assert coming not in result.output

    def test_in_a_file(self, baton, here, monkeypatch):
        monkeypatch.setattr(key_rotation, "everybody", _nobody)
        result = baton("keys", "rotate", "--master")
        assert result.exit_code == 0, result.output
        assert "in escrow" in result.stdout
        assert sorted(path.name for path in here.glob("master.key*")) == ["master.key"]


async def _nobody(_database):
    """The suite's other tenants are wrapped with keys of their own."""
    return []
