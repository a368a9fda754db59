"""`kill -9` between an event and its consumption: each heard once, each published once."""

from __future__ import annotations

import asyncio

import pytest

from tests.chaos.local_stack import pause
from tests.chaos.test_kill import Operator, killing, revived

HEAD = "document: {{ dsl: '1.0.3', namespace: chaos, name: {name}, version: '1.0.0' }}\n"
HEARING = (
    HEAD.format(name="steps")
    + """\
do:
  - hear:
      listen:
        to:
          one:
            with: { type: asked }
            correlate: { n: { from: .data.n, expect: '${ $workflow.input.n }' } }
  - answer:
      emit: { event: { with: { type: answered, data: '${ .[0] }' } } }
      output: { as: .data }
"""
)
COUNTING = (
    HEAD.format(name="counting")
    + """\
do:
  - hear: { listen: { to: { any: [{ with: { type: answered } }], until: length == 8 } } }
"""
)
STARTED = (
    HEAD.format(name="started")
    + """\
schedule:
  on:
    all:
      - { with: { type: asked }, correlate: { n: { from: .data.n } } }
      - { with: { type: answered }, correlate: { n: { from: .data.n } } }
do: [{ n: { set: '${ [$workflow.input[].data.n] | unique }' } }]
"""
)
RUNS = 8


async def waiting(operator: Operator, run: str) -> None:
    async with asyncio.timeout(240):
        while (await operator.ask("GET", f"/api/v1/runs/{run}")).json()["status"] != "waiting":
            await pause()


async def send(operator: Operator, number: int) -> None:
    event = {
        "specversion": "1.0",
        "id": str(number),
        "source": "/chaos",
        "type": "asked",
        "data": {"n": str(number), "word": f"of {number}"},
    }
    headers = {"content-type": "application/cloudevents+json"}
    answer = await operator.ask("POST", "/api/v1/events", json=event, headers=headers)
    assert answer.status_code == 202, answer.text


async def started(operator: Operator) -> list[object]:
    """What the runs that pairs of events have started put out."""
    async with asyncio.timeout(240):
        while True:
            found = await operator.ask("GET", "/api/v1/runs?workflow=chaos/started&limit=100")
            runs = [str(run["id"]) for run in found.json()["items"]]
            if len(runs) >= RUNS:
                break
            await pause()
    outputs = [(await operator.end(run))["output"] for run in runs]
    return sorted(outputs, key=str)


@pytest.mark.timeout(900)
@pytest.mark.alone
class TestEvents:
    async def test_killed_worker_and_relay(self, stack):
        operator = Operator(stack, stack.token())
        await operator.publish(HEARING, "steps")
        await operator.publish(COUNTING, "counting")
        await operator.publish(STARTED, "started")
        answer = await operator.ask("POST", "/api/v1/runs", json={"workflow": "chaos/counting"})
        counting = str(answer.json()["id"])
        runs = [await operator.start("none", number) for number in range(RUNS)]
        for run in (counting, *runs):
            await waiting(operator, run)
        killed = stack.kill("worker")  # what is sent now is kept, and heard by the next one
        for number in range(RUNS // 2):
            await send(operator, number)
        await revived(stack, "worker", killed)
        for turn, victim in enumerate(("worker", "relay"), start=RUNS // 2):
            await send(operator, turn)
            await killing(victim)(stack)
        for number in range(RUNS):  # some of them a second time
            await send(operator, number)
        ends = [await operator.end(run) for run in runs]
        words = [{"n": str(number), "word": f"of {number}"} for number in range(RUNS)]
        assert [(end["status"], end["output"]) for end in ends] == [
            ("completed", word) for word in words
        ]
        end = await operator.end(counting)
        heard = end["output"]
        assert isinstance(heard, list)
        assert sorted(heard, key=lambda one: one["n"]) == words
        assert await started(operator) == [[str(number)] for number in range(RUNS)]
