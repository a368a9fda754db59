"""What the start of a run means: a definition of the tenant, or code."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import code, definitions, startable, tenants
from store.definitions import Draft
from tests.api.test_code import SCHEMA, declared


@pytest.fixture
async def name(database) -> str:
    made = f"n{uuid4().hex}"
    async with database.shared() as session:
        await code.declare(session, made, [declared(made, package=made)])
    return made


async def find(database, tenant, name, version=None):
    async with database.tenant(tenant) as session:
        return await startable.find(session, "shop", name, version)


async def another(database) -> str:
    """A tenant that has none of it."""
    made = str(uuid4())
    async with database.tenant(made) as session:
        await tenants.add(session, made, f"t-{made[-12:]}", "Another")
    return made


async def save(database, tenant, name, version, *, publish: bool) -> None:
    draft = Draft("shop", name, version, f"hash-{version}", "text", b"{}", "test")
    async with database.tenant(tenant) as session:
        await definitions.save_draft(session, draft)
        if publish:
            await definitions.publish(session, "shop", name, version, "test")


class TestFind:
    async def test_code_of_every_tenant(self, database, tenant, name):
        found = await find(database, tenant, name)
        assert (found.package, found.version, found.input) == (name, "1.0.0", SCHEMA)
        assert found.runs
        assert await find(database, await another(database), name) == found

    async def test_nothing(self, database, tenant):
        assert await find(database, tenant, "nothing") is None

    async def test_a_definition_goes_before(self, database, tenant, name):
        await save(database, tenant, name, "1.0.0", publish=True)
        assert (await find(database, tenant, name, "1.0.0")).package is None
        assert (await find(database, tenant, name)).package is None
        assert (await find(database, await another(database), name)).package == name

    async def test_one_that_does_not_run_stands_back(self, database, tenant, name):
        await save(database, tenant, name, "1.0.0", publish=False)
        await save(database, tenant, name, "2.0.0", publish=False)
        assert (await find(database, tenant, name, "1.0.0")).package == name
        draft = await find(database, tenant, name, "2.0.0")
        assert (draft.package, draft.runs, draft.label) == (None, False, f"shop/{name} 2.0.0")
