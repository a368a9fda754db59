"""What is kept of past runs: its size, the tenant's own only."""

from __future__ import annotations

from uuid import uuid4

from definitions.contracts import FactRow, Recording
from store import past_runs, recordings


class TestKept:
    async def test_facts_and_bytes(self, database, keys, tenant, run):
        rows = [FactRow(n, "call.slow", 1, {"effect": n}) for n in range(1, 4)]
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [Recording(tenant, run, 1, rows)])
        async with database.tenant(tenant) as session:
            (found,) = await past_runs.kept(session, [run, str(uuid4())])
        assert (found.id, found.facts) == (run, 3)
        assert found.bytes > 0
        assert found.hash

    async def test_a_run_without_facts(self, database, tenant, run):
        async with database.tenant(tenant) as session:
            (found,) = await past_runs.kept(session, [run])
            assert (found.facts, found.bytes) == (0, 0)
            assert await past_runs.kept(session, []) == []

    async def test_of_another_tenant_nothing(self, database, run):
        async with database.tenant(str(uuid4())) as session:
            assert await past_runs.kept(session, [run]) == []
