"""A run of a tenant, as the API makes one."""

from __future__ import annotations

import pytest

from store import admission, limits, runs
from store.limits import Limits
from store.runs import StartRun, new_id
from store.session import as_installation
from tests.store.listening import Town


@pytest.fixture
async def keys(keyring, tenant):
    return await keyring.of(tenant)


@pytest.fixture
def start_run(database, keys, tenant):
    async def start(given=None, cause=None):
        wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, given, "person", cause)
        async with database.tenant(tenant) as session:
            return await runs.start(session, keys, wanted)

    return start


@pytest.fixture
async def run(start_run):
    return (await start_run())[0].id


@pytest.fixture
def town(database, keys, tenant, start_run):
    return Town(database, keys, tenant, start_run)


@pytest.fixture
def may(database, tenant):
    async def put(**wanted):
        async with database.shared() as session, as_installation(session):
            await limits.put(session, tenant, Limits(**wanted))

    return put


@pytest.fixture
def begin_run(database, keys, tenant):
    async def one(*, holds=False, parent=None, cause=None):
        wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, None, "person", cause, parent)
        async with database.tenant(tenant) as session:
            return (await runs.start(session, keys, wanted, holds=holds))[0].id

    return one


@pytest.fixture
def admit(database):
    async def once():
        async with database.relay() as session:
            return await admission.admit(session)

    return once
