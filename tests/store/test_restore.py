"""The drill of docs/keys.md: backed up, lost, restored and read, with the copy from escrow."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from store import runs, secrets, tenants
from store.keys import Keyring
from store.master_key import KeyTroubleError, load_master_key
from store.runs import StartRun, new_id
from store.session import Database
from store.settings import StoreSettings
from tests.conftest import TEMPLATE
from worker.local.postgres import environment, url_for, wheel

INPUT = {"customer": "Ada ☃"}


@dataclass(frozen=True)
class Installation:
    """A database of its own, and a data folder with its master key."""

    name: str
    owner: str
    app: str
    data: Path

    def settings(self, key: str | None = None) -> StoreSettings:
        return StoreSettings(database_url=self.app, data=self.data, master_key=key)


@pytest.fixture
def installed(servers, database_urls, tmp_path) -> Iterator[Installation]:
    name = f"drill_{uuid4().hex[:8]}"
    with psycopg.connect(servers.admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        owner, app = url_for(servers.admin_url, name), url_for(servers.app_url, name)
        yield Installation(name, owner, app, tmp_path)
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def lived_in(installed: Installation) -> tuple[str, str]:
    """A tenant with a run and a secret."""
    settings, tenant = installed.settings(), str(uuid4())
    database = await Database.open(settings)
    try:
        keys = await Keyring(database, load_master_key(settings)).of(tenant)
        async with database.tenant(tenant) as session:
            await tenants.add(session, tenant, "drill", "Drill")
            wanted = StartRun(new_id(), "a", "b", "1.0.0", "hash", INPUT, "me")
            run, _ = await runs.start(session, keys, wanted)
            await secrets.put(session, keys, "key", "s3cret", "me")
            await secrets.bind(session, "key", ["*"], ["*"], "me")
    finally:
        await database.close()
    return tenant, run.id


async def read_back(settings: StoreSettings, tenant: str, run: str) -> tuple[object, object]:
    database = await Database.open(settings)
    try:
        keys = await Keyring(database, load_master_key(settings)).of(tenant)
        async with database.tenant(tenant) as session:
            view = runs.view(await runs.get(session, run), keys)
            return view.input, await secrets.resolve(session, keys, "key", "a/b", "h")
    finally:
        await database.close()


def program(name: str, *arguments: str) -> None:
    command = [str(wheel() / name), *arguments]
    subprocess.run(command, check=True, env=environment(), capture_output=True, timeout=60)


def lose(installed: Installation, admin_url: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {installed.name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {installed.name} TEMPLATE template0")
    (installed.data / "master.key").unlink()


class TestDrill:
    @pytest.fixture
    async def restored(self, installed, servers, tmp_path) -> tuple[str, str, str]:
        """The tenant, its run, and the copy from escrow, after all of it was lost."""
        tenant, run = await lived_in(installed)
        escrow = base64.b64encode((installed.data / "master.key").read_bytes()).decode()
        dump = tmp_path / "dump"
        program("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={installed.owner}")
        lose(installed, servers.admin_url)
        program("pg_restore", "--exit-on-error", f"--dbname={installed.owner}", str(dump))
        return tenant, run, escrow

    async def test_with_the_copy_from_escrow(self, installed, restored):
        tenant, run, escrow = restored
        assert await read_back(installed.settings(escrow), tenant, run) == (INPUT, "s3cret")

    async def test_with_the_copy_put_back_as_a_file(self, installed, restored):
        tenant, run, escrow = restored
        (installed.data / "master.key").touch(0o600)
        (installed.data / "master.key").write_bytes(base64.b64decode(escrow))
        assert await read_back(installed.settings(), tenant, run) == (INPUT, "s3cret")

    async def test_without_it_nothing_is_read_and_it_says_why(self, installed, restored):
        tenant, run, escrow = restored
        with pytest.raises(KeyTroubleError, match="Put back the right key"):
            await read_back(installed.settings(), tenant, run)
        # The wrong start has changed nothing.
        assert await read_back(installed.settings(escrow), tenant, run) == (INPUT, "s3cret")
