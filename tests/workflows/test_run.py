"""The one workflow on a real Temporal server: effects, timers, messages, recordings, replay."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from inspect import isawaitable
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.exceptions import ApplicationError
from temporalio.testing import TimeSkipper
from temporalio.worker import Replayer, Worker

from definitions.approvals import APPROVERS
from definitions.contracts import (
    CHILD_ENDED,
    EVENT_CAME,
    RULES,
    RULES_OF_BEFORE,
    START_RUN,
    Call,
    FactRow,
    Message,
    Outcome,
    Recording,
    RunStart,
    WorkflowRef,
)
from definitions.errors import communication, outcome_unknown
from tests.workflows.conftest import program_of
from tests.workflows.plain import PLAIN, know
from workflows import run as run_module
from workflows.machine.machine import ENDED
from workflows.machine.questions import SETTLE, UNSETTLED
from workflows.run import Run

HISTORIES = Path(__file__).parents[1] / "histories"


@dataclass
class World:
    """Stands where activities and PostgreSQL stand: keeps what the run says."""

    handle: WorkflowHandle
    recordings: list[Recording] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    client: Client | None = None

    @property
    def statuses(self) -> list[str]:
        return [kept.status for kept in self.recordings if kept.status]

    @property
    def last(self) -> Recording:
        return self.recordings[-1]

    async def until(self, status: str) -> None:
        async with asyncio.timeout(20):
            while status not in self.statuses:
                await asyncio.wait([asyncio.ensure_future(_tick())])

    async def meets(self, look: Callable[[Recording], object]) -> None:
        async with asyncio.timeout(20):
            while not any(look(kept) for kept in self.recordings):
                await asyncio.wait([asyncio.ensure_future(_tick())])

    async def say(self, sequence: int, kind: str, data: object) -> None:
        await self.handle.signal("message", Message(f"m{sequence}", sequence, kind, data))


async def _tick() -> None:
    await asyncio.get_running_loop().run_in_executor(None, os.sched_yield)


def directory(world: World):
    """Whoever is named is meant, and Dora asks."""

    @activity.defn(name=APPROVERS)
    async def people(wanted: Call) -> Outcome:
        if wanted.recording is not None:
            world.recordings.append(wanted.recording)
        world.calls.append(wanted)
        named = [{"id": one, "name": one, "reminders": []} for one in wanted.arguments["approvers"]]
        return Outcome(output={"people": named, "requester": DORA, "nobody": []})

    return people


async def connected(temporal, *, skips: bool) -> Client:
    client = await Client.connect(
        temporal.address, namespace=temporal.namespace, data_converter=PLAIN
    )
    return TimeSkipper(client).client if skips else client


@asynccontextmanager
async def running(
    temporal,
    program,
    given=None,
    answer=None,
    start: RunStart | None = None,
    *,
    skips=False,
    early: Message | None = None,
    keeps: asyncio.Event | None = None,
) -> AsyncIterator[World]:
    """`skips`: time goes on at once when only timers are open; `early` comes with the start;
    nothing of the end is kept before `keeps` is set."""
    client = await connected(temporal, skips=skips)
    know(program)
    queue = f"test-{uuid4()}"
    world = World(handle=None, client=client)

    @activity.defn(name="http.call")
    async def call(wanted: Call) -> Outcome:
        if wanted.recording is not None:
            world.recordings.append(wanted.recording)
        world.calls.append(wanted)
        said = answer(wanted) if answer else Outcome(output={"n": len(world.calls)})
        return await said if isawaitable(said) else said

    @activity.defn(name=START_RUN)
    async def begin(wanted: Call) -> Outcome:
        if wanted.recording is not None:
            world.recordings.append(wanted.recording)
        world.calls.append(wanted)
        return Outcome(output="child-1")

    @activity.defn(name="run.record")
    async def record(recording: Recording) -> None:
        world.recordings.append(recording)
        if keeps is not None and recording.status in ENDED:
            await keeps.wait()

    run_id = str(uuid4())
    start = start or RunStart(
        str(uuid4()),
        run_id,
        1,
        WorkflowRef("test", "case", "1.0.0", program.hash),
        given,
        rules=RULES,
    )
    run_module.record_softly = world.recordings.append
    with ThreadPoolExecutor(4) as threads:
        async with Worker(
            client,
            task_queue=queue,
            workflows=[Run],
            activities=[call, begin, directory(world), record],
            workflow_task_executor=threads,
        ):
            world.handle = await client.start_workflow(
                Run.run,
                args=[start, program],
                id=run_id,
                task_queue=queue,
                task_timeout=timedelta(seconds=1) if keeps else None,
                start_signal=early and "message",
                start_signal_args=[early] if early else [],
            )
            yield world


def facts_of(world: World) -> list[FactRow]:
    return [row for recording in world.recordings for row in recording.facts]


def revived(program, rows: list[FactRow], rules: int = RULES) -> RunStart:
    """With what the execution begins that follows a lost one."""
    named = WorkflowRef("test", "case", "1.0.0", program.hash)
    return RunStart("t", "r", 2, named, None, None, rows, rules)


async def replay(history: WorkflowHistory) -> None:
    run_module.record_softly = lambda _recording: None
    replayer = Replayer(workflows=[Run], data_converter=PLAIN)
    await replayer.replay_workflow(history)


async def keep(world: World, name: str) -> None:
    """`BATON_RECORD_HISTORIES=1` records; without it nothing is written."""
    history = await world.handle.fetch_history()
    if os.environ.get("BATON_RECORD_HISTORIES"):
        (HISTORIES / f"{name}.json").write_text(history.to_json() + "\n")
    await replay(history)


CALLS = (
    "  - one:\n      call: http\n      with: { method: post, endpoint: 'https://example.com/' }\n"
    "  - two:\n      call: http\n      with: { method: get, endpoint: 'https://example.com/' }\n"
    "  - end:\n      set: { got: '${ .n }' }\n"
)
STEERED = """\
  - all:
      timeout: { after: { hours: 1 } }
      for: { each: n, in: '[1, 2]' }
      do:
        - ask:
            try:
              - post: { call: http, with: { method: post, endpoint: 'https://example.com/' } }
            catch: { retry: { delay: { milliseconds: 50 }, limit: { attempt: { count: 2 } } } }
  - race:
      fork:
        compete: true
        branches:
          - slow: { wait: { hours: 2 } }
          - quick: { wait: { milliseconds: 50 } }
  - brief:
      try: [{ long: { wait: { hours: 3 }, timeout: { after: { milliseconds: 50 } } } }]
      catch: { do: [{ say: { set: { at: '${ $error.instance }' } } }] }
