"""`run.record` on a real database: what it has said is kept, whole, and once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.record import RunActivities
from activities.recorder import Recorder
from definitions.contracts import FactRow, Recording, TraceRow
from definitions.errors import runtime
from definitions.values import Json
from store import recordings, runs
from store.keys import Keyring
from store.runs import new_id
from store.session import Database


class Kept:
    """One run and its recorder."""

    def __init__(
        self, database: Database, keyring: Keyring, recorder: Recorder, tenant: str, run: str
    ) -> None:
        self.database = database
        self.keyring = keyring
        self.recorder = recorder
        self.tenant = tenant
        self.run = run

    def recording(self, *sequences: int, status: str | None = None) -> Recording:
        return Recording(
            tenant=self.tenant,
            run=self.run,
            execution=1,
            facts=[FactRow(number, "timer.fired", number, {"n": number}) for number in sequences],
            trace=[
                TraceRow(number, "/do/0", "1", "task.started", number, {"n": number})
                for number in sequences
            ],
            status=status,
            at=max(sequences, default=0),
        )

    async def record(self, recording: Recording) -> None:
        await ActivityEnvironment().run(RunActivities(self.recorder).record, recording)

    async def facts(self) -> list[int]:
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            rows = await recordings.read_facts(session, keys, self.run)
        return [row.sequence for row in rows]

    async def row(self) -> tuple[str, Json]:
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            found = await runs.get(session, self.run)
        assert found is not None
        return found.status, runs.view(found, keys).output


@pytest.fixture
def kept(database: Database, keyring: Keyring, recorder: Recorder, tenant: str, run: str) -> Kept:
    return Kept(database, keyring, recorder, tenant, run)


class TestRecord:
    async def test_takes_along_what_was_put_before(
        self, kept: Kept, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("activities.recorder.SOFT_SECONDS", 60.0)
        kept.recorder.put(kept.recording(1, 2, status="running"))
        kept.recorder.put(kept.recording(3))
        await kept.record(kept.recording(4, status="waiting"))
        assert await kept.facts() == [1, 2, 3, 4]
        assert (await kept.row())[0] == "waiting"

    async def test_the_end(self, kept: Kept) -> None:
        last = kept.recording(1, status="completed")
        last.output = {"greeting": "Hello, Ada!", "big": 10**30}
        await kept.record(last)
        assert await kept.row() == (
            "completed",
            {"greeting": "Hello, Ada!", "big": 10**30},
        )

    async def test_again_changes_nothing(self, kept: Kept) -> None:
        last = kept.recording(1, 2, status="completed")
        last.output = 1
        for _ in range(3):
            await kept.record(last)
        kept.recorder.put(kept.recording(1, status="running"))
        await kept.recorder.flush(kept.tenant, kept.run)
        assert await kept.facts() == [1, 2]
        assert await kept.row() == ("completed", 1)

    async def test_a_fault(self, kept: Kept, keyring: Keyring, database: Database) -> None:
        last = kept.recording(1, status="faulted")
        last.error = runtime("It broke.", "/do/0")
        await kept.record(last)
        keys = await keyring.of(kept.tenant)
        async with database.tenant(kept.tenant) as session:
            found = await runs.get(session, kept.run)
        assert found is not None
        assert runs.view(found, keys).error == last.error

    async def test_what_json_can_not_say_fails_alone(self, kept: Kept) -> None:
        other = replace(kept.recording(1), run=new_id())
        kept.recorder.put(other)
        odd = kept.recording(1)
        odd.facts[0].body = {"a": float("nan"), "b": "\ud800"}
        with pytest.raises(ApplicationError) as caught:
            await kept.record(odd)
        assert "ud800" not in str(caught.value)
        await kept.record(kept.recording(1))
        assert await kept.facts() == [1]

    async def test_a_large_one(self, kept: Kept) -> None:
        await kept.record(kept.recording(*range(1, 5_001)))
        assert len(await kept.facts()) == 5_000
