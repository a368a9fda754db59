"""What a worker gets: the activities by their names, on a real database and a real network."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from temporalio import activity
from temporalio.testing import ActivityEnvironment

import activities
from activities import Effects
from activities.settings import ActivitySettings
from definitions.approvals import APPROVERS
from definitions.contracts import RECORD, Call, Outcome, Recording, WorkflowRef
from store import runs
from store.keys import Keyring
from store.session import Database
from tests.activities.stub import Stub

SETTINGS = ActivitySettings(http_allow="127.0.0.1", http_timeout_seconds=5)


def named(effects: Effects) -> dict[str, object]:
    found = {}
    for function in effects.activities:
        definition = activity._Definition.must_from_callable(function)
        assert definition.is_async
        found[definition.name] = function
    return found


def make_call(tenant: str, run: str, stub: Stub) -> Call:
    return Call(
        tenant=tenant,
        run=run,
        workflow=WorkflowRef("test", "calls", "1.0.0", "hash"),
        task="/do/0/ask",
        key=f"{run}:/do/0/ask:1",
        arguments={"method": "post", "endpoint": stub.url + "/x", "body": {"a": 1}},
        timeout_seconds=5,
        safe=False,
        recording=Recording(tenant=tenant, run=run, execution=1, status="running", at=1),
    )


class TestRegistry:
    async def test_names(self, database: Database, keyring: Keyring) -> None:
        effects = activities.registry(database, keyring, SETTINGS)
        calls = [APPROVERS, "function.call", "http.call", "openapi.call"]
        names = [*calls, RECORD, "run.start", "script.run"]
        assert sorted(named(effects)) == names
        await effects.close()

    async def test_nonsense_in_the_settings_stops_the_start(
        self, database: Database, keyring: Keyring
    ) -> None:
        odd = SETTINGS.model_copy(update={"http_allow": "10.0.0.0/99"})
        with pytest.raises(ValueError, match="BATON_HTTP_ALLOW"):
            activities.registry(database, keyring, odd)

    async def test_a_call_once_through_all_of_it(
        self, database: Database, keyring: Keyring, tenant: str, run: str, stub: Stub
    ) -> None:
        stub.answers("/x", {"id": 7})
        call = make_call(tenant, run, stub)
        effects = activities.registry(database, keyring, SETTINGS)
        call_http = effects.activities[0]
        outcomes = [await ActivityEnvironment().run(call_http, call) for _ in range(3)]
        assert outcomes == [Outcome(output={"id": 7})] * 3
        await effects.close()
        again = activities.registry(database, keyring, SETTINGS)
        assert await ActivityEnvironment().run(again.activities[0], call) == outcomes[0]
        await again.close()
        assert len(stub.asked) == 1
        async with database.tenant(tenant) as session:
            found = await runs.get(session, run)
        assert found is not None
        assert found.status == "running"

    async def test_a_worker_that_died_inside_leaves_the_outcome_unknown(
        self,
        database: Database,
        keyring: Keyring,
        tenant: str,
        run: str,
        stub: Stub,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("activities.intents.LOOK_SECONDS", 0.01)
        stub.hangs("/x")
        call = make_call(tenant, run, stub)
        dying = activities.registry(database, keyring, SETTINGS)
        first = asyncio.create_task(ActivityEnvironment().run(dying.activities[0], call))
        await stub.until_asked()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        living = activities.registry(database, keyring, SETTINGS)
        outcome = await ActivityEnvironment().run(living.activities[0], call)
        assert outcome.problem is not None
        assert not outcome.definite
        assert len(stub.asked) == 1
        for effects in (dying, living):
            await effects.close()

    async def test_many_runs_at_once(
        self, database: Database, keyring: Keyring, tenant: str, run: str, stub: Stub
    ) -> None:
        stub.answers("/x", 1)
        effects = activities.registry(database, keyring, SETTINGS)
        first = make_call(tenant, run, stub)
        calls = [replace(first, key=f"{run}:{number}") for number in range(100)]
        outcomes = await asyncio.gather(
            *(ActivityEnvironment().run(effects.activities[0], call) for call in calls)
        )
        await effects.close()
        assert outcomes == [Outcome(output=1)] * 100
        assert len({asked.headers["idempotency-key"] for asked in stub.asked}) == 100