"""
MET = """\
  - tell: { emit: { event: { with: { source: 'urn:test', type: test.begun } } } }
  - child: { run: { workflow: { namespace: test, name: child, version: '1.0.0' } } }
  - hear: { listen: { to: { one: { with: { type: test.heard } } } } }
  - pay: { call: http, with: { method: post, endpoint: 'https://example.com/' } }
  - script: { set: { paid: '${ .n }' } }
"""
DORA = {"id": "dora", "name": "Dora"}
LOOP = "  - all: { for: { in: '[range(30)]' }, do: [{ s: { set: { n: '${ $item }' } } }] }\n"
WAITS = "  - w:\n      wait: { seconds: 600 }\n"


def lose_first(wanted: Call) -> Outcome:
    if wanted.attempt:
        return Outcome(output={"n": 7})
    return Outcome(problem=outcome_unknown("Nobody knows."), definite=False)


async def meet(world: World) -> None:
    """Be for `MET` the other run, the event and the person."""
    await world.until("waiting")
    key = world.calls[0].key
    ended = {"key": key, "run": "child-1", "status": "completed", "output": {"a": 1}}
    await world.say(1, CHILD_ENDED, ended)
    await world.meets(lambda kept: kept.listening)
    event = {"specversion": "1.0", "id": "e1", "source": "urn:x", "type": "test.heard"}
    (listener,) = (one.number for kept in world.recordings for one in kept.listening)
    came = {"listener": listener, "place": 1, "event": {**event, "data": 1}}
    await world.say(2, EVENT_CAME, came)
    await world.meets(lambda kept: [row for row in kept.trace if row.kind == UNSETTLED])
    await world.say(3, SETTLE, {"outcome": "again"})


class TestRun:
    async def test_calls_and_what_is_recorded(self, temporal):
        async with running(temporal, program_of(CALLS)) as world:
            await world.handle.result()
            await keep(world, "calls")
        assert world.last.status == "completed"
        assert world.last.output == {"got": 2}
        first, second = world.calls
        assert first.recording.status == "running"
        assert [row.kind for row in first.recording.facts] == ["run.started"]
        assert second.recording is None
        kept = [row.sequence for recording in world.recordings for row in recording.facts]
        assert kept == [1, 2, 3]

    async def test_wait_rests_durably_and_cancel_answers(self, temporal):
        async with running(temporal, program_of(WAITS)) as world:
            await world.until("waiting")
            await world.handle.signal("message", Message("m1", 1, "run.cancel", {"reason": "x"}))
            await world.handle.result()
            await keep(world, "cancelled-in-wait")
        assert world.statuses == ["waiting", "cancelled"]
        assert world.last.answers[0].body == {"accepted": True}

    async def test_other_runs_events_and_people_answer_by_message(self, temporal):
        async with running(temporal, program_of(MET), answer=lose_first) as world:
            await meet(world)
            await world.handle.result()
            await keep(world, "runs-events-and-people")
        assert world.last.output == {"paid": 7}
        assert len({call.key for call in world.calls if call.task == "/do/3/pay"}) == 1

    async def test_suspend_and_resume(self, temporal):
        async with running(
            temporal, program_of("  - w:\n      wait: { milliseconds: 300 }\n")
        ) as world:
            await world.handle.signal("message", Message("m1", 1, "run.suspend"))
            await world.until("suspended")
            await world.handle.signal("message", Message("m2", 2, "run.resume"))
            await world.handle.result()
            await keep(world, "suspended-and-resumed")
        assert world.last.status == "completed"

    async def test_a_problem_faults(self, temporal):
        def refuse(_call: Call) -> Outcome:
            return Outcome(problem=communication("The service answered 503.", 503))

        async with running(temporal, program_of(CALLS), answer=refuse) as world:
            await world.handle.result()
            await keep(world, "faulted")
        assert world.last.status == "faulted"
        assert world.last.error.status == 503
        assert world.last.error.instance == "/do/0/one"

    @pytest.mark.parametrize("method", ["post", "get"])
    async def test_a_ride_that_could_not_begin_goes_regularly(self, temporal, method):
        """As when PostgreSQL is away: nothing is lost, of what the call was to record neither."""

        def away(call):
            if call.rides:
                raise ApplicationError("PostgreSQL does not answer.")
            return Outcome(output=call.rode)

        task = f"{{ call: http, with: {{ method: {method}, endpoint: 'https://x.example/' }} }}"
        async with running(temporal, program_of(f"  - a: {task}\n"), answer=away) as world:
            await world.handle.result()
        assert world.last.output is True
        kept = {fact.sequence for one in world.recordings[method == "post" :] for fact in one.facts}
        assert kept == {1, 2, 3}

    async def test_loops_branches_tries_and_timeouts(self, temporal):
        outcomes = [Outcome(problem=communication("Down.", 503)) for _ in range(2)]
        outcomes += [Outcome(output={"ok": True}) for _ in range(2)]
        answers = iter(outcomes)

        def answer(_call: Call) -> Outcome:
            return next(answers)

        async with running(temporal, program_of(STEERED), answer=answer) as world:
            await world.handle.result()
            await keep(world, "loops-branches-tries-timeouts")
        assert world.last.output == {"at": "/do/2/brief/try/0/long"}
        keys = [call.key.partition(":")[2] for call in world.calls]
        assert keys == [
            "/do/0/all/for/0/0/ask/try/0/post:0",
            "/do/0/all/for/0/0/ask/try/0/post:1",
            "/do/0/all/for/0/0/ask/try/0/post:2",
            "/do/0/all/for/1/0/ask/try/0/post:0",
        ]

    async def test_an_endless_loop_does_not_stall_the_worker(self, temporal):
        loop = "  - a: { set: { n: 1 }, then: b }\n  - b: { set: { n: 2 }, then: a }\n"
        async with running(temporal, program_of(loop)) as world:
            await world.handle.signal("message", Message("m1", 1, "run.cancel"))
            await world.handle.result()
        assert world.last.status == "cancelled"

    @pytest.mark.parametrize("rules", [RULES_OF_BEFORE, RULES])
    async def test_facts_revive_a_run(self, temporal, rules):
        program = program_of(CALLS)
        async with running(temporal, program) as world:
            await world.handle.result()
        start = revived(program, facts_of(world)[:2], rules)
        async with running(temporal, program, start=start) as again:
            await again.handle.result()
        assert [call.arguments["method"] for call in again.calls] == ["get"]
        assert again.last.status == "completed"

    async def test_a_long_run_is_revived_a_piece_at_a_time(self, temporal, monkeypatch):
        monkeypatch.setattr(run_module, "WORK_AN_ACTIVATION", 10)
        loop = (
            "  - all: { for: { in: '[range(30)]' }, do: [{ s: { set: { n: '${ .item }' } } }] }\n"
        )
        program = program_of(loop + WAITS)
        async with running(temporal, program) as world:
            await world.until("waiting")
            await world.say(1, "run.cancel", {})
            await world.handle.result()
        rows = facts_of(world)
        start = revived(program, rows[:1])
        async with running(temporal, program, start=start) as again:
            await again.until("waiting")
            await again.say(1, "run.cancel", {})
            await again.handle.result()
            await replay(await again.handle.fetch_history())
        assert again.last.status == "cancelled"
        assert again.last.facts[-1].sequence == rows[-1].sequence


class TestHistories:
    @pytest.mark.parametrize("path", sorted(HISTORIES.glob("*.json")), ids=lambda path: path.stem)
    async def test_every_recorded_history_replays(self, path):
        await replay(WorkflowHistory.from_json(path.stem, path.read_text()))

    def test_there_are_some(self):
        assert len(list(HISTORIES.glob("*.json"))) >= 4
