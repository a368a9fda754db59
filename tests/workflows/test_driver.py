"""Temporal drives the machine to the same end as the machine alone, however often it is cut."""

from __future__ import annotations

import pytest
from temporalio import workflow

from definitions.contracts import Call, Outcome
from definitions.errors import communication
from definitions.values import Json
from tests.workflows.conftest import program_of
from tests.workflows.test_run import running
from workflows.machine.wanted import WantCall
from workflows.run import Run
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
    "a try that tries again and gives up": (
        "  - careful:\n      try:\n"
        f"        - call: {{ {POST % 'down'} }}\n"
        "      catch:\n"
        "        retry: { delay: { milliseconds: 10 }, limit: { attempt: { count: 3 } } }\n"
        "        do: [{ say: { set: { gave: '${ $error.status }' } } }]\n"
        f"  - after: {{ {POST % 'after'}, output: {{ as: '${{ {{ was: $input, got: . }} }}' }} }}\n"
    ),
}


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


@pytest.mark.parametrize("length", [8, 14, 10_000], ids=["often", "now and then", "never"])
@pytest.mark.parametrize("tasks", SAMPLES.values(), ids=SAMPLES)
async def test_the_same_as_the_machine_alone(temporal, monkeypatch, tasks, length):
    def cut(_run: Run) -> bool:
        return workflow.info().get_current_history_length() >= length

    monkeypatch.setattr(Run, "_should_continue", cut)

    def answered(call: Call) -> Outcome:
        assert isinstance(call.arguments, dict)
        return answer(call.arguments["endpoint"])

    async with running(temporal, program_of(tasks), {"given": 1}, answered) as world:
        await world.handle.result()
    status, output, calls = alone(tasks)
    assert (world.last.status, world.last.output) == (status, output)
    made = sorted(f"{call.task} {call.key.partition(':')[2]}" for call in world.calls)
    assert made == calls
