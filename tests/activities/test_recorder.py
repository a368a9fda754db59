"""The recorder: nothing dropped, nothing waited for in `put`, many runs in one transaction."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from activities import recorder as module
from activities.recorder import Recorder
from definitions.contracts import FactRow, Outcome, Recording
from store.intents import Queued
from tests.activities.stub import until


@dataclass
class Disk:
    """Stands for database, keyring and store: what was written, in which transactions."""

    transactions: list[list[Recording | str]] = field(default_factory=list)
    away: bool = False
    poisoned: set[str] = field(default_factory=set)
    slow: asyncio.Event | None = None
    attempts: int = 0
    in_hand: int = 0
    most_in_hand: int = 0

    async def of(self, _tenant: str) -> None:
        return None

    async def at_once(self, _tenant: str, steps: Sequence[list[Recording | str]]) -> list[object]:
        self.attempts += 1
        self.in_hand += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand)
        try:
            if self.slow is not None:
                await self.slow.wait()
            if self.away:
                raise OperationalError("x", {}, psycopg.OperationalError("away"))
            written = [one for step in steps for one in step]
            if any(getattr(one, "run", one) in self.poisoned for one in written):
                raise IntegrityError("x", {}, psycopg.IntegrityError("poison"))
            self.transactions.append(written)
        finally:
            self.in_hand -= 1
        return []

    @property
    def runs(self) -> list[str]:
        return [
            one.run for batch in self.transactions for one in batch if isinstance(one, Recording)
        ]

    @property
    def settled(self) -> list[str]:
        return [one for batch in self.transactions for one in batch if isinstance(one, str)]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    def keeping(_keys: object, queued: Queued) -> list[list[object]]:
        return [[*queued.recordings], [f"{run}/{key}" for run, key, _ in queued.ended]]

    monkeypatch.setattr(module.intents, "keeping", keeping)
    monkeypatch.setattr(module, "SOFT_SECONDS", 0.02)
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.01)
    monkeypatch.setattr(module, "RETRY_SECONDS_MOST", 0.02)
    return Disk()


@pytest.fixture
async def recorder(disk: Disk) -> AsyncIterator[Recorder]:
    made = Recorder(disk, disk)  # type: ignore[arg-type]
    yield made
    disk.away = False
    disk.poisoned.clear()
    await made.close()


def recording(run: str = "r", tenant: str = "t", facts: int = 1, first: int = 1) -> Recording:
    rows = [FactRow(first + place, "task.started", 0, {}) for place in range(facts)]
    return Recording(tenant=tenant, run=run, execution=1, facts=rows)


class TestPut:
    async def test_is_written_soon_and_in_company(self, recorder: Recorder, disk: Disk) -> None:
        for number in range(50):
            recorder.put(recording(f"r{number}"))
        await until(lambda: len(disk.runs) == 50)
        assert len(disk.transactions) == 1
        assert disk.runs == [f"r{number}" for number in range(50)]

    async def test_tenants_are_kept_apart(self, recorder: Recorder, disk: Disk) -> None:
        for number in range(10):
            recorder.put(recording(tenant=f"t{number % 2}"))
        await until(lambda: len(disk.runs) == 10)
        for batch in disk.transactions:
            assert len({one.tenant for one in batch if isinstance(one, Recording)}) == 1

    async def test_from_many_threads_none_is_lost(self, recorder: Recorder, disk: Disk) -> None:
        def work(name: int) -> None:
            for number in range(500):
                recorder.put(recording(f"{name}/{number}"))

        threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
        for thread in threads:
            thread.start()
        await until(lambda: len(disk.runs) == 4_000, 30)
        assert len(set(disk.runs)) == 4_000
        for name in range(8):
            own = [int(run.split("/")[1]) for run in disk.runs if run.startswith(f"{name}/")]
            assert own == sorted(own)

    async def test_after_the_loop_has_ended_it_is_let_go(self, disk: Disk) -> None:
        made: list[Recorder] = []

        async def make() -> None:
            made.append(Recorder(disk, disk))  # type: ignore[arg-type]

        thread = threading.Thread(target=lambda: asyncio.run(make()))
        thread.start()
        thread.join()
        made[0].put(recording())


class TestWrite:
    async def test_is_written_at_once_with_what_came_before(
        self, recorder: Recorder, disk: Disk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "SOFT_SECONDS", 60.0)
        recorder.put(recording("a"))
        recorder.put(recording("b"))
        await recorder.write(recording("a", first=2))
        assert disk.runs == ["a", "b", "a"]
        assert len(disk.transactions) == 1

    async def test_what_comes_meanwhile_goes_together(self, recorder: Recorder, disk: Disk) -> None:
        disk.slow = asyncio.Event()
        first = asyncio.create_task(recorder.write(recording("first")))
        await until(lambda: disk.in_hand == 1)
        rest = [asyncio.create_task(recorder.write(recording(f"r{n}"))) for n in range(20)]
        await asyncio.sleep(0)
        disk.slow.set()
        await asyncio.gather(first, *rest)
        assert [len(batch) for batch in disk.transactions] == [1, 20]

    async def test_says_when_the_database_is_away_and_leaves_the_repeating_to_the_caller(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.away = True
        with pytest.raises(OperationalError):
            await recorder.write(recording("a"))
        disk.away = False
        await recorder.write(recording("b"))
        assert disk.runs == ["b"]

    async def test_soft_ones_outlast_the_databases_absence(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.away = True
        recorder.put(recording("a"))
        with pytest.raises(OperationalError):
            await recorder.write(recording("a", first=2))
        await until(lambda: disk.attempts >= 4)
        recorder.put(recording("b"))
        disk.away = False
        await recorder.write(recording("a", first=2))
        assert disk.runs == ["a", "b", "a"]

    async def test_who_is_cancelled_leaves_it_behind_to_be_written(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.slow = asyncio.Event()
        waiting = asyncio.create_task(recorder.write(recording("a")))
        await until(lambda: disk.in_hand == 1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        disk.slow.set()
        await until(lambda: disk.runs == ["a"])

    async def test_cancelled_and_away(self, recorder: Recorder, disk: Disk) -> None:
        disk.slow, disk.away = asyncio.Event(), True
        waiting = asyncio.create_task(recorder.write(recording("a")))
        await until(lambda: disk.in_hand == 1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        disk.slow.set()
        await until(lambda: disk.attempts > 2)
        disk.away = False
        await until(lambda: disk.runs == ["a"])

    async def test_more_than_a_batch(
        self, recorder: Recorder, disk: Disk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "BATCH_ROWS", 10)
        monkeypatch.setattr(module, "SOFT_SECONDS", 60.0)
        for number in range(20):
            recorder.put(recording(f"r{number}", facts=4))
        await recorder.write(recording("last"))
        assert disk.runs == [*(f"r{number}" for number in range(20)), "last"]
        assert [len(batch) for batch in disk.transactions] == [2] * 10 + [1]

    async def test_one_recording_larger_than_a_batch(
        self, recorder: Recorder, disk: Disk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "BATCH_ROWS", 10)
        await recorder.write(recording(facts=5_000))
        assert disk.runs == ["r"]


class TestPoison:
    async def test_a_run_that_is_refused_does_not_stop_the_others(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.poisoned = {"bad"}
        for run in ("a", "bad", "b"):
            recorder.put(recording(run))
        await recorder.write(recording("c"))
        assert sorted(disk.runs) == ["a", "b", "c"]

    async def test_and_nothing_of_it_is_lost(self, recorder: Recorder, disk: Disk) -> None:
        disk.poisoned = {"bad"}
        recorder.put(recording("bad", first=1))
        await recorder.write(recording("a"))
        with pytest.raises(IntegrityError):
            await recorder.write(recording("bad", first=2))
        disk.poisoned.clear()
        await recorder.write(recording("bad", first=2))
        kept = [one for batch in disk.transactions for one in batch if isinstance(one, Recording)]
        assert [one.facts[0].sequence for one in kept if one.run == "bad"] == [1, 2]

    async def test_it_is_not_tried_on_and_on(self, recorder: Recorder, disk: Disk) -> None:
        disk.poisoned = {"bad"}
        recorder.put(recording("bad"))
        await recorder.write(recording("a"))
        attempts = disk.attempts
        for _ in range(3):
            await recorder.write(recording("a"))
        assert disk.attempts == attempts + 3


class TestSettle:
    async def test_outcomes_are_known_at_once_and_written_soon(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        outcome = Outcome(output=1)
        recorder.settle("t", "r", "k", outcome)
        await asyncio.sleep(0)
        assert recorder.outcome("r", "k") is outcome
        assert recorder.outcome("r", "other") is None
        await until(lambda: disk.settled == ["r/k"])
        assert recorder.outcome("r", "k") is None

    async def test_stay_known_while_the_database_is_away(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.away = True
        recorder.settle("t", "r", "k", Outcome(output=1))
        await until(lambda: disk.attempts > 2)
        assert recorder.outcome("r", "k") == Outcome(output=1)

    async def test_go_with_the_recordings(self, recorder: Recorder, disk: Disk) -> None:
        recorder.settle("t", "r", "k", Outcome(output=1))
        await recorder.write(recording())
        assert len(disk.transactions) == 1
        assert (disk.runs, disk.settled) == (["r"], ["r/k"])


class TestFlush:
    async def test_comes_back_when_it_is_written(self, recorder: Recorder, disk: Disk) -> None:
        recorder.put(recording("a"))
        await recorder.flush("t", "a")
        assert disk.runs == ["a"]

    async def test_with_nothing_there(self, recorder: Recorder, disk: Disk) -> None:
        await recorder.flush("t", "a")
        assert disk.attempts == 0


class TestRoom:
    async def test_is_there_until_too_much_waits(
        self, recorder: Recorder, disk: Disk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "BACKLOG_ROWS", 10)
        await recorder.room()
        disk.away = True
        for number in range(10):
            recorder.put(recording(f"r{number}"))
        await until(lambda: disk.attempts > 1)
        waiting = asyncio.create_task(recorder.room())
        await asyncio.sleep(0)
        assert not waiting.done()
        disk.away = False
        await asyncio.wait_for(waiting, 10)

    async def test_repeated_writes_while_away_do_not_pile_up(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.away = True
        for _ in range(5):
            with pytest.raises(OperationalError):
                await recorder.write(recording(facts=100))
        assert recorder._rows == 0


class TestClose:
    async def test_writes_what_is_left_without_waiting_for_company(
        self, disk: Disk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "SOFT_SECONDS", 60.0)
        recorder = Recorder(disk, disk)  # type: ignore[arg-type]
        recorder.put(recording("a"))
        await asyncio.sleep(0)
        recorder.put(recording("b"))
        recorder.settle("t", "b", "k", Outcome())
        async with asyncio.timeout(5):
            await recorder.close()
        assert disk.runs == ["a", "b"]
        assert disk.settled == ["b/k"]

    async def test_gives_up_in_the_time_given(self, disk: Disk) -> None:
        recorder = Recorder(disk, disk)  # type: ignore[arg-type]
        disk.away = True
        recorder.put(recording("a"))
        async with asyncio.timeout(5):
            await recorder.close(0.1)
        assert disk.runs == []

    async def test_twice_and_with_nothing(self, disk: Disk) -> None:
        recorder = Recorder(disk, disk)  # type: ignore[arg-type]
        await recorder.close()
        await recorder.close()
        assert disk.attempts == 0


class TestFairness:
    async def test_not_more_transactions_at_once_than_are_ours(
        self, recorder: Recorder, disk: Disk
    ) -> None:
        disk.slow = asyncio.Event()
        writes = [
            asyncio.create_task(recorder.write(recording(tenant=f"t{number}")))
            for number in range(30)
        ]
        await until(lambda: disk.in_hand == module.WRITERS)
        for _ in range(50):
            await asyncio.sleep(0)
        disk.slow.set()
        await asyncio.gather(*writes)
        assert disk.most_in_hand == module.WRITERS
        assert recorder._queues == {}
