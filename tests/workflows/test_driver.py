"""Temporal drives the machine to the same end as the machine alone, however often it is cut."""

from __future__ import annotations

import asyncio

import pytest
from temporalio import workflow

from definitions.contracts import Call, Outcome
from definitions.errors import communication
from definitions.values import Json
from tests.workflows.conftest import program_of
from tests.workflows.test_run import MET, World, lose_first, meet, running
from workflows import lifespan
from workflows import run as run_module
from workflows.lifespan import Lifespan
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Mocked, Simulation

POST = "call: http, with: { method: post, endpoint: 'https://example.com/%s' }"
SHORT = "wait: { milliseconds: 20 }"
GET = "call: http, with: { method: get, endpoint: 'https://example.com/%s' }"
SAMPLES = {
    "a loop of calls": (
        "  - all:\n      for: { each: n, in: '[1, 2, 3, 4]' }\n"
        f"      do: [{{ post: {{ {POST % 'loop'} }} }}, {{ look: {{ {GET % 'loop'} }} }}]\n"
        "  - end: { set: { last: '${ . }' } }\n"
    ),
    "branches that wait and call": (
        "  - all:\n      fork:\n        branches:\n"
        f"          - a: {{ do: [{{ w: {{ {SHORT} }} }}, {{ c: {{ {POST % 'a'} }} }}] }}\n"
        f"          - b: {{ do: [{{ c: {{ {POST % 'b'} }} }}, {{ w: {{ {SHORT} }} }}] }}\n"
        "          - c: { set: { c: 1 } }\n"
    ),
    "loops in branches in loops": (
        "  - outer:\n      for: { each: n, in: '[1, 2]' }\n      do:\n"
        "        - both:\n            fork:\n              branches:\n"
        "                - left:\n                    for: { each: m, in: '[1, 2]' }\n"
        f"                    do: [{{ w: {{ {SHORT} }} }}, {{ c: {{ {POST % 'left'} }} }}]\n"
        f"                - right: {{ do: [{{ c: {{ {GET % 'r'} }} }}, {{ w: {{ {SHORT} }} }}] }}\n"
    ),
    "a try that tries again and gives up": (
        "  - careful:\n      try:\n"
        f"        - call: {{ {POST % 'down'} }}\n"
        "      catch:\n"
        "        retry: { delay: { milliseconds: 10 }, limit: { attempt: { count: 3 } } }\n"
        "        do: [{ say: { set: { gave: '${ $error.status }' } } }]\n"
        f"  - after: {{ {POST % 'after'}, output: {{ as: '${{ {{ was: $input, got: . }} }}' }} }}\n"
    ),
}
HOLDS = "  - w: { wait: { seconds: 600 } }\n"
OUT = (
    "  - all:\n      fork:\n        branches:\n"
    f"          - a: {{ {POST % 'a'} }}\n"
    f"          - b: {{ do: [{{ w: {{ {SHORT} }} }}, {{ s: {{ set: {{ b: 1 }} }} }}] }}\n"
)
COUNTS = (
    "  - all:\n      for: { each: n, in: '[range(%d)]' }\n"
    "      do: [{ one: { set: { n: '${ $n + 1 }' } } }]\n"
)


def answer(endpoint: Json) -> Outcome:
    """By the address alone, so that it does not matter who asks when."""
    if str(endpoint).endswith("down"):
        return Outcome(problem=communication("Down.", 503))
    return Outcome(output={"from": endpoint})


def alone(tasks: str) -> tuple[str, Json, list[str]]:
    calls: list[str] = []

    def mock(wanted: WantCall) -> Mocked:
        assert isinstance(wanted.arguments, dict)
        calls.append(f"{wanted.task} {wanted.key.partition(':')[2]}")
        outcome = answer(wanted.arguments["endpoint"])
        return Mocked(outcome.output, outcome.problem)

    state = Simulation(program_of(tasks), mock).run({"given": 1})
    return state.status, state.output, sorted(calls)


@pytest.fixture
def cut_at(monkeypatch):
    """Executions go on as new ones from that length of their history on; none is cut at 3."""

    def cut(length: int) -> None:
        def due(_lifespan: Lifespan) -> bool:
            return workflow.info().get_current_history_length() >= length

        monkeypatch.setattr(Lifespan, "due", due)

    return cut


