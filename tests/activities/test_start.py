"""`run.start`: repeated as often as Temporal likes, there is one child."""

from __future__ import annotations

import psycopg
import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.failures import DATABASE_AWAY
from activities.start import StartActivities
from definitions.contracts import Call, WorkflowRef
from store import definitions, runs
from store.definitions import Draft


@pytest.fixture
async def call(database, tenant, run, database_urls):
    async with database.tenant(tenant) as session:
        await definitions.save_draft(session, Draft("n", "m", "1.0.0", "h", "", b"{}", "x"))
        await definitions.publish(session, "n", "m", "1.0.0", "x")
    about = WorkflowRef("test", "calls", "1.0.0", "hash")
    wanted = {"namespace": "n", "name": "m", "version": None, "input": 7, "awaited": True}
    yield Call(tenant, run, about, "/do/0/c", f"{run}:/do/0/c:0", wanted, 30, safe=False)
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE tenant_id = %s", [tenant])


class TestStart:
    async def test_answers_the_same_child_each_time(self, database, keyring, tenant, call):
        starts = StartActivities(database, keyring)
        found = [await ActivityEnvironment().run(starts.start, call) for _ in range(3)]
        assert len({outcome.output for outcome in found}) == 1
        async with database.tenant(tenant) as session:
            child = await runs.get(session, str(found[0].output))
        assert child.cause == f"run/{call.key}"

    async def test_while_postgresql_is_away_it_is_tried_again(self, keyring, call):
        class Away:
            def tenant(self, _tenant):
                raise ConnectionError

        starts = StartActivities(Away(), keyring)
        with pytest.raises(ApplicationError) as raised:
            await ActivityEnvironment().run(starts.start, call)
        assert raised.value.type == DATABASE_AWAY
