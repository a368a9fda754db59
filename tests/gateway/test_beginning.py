"""With what an execution of a run begins."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from definitions.contracts import CodeStart, RunStart
from gateway.beginning import beginning
from store import code
from tests.api.test_code import SCHEMA, declared


async def begun(database, keyring, tenant, row):
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        return await beginning(session, keys, row)


class TestBeginning:
    async def test_of_a_document(self, database, keyring, tenant, make_run):
        row = await make_run({"name": "Ada"})
        workflow, (start, program) = await begun(database, keyring, tenant, row)
        assert (workflow, program.hash) == ("Run", row.hash)
        assert isinstance(start, RunStart)
        assert start.input == {"name": "Ada"}

    async def test_of_code(self, database, keyring, tenant, make_run):
        name = f"n{uuid4().hex}"
        async with database.shared() as session:
            await code.declare(session, name, [declared(name, package=name)])
        row = replace(await make_run({"name": "Ada"}), package=name, namespace="shop", name=name)
        workflow, (start,) = await begun(database, keyring, tenant, row)
        assert workflow == "Code"
        assert isinstance(start, CodeStart)
        assert (start.input, start.schema, start.begun) == ({"name": "Ada"}, SCHEMA, False)
        again = replace(row, status="running", execution=2, last_trace=1)
        _, (start,) = await begun(database, keyring, tenant, again)
        assert (start.begun, start.last_trace) == (True, 1)

    async def test_of_code_that_nobody_has_declared(self, database, keyring, tenant, make_run):
        row = replace(await make_run({"name": "Ada"}), package="gone", name="gone")
        with pytest.raises(RuntimeError, match="Nobody has declared the code"):
            await begun(database, keyring, tenant, row)
