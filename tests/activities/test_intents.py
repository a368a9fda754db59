"""Intents on a real database: one owner, whoever comes, how often and at what time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from activities import intents as module
from activities.intents import Intents
from activities.recorder import Recorder
from definitions.contracts import Call, FactRow, Outcome, Recording, WorkflowRef
from definitions.errors import communication
from store import recordings
from store.keys import Keyring
from store.session import Database, Step


@pytest.fixture
def intents(
    database: Database,
    keyring: Keyring,
    recorder: Recorder,
    monkeypatch: pytest.MonkeyPatch,
) -> Intents:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.02)
    return Intents(database, keyring, recorder)


@pytest.fixture
def call(tenant: str, run: str) -> Call:
    return Call(
        tenant=tenant,
        run=run,
        workflow=WorkflowRef("test", "calls", "1.0.0", "hash"),
        task="/do/0/ask",
        key=f"{run}:/do/0/ask:1",
        arguments={},
        timeout_seconds=5,
        safe=False,
    )


async def facts_of(call: Call, database: Database, keyring: Keyring) -> list[FactRow]:
    keys = await keyring.of(call.tenant)
    async with database.tenant(call.tenant) as session:
        return await recordings.read_facts(session, keys, call.run)


def recorded(call: Call) -> Call:
    rows = [FactRow(number, "run.started", 5, {"number": number}) for number in (1, 2)]
    return replace(
        call, recording=Recording(tenant=call.tenant, run=call.run, execution=1, facts=rows)
    )


class TestClaim:
    async def test_the_first_owns_it_and_nobody_else(self, intents: Intents, call: Call) -> None:
        assert await intents.claim(call) is None
        for _ in range(2):
            outcome = await intents.claim(call)
            assert outcome is not None
            assert outcome.problem is not None
            assert outcome.problem.type.endswith("/communication/outcome-unknown")
            assert outcome.problem.instance == "/do/0/ask"
            assert not outcome.definite

    async def test_of_many_at_once_one_calls(self, intents: Intents, call: Call) -> None:
        claims = await asyncio.gather(*(intents.claim(call) for _ in range(20)))
        assert claims.count(None) == 1

    async def test_other_keys_and_runs_are_other_calls(self, intents: Intents, call: Call) -> None:
        assert await intents.claim(call) is None
        assert await intents.claim(replace(call, key=call.key + "2")) is None

    async def test_each_attempt_under_a_key_is_another_call(
        self, intents: Intents, recorder: Recorder, call: Call
    ) -> None:
        assert await intents.claim(call) is None
        second = replace(call, attempt=call.key + "2")
        assert await intents.claim(second) is None
        intents.settle(second, Outcome(output=2))
        await recorder.flush(call.tenant, call.run)
        assert await intents.claim(second) == Outcome(output=2)
        assert await intents.claim(call) not in (None, Outcome(output=2))

    async def test_what_nobody_knows_is_made_again_where_the_key_is_honoured(
        self, intents: Intents, recorder: Recorder, call: Call
    ) -> None:
        for _ in range(3):
            assert await intents.claim(call, again=True) is None
        intents.settle(call, Outcome(output=1))
        await recorder.flush(call.tenant, call.run)
        assert await intents.claim(call, again=True) == Outcome(output=1)

    async def test_a_settled_one_is_found_again(
        self, intents: Intents, recorder: Recorder, call: Call
    ) -> None:
        assert await intents.claim(call) is None
        outcome = Outcome(output={"id": [1, "ü", None]})
        intents.settle(call, outcome)
        await recorder.flush(call.tenant, call.run)
        assert await intents.claim(call) == outcome

    async def test_so_is_a_problem(self, intents: Intents, recorder: Recorder, call: Call) -> None:
        assert await intents.claim(call) is None
        outcome = Outcome(problem=communication("gone", 410, call.task), definite=False)
        intents.settle(call, outcome)
        await recorder.flush(call.tenant, call.run)
        assert await intents.claim(call) == outcome

    async def test_before_it_is_written_too(
        self,
        intents: Intents,
        call: Call,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("activities.recorder.SOFT_SECONDS", 60.0)
        assert await intents.claim(call) is None
        intents.settle(call, Outcome(output=1))
        assert await intents.claim(call) == Outcome(output=1)

    async def test_an_outcome_that_arrives_while_one_looks(
        self, intents: Intents, recorder: Recorder, call: Call
    ) -> None:
        """The first attempt was slow, not dead: its end is waited for."""
        assert await intents.claim(call) is None
        second = asyncio.create_task(intents.claim(call))
        asyncio.get_running_loop().call_later(
            0.03, recorder.settle, call.tenant, call.run, call.key, Outcome(output="late")
        )
        assert await second == Outcome(output="late")

    async def test_a_stalled_attempt_that_wakes_never_calls(
        self, intents: Intents, call: Call
    ) -> None:
        """Who came second took the intent; the one that was started first comes too late."""
        assert await intents.claim(call) is None
        late = await intents.claim(call)
        assert late is not None
        assert not late.definite

    async def test_facts_are_kept_with_the_intent(
        self, intents: Intents, call: Call, database: Database, keyring: Keyring
    ) -> None:
        assert await intents.claim(recorded(call)) is None
        rows = await facts_of(call, database, keyring)
        assert [(row.sequence, row.body) for row in rows] == [
            (1, {"number": 1}),
            (2, {"number": 2}),
        ]
        await intents.claim(recorded(call))
        assert await facts_of(call, database, keyring) == rows

    async def test_another_tenant_never_learns_the_outcome(
        self, intents: Intents, recorder: Recorder, call: Call
    ) -> None:
        assert await intents.claim(call) is None
        intents.settle(call, Outcome(output="mine"))
        await recorder.flush(call.tenant, call.run)
        foreign = replace(call, tenant="00000000-0000-4000-8000-000000000000")
        assert await intents.claim(foreign) != Outcome(output="mine")
        assert await intents.claim(call) == Outcome(output="mine")

    async def test_a_commit_that_nobody_confirmed_is_not_a_call_that_nobody_knows_of(
        self,
        intents: Intents,
        call: Call,
        database: Database,
        keyring: Keyring,
        recorder: Recorder,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """PostgreSQL dies after it has kept the intent and before it says so."""
        whole = Database.at_once

        async def mute(self: Database, tenant: str, steps: Sequence[Step]) -> list[object]:
            await whole(self, tenant, steps)
            raise ConnectionResetError

        await keyring.of(call.tenant)
        with monkeypatch.context() as patched:
            patched.setattr(Database, "at_once", mute)
            with pytest.raises(ConnectionResetError):
                await intents.claim(call)
        elsewhere = Intents(database, keyring, recorder)
        unknown = await elsewhere.claim(call)
        assert unknown is not None
        assert not unknown.definite
        assert await intents.claim(call) is None
        assert await intents.claim(call) is not None

    async def test_who_spoils_a_transaction_fails_alone(self, intents: Intents, call: Call) -> None:
        spoilt = recorded(replace(call, key="spoilt"))
        assert spoilt.recording is not None
        spoilt.recording.facts[0].body = {"a": float("nan")}
        others = [replace(call, key=f"k{number}") for number in range(5)]
        results = await asyncio.gather(
            *(intents.claim(one) for one in (*others, spoilt)), return_exceptions=True
        )
        assert results[:5] == [None] * 5
        assert isinstance(results[5], ValueError)

    async def test_who_is_cancelled_while_waiting_can_come_again(
        self, intents: Intents, call: Call
    ) -> None:
        for steps in range(12):
            one = replace(call, key=f"k{steps}")
            waiting = asyncio.create_task(intents.claim(one))
            for _ in range(steps):
                await asyncio.sleep(0)
            waiting.cancel()
            (cancelled,) = await asyncio.gather(waiting, return_exceptions=True)
            if isinstance(cancelled, asyncio.CancelledError):
                assert await intents.claim(one) is None

    @pytest.mark.parametrize("key", ["", "schlüssel/ü", "k" * 5_000, "a'; DROP TABLE intents; --"])
    async def test_odd_keys(self, intents: Intents, call: Call, key: str) -> None:
        odd = replace(call, key=key)
        assert await intents.claim(odd) is None
        assert await intents.claim(odd) is not None


class TestKeep:
    async def test_writes_what_is_pending(
        self, intents: Intents, call: Call, database: Database, keyring: Keyring
    ) -> None:
        await intents.keep(call)
        assert await facts_of(call, database, keyring) == []
        await intents.keep(recorded(call))
        assert len(await facts_of(call, database, keyring)) == 2