def answered(call: Call) -> Outcome:
    assert isinstance(call.arguments, dict)
    return answer(call.arguments["endpoint"])


def once(world: World) -> None:
    """Each fact was told, and all that was told of a fact is the same."""
    kept = {}
    for recording in world.recordings:
        for row in recording.facts:
            assert kept.setdefault(row.sequence, row) == row
    assert sorted(kept) == list(range(1, len(kept) + 1))


LENGTHS = pytest.mark.parametrize(
    "length", [4, 8, 14, 10_000], ids=["always", "often", "now and then", "never"]
)


@LENGTHS
@pytest.mark.parametrize("tasks", SAMPLES.values(), ids=SAMPLES)
async def test_the_same_as_the_machine_alone(temporal, cut_at, tasks, length):
    cut_at(length)
    async with running(temporal, program_of(tasks), {"given": 1}, answered) as world:
        await world.handle.result()
    status, output, calls = alone(tasks)
    assert (world.last.status, world.last.output) == (status, output)
    made = sorted(f"{call.task} {call.key.partition(':')[2]}" for call in world.calls)
    assert made == calls
    once(world)


@LENGTHS
async def test_runs_events_and_people(temporal, cut_at, length):
    """While it listens, waits for a run, and asks a person."""
    cut_at(length)
    async with running(temporal, program_of(MET), answer=lose_first) as world:
        await meet(world)
        await world.handle.result()
    assert world.last.output == {"paid": 7}
    once(world)


@LENGTHS
async def test_messages_in_that_very_moment(temporal, cut_at, length):
    """None is lost and none counts twice, however many come while it goes on as a new one."""
    cut_at(length)
    async with running(temporal, program_of(HOLDS)) as world:
        for number in range(1, 41, 2):
            await world.say(number, "run.suspend", {})
            await world.say(number + 1, "run.resume", {})
            await world.say(number, "run.suspend", {})  # delivered once more
        await world.say(41, "run.cancel", {})
        await world.handle.result()
    answers = [one.message for kept in world.recordings for one in kept.answers]
    assert sorted(answers) == sorted(f"m{number}" for number in range(1, 42))
    assert world.last.status == "cancelled"
    once(world)


async def test_a_call_that_is_out_holds_nothing_up(temporal, cut_at):
    """Messages are answered and timers fire meanwhile; it goes on when the call has come home."""
    cut_at(4)
    released = asyncio.Event()

    async def late(call: Call) -> Outcome:
        await released.wait()
        return answered(call)

    async with running(temporal, program_of(OUT), answer=late) as world:
        await world.meets(lambda kept: [row for row in kept.facts if row.kind == "timer.fired"])
        await world.say(1, "run.suspend", {})
        await world.until("suspended")
        await world.say(2, "run.resume", {})
        released.set()
        await world.handle.result()
    assert world.last.status == "completed"
    assert len(world.calls) == 1
    once(world)


async def test_at_the_last_it_waits_for_calls_and_starts_nothing(temporal, cut_at, monkeypatch):
    cut_at(4)
    monkeypatch.setattr(lifespan, "MOST_EVENTS", 4)
    async with running(temporal, program_of(SAMPLES["branches that wait and call"])) as world:
        await world.handle.result()
    assert world.last.status == "completed"
    once(world)


async def test_a_long_loop_goes_on_after_so_many_steps(temporal, monkeypatch):
    monkeypatch.setattr(run_module, "WORK_AN_ACTIVATION", 40)
    monkeypatch.setattr(lifespan, "ACTIVATIONS", 5)
    async with running(temporal, program_of(COUNTS % 300)) as world:
        await world.handle.result()
        described = await world.handle.describe()
    assert world.last.output == {"n": 300}
    assert described.raw_description.workflow_execution_info.first_run_id != described.run_id
    once(world)


async def test_what_is_known_is_kept_before_it_goes_on(temporal, cut_at, monkeypatch):
    """The next execution is never replayed together with this one: nobody would make it again."""
    cut_at(4)
    monkeypatch.setattr(run_module, "WORK_AN_ACTIVATION", 2)
    soft = []
    async with running(temporal, program_of(COUNTS % 4)) as world:
        monkeypatch.setattr(run_module, "record_softly", soft.append)
        await world.handle.result()
    assert world.last.output == {"n": 4}
    assert soft == []
    assert len(world.recordings) > 1
