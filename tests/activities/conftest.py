"""Fixtures of the effects: a stub server, and the world behind a guard that lets it through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from activities.egress import Egress, parse_allowed
from activities.http_connections import Connections
from activities.recorder import Recorder
from store.keys import Keyring
from store.runs import StartRun, new_id, start
from store.session import Database
from tests.activities.calling import Kept, Vault, World
from tests.activities.stub import Stub, serving


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with serving() as running:
        yield running


@pytest.fixture
def connections() -> Iterator[Connections]:
    """A pool that may reach loopback."""
    pool = Connections(Egress(parse_allowed("127.0.0.0/8, ::1/128")))
    yield pool
    pool.close()


@pytest.fixture
async def run(database: Database, keyring: Keyring, tenant: str) -> str:
    """A run of the tenant that has not begun."""
    wanted = StartRun(
        run=new_id(),
        namespace="test",
        name="calls",
        version="1.0.0",
        hash="hash",
        input={"a": 1},
        started_by="test",
    )
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await start(session, keys, wanted)
    return wanted.run


@pytest.fixture
async def recorder(database: Database, keyring: Keyring) -> AsyncIterator[Recorder]:
    made = Recorder(database, keyring)
    yield made
    await made.close()


@pytest.fixture
def world(stub: Stub, connections: Connections) -> World:
    return World(stub, Kept(), Vault(), connections)
