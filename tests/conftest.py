"""What every test may ask for: a database, a Temporal namespace, keys and a tenant.

One PostgreSQL and one Temporal server serve the whole suite. Each xdist worker has a database and
a namespace of its own on them. The servers end when the last worker's process has, however it
ended: they are on a leash, a file that each worker holds locked.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from temporalio.client import Client

from gateway.client import connect
from gateway.settings import GatewaySettings
from store.keys import Keyring
from store.migrate import upgrade
from store.session import Database
from store.settings import StoreSettings
from worker.local import state
from worker.local.postgres import url_for
from worker.local.settings import ROOT

FOLDER = "BATON_TEST_FOLDER"
# A PostgreSQL of one's own is tested by giving both addresses.
KEPT_SETTINGS = ("BATON_DATABASE_URL", "BATON_DATABASE_ADMIN_URL", "BATON_POSTGRES_ACCOUNT")
START_SECONDS = 60
MASTER_KEY = bytes(range(32))
"""One for all who share the database: a relay opens what every tenant has left."""

TEMPLATE = "baton_template"
NAMESPACES = ("main", *(f"gw{number}" for number in range(8)))
# How long an example takes tells of the machine's load, not of the code.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")
_LED = pytest.StashKey[Path]()
_LEASH = pytest.StashKey[IO[str]]()


@dataclass(frozen=True)
class DatabaseUrls:
    """`admin` owns the tables; `app` is what the application connects with."""

    admin: str
    app: str


@dataclass(frozen=True)
class TemporalServer:
    address: str
    namespace: str


@dataclass(frozen=True)
class Servers:
    """The servers of this run of the suite."""

    data: Path
    admin_url: str
    app_url: str
    temporal_address: str


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts can go through: root's PostgreSQL runs under one of them.

    pytest's own folders are closed; below them a stack of root's puts its database elsewhere.
    """
    folder = Path(tempfile.mkdtemp(prefix="baton-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def worker_name() -> str:
    """`gw0`, `gw1`, … under xdist, else `main`."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def pytest_configure(config: pytest.Config) -> None:
    """The process that leads the suite holds the leash from the first moment to the last."""
    if FOLDER not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="baton-tests-"))
        # PostgreSQL's account must get through to its own folder below.
        folder.chmod(0o711)
        os.environ[FOLDER] = str(folder)
        config.stash[_LED] = folder
        config.stash[_LEASH] = _hold(folder)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """The servers end before coverage is counted, so that what ran in them counts too."""
    try:
        return (yield)
    finally:
        _let_go(session.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    _let_go(config)


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    folder = Path(os.environ[FOLDER])
    data = folder / "data"
    with _hold(folder), (folder / "start").open("a+") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if not state.load(data).running:
            _start(folder)
        fcntl.flock(starting, fcntl.LOCK_UN)
        known = state.load(data)
        assert known.database_admin_url
        assert known.database_url
        assert known.temporal_address
        yield Servers(data, known.database_admin_url, known.database_url, known.temporal_address)


@pytest.fixture(scope="session")
def database_urls(servers: Servers, worker_name: str) -> DatabaseUrls:
    """A freshly migrated database for this worker."""
    with (servers.data / "migrating").open("a+") as lock:
        # Roles belong to the server: two workers that migrate at once would both make them.
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(servers.admin_url, autocommit=True) as admin:
            found = admin.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]
            ).fetchone()
            if not found:
                admin.execute(f"CREATE DATABASE {TEMPLATE}_new")
                _migrate(servers)
                admin.execute(f"ALTER DATABASE {TEMPLATE}_new RENAME TO {TEMPLATE}")
            admin.execute(f"CREATE DATABASE test_{worker_name} TEMPLATE {TEMPLATE}")
    return DatabaseUrls(
        url_for(servers.admin_url, f"test_{worker_name}"),
        url_for(servers.app_url, f"test_{worker_name}"),
    )


@pytest.fixture(scope="session")
async def database(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Database]:

    settings = StoreSettings(
        database_url=database_urls.app,
        database_admin_url=database_urls.admin,
        data=tmp_path_factory.mktemp("data"),
    )
    opened = await Database.open(settings)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def keyring(database: Database) -> Keyring:

    return Keyring(database, MASTER_KEY)


@pytest.fixture
def tenant(database_urls: DatabaseUrls) -> str:
    """The id of a new tenant."""
    tenant = str(uuid4())
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute(
            "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, %s, now())",
            [tenant, f"tenant-{tenant[:8]}", "A tenant"],
        )
    return tenant


@pytest.fixture
def other_tenant(database_urls: DatabaseUrls) -> str:
    """A second tenant, to look from."""
    tenant = "00000000-0000-4000-8000-" + f"{time.time_ns() & 0xFFFFFFFFFFFF:012x}"
    with psycopg.connect(database_urls.admin) as connection:
        connection.execute(
            "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, %s, now())",
            [tenant, f"other-{tenant[-12:]}", "Another tenant"],
        )
    return tenant


@pytest.fixture(scope="session")
def temporal(servers: Servers, worker_name: str) -> TemporalServer:
    return TemporalServer(servers.temporal_address, worker_name)


@pytest.fixture(scope="session")
async def temporal_client(temporal: TemporalServer, database: Database, keyring: Keyring) -> Client:

    settings = GatewaySettings(
        temporal_address=temporal.address, temporal_namespace=temporal.namespace
    )
    return await connect(settings, database, keyring)


def _hold(folder: Path) -> IO[str]:
    """The servers live while anybody holds this."""
    leash = (folder / "leash").open("a+")
    fcntl.flock(leash, fcntl.LOCK_SH)
    return leash


def _let_go(config: pytest.Config) -> None:
    """Leave nothing behind. Only the leading process does this, and once."""
    folder, leash = config.stash.get(_LED, None), config.stash.get(_LEASH, None)
    if folder is None or leash is None or leash.closed:
        return
    known = state.load(folder / "data")
    leash.close()
    deadline = time.monotonic() + START_SECONDS
    while known.running and time.monotonic() < deadline:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[FOLDER]


def _start(folder: Path) -> None:
    """Start the servers beside the suite and wait until they answer."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BATON_") or name in KEPT_SETTINGS
    }
    log = folder / "servers.log"
    options = ("--servers-only", "--fleeting", "--leash", str(folder / "leash"))
    names = (part for name in NAMESPACES for part in ("--namespace", name))
    with log.open("wb") as output:
        running = subprocess.Popen(
            [sys.executable, "-m", "worker.local.stack", *options, *names],
            cwd=ROOT,
            env={**environment, "BATON_DATA": str(folder / "data")},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while "The servers are ready" not in log.read_text():
        if running.poll() is not None or time.monotonic() > deadline:
            pytest.exit(f"The test servers did not start: {log.read_text()}", returncode=3)
        time.sleep(0.05)
    # They end by the leash: nobody waits for them, and nobody is to be warned of that.
    running.returncode = 0


def _migrate(servers: Servers) -> None:

    password = servers.app_url.partition("://")[2].partition("@")[0].partition(":")[2]
    url = url_for(servers.admin_url, f"{TEMPLATE}_new")
    # In a thread: this one may belong to the event loop of the tests.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(upgrade(url, password))).result()
