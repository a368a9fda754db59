"""`kill -9` of any process at random moments under loops, forks, retries, sub-runs and events.

Every run ends as the machine alone says; no call is made twice, no event is lost, no run begun
twice. What a lost worker leaves unknown an operator settles by what the stub has seen. The seed is
printed: `BATON_CHAOS_SEED` plays the same storm again. 40 runs here, 1,000 with `make soak`.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from tests.chaos.counting_stub import CountingStub
from tests.chaos.local_stack import LocalStack, pause
from tests.chaos.storm import COUNT, DROP, PLACES, STEPS, answer, event, foreseen
from tests.chaos.test_kill import ENDED, VICTIMS, Operator, revived

AT_ONCE = 12
SURE_SECONDS = 1.0
"""A request that a killed worker had sent has been read by then, or never will be."""


@dataclass
class Storm:
    """So many runs, and the weather that they go through."""

    stack: LocalStack
    operator: Operator
    stub: CountingStub
    count: int
    chance: random.Random
    deadline: float
    runs: dict[int, str] = field(default_factory=dict)
    ends: dict[int, dict[str, object]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)

    async def pass_over(self) -> None:
        """The weather clears up when the last tenth of the runs is on its way."""
        weather = asyncio.create_task(self._rage())
        gate = asyncio.Semaphore(AT_ONCE)
        try:
            await asyncio.gather(*(self._one(number, gate) for number in range(self.count)))
            await weather
        finally:
            weather.cancel()

    async def _rage(self) -> None:
        while len(self.ends) < self.count * 9 // 10:
            await pause(self.chance.uniform(0.5, 4.0))
            both = 2 if self.chance.random() < 0.2 else 1
            victims = self.chance.sample(VICTIMS, both)
            known = self.stack.children()
            killed = {name: self.stack.kill(name) for name in victims if name in known}
            self.kills.update(killed.keys())
            for name, pid in killed.items():
                await asyncio.wait_for(revived(self.stack, name, pid), self._left())

    async def _one(self, number: int, gate: asyncio.Semaphore) -> None:
        async with gate:
            self.runs[number] = await self._start(number)
            # Before or after the run listens: it hears what has come since it was made.
            await pause(self.chance.uniform(0, 1.5))
            await self._send(number)
            self.ends[number] = await self._end(self.runs[number])

    async def _start(self, number: int) -> str:
        asked = {"workflow": "chaos/storm", "input": {"stub": self.stub.url, "n": str(number)}}
        headers = {"idempotency-key": f"{uuid4()}"}
        got = await self.operator.ask("POST", "/api/v1/runs", headers=headers, json=asked)
        assert got.status_code == 201, got.text
        return str(got.json()["id"])

    async def _send(self, number: int) -> None:
        headers = {"content-type": "application/cloudevents+json"}
        sent = {"headers": headers, "json": event(number)}
        got = await self.operator.ask("POST", "/api/v1/events", **sent)
        assert got.status_code == 202, got.text

    async def _end(self, run: str) -> dict[str, object]:
        while True:
            kept = (await self.operator.ask("GET", f"/api/v1/runs/{run}?wait=5")).json()
            if kept["status"] in ENDED:
                return kept
            await self._settle(run)
            children = await self.operator.ask("GET", f"/api/v1/runs?parent={run}")
            for child in children.json()["items"]:
                await self._settle(child["id"])
            assert self._left() > 0, f"stuck: {kept}"

    async def _settle(self, run: str) -> None:
        """As an operator would, who asks the other side whether the call has come."""
        said = await self.operator.ask("GET", f"/api/v1/runs/{run}/explanation")
        for item in said.json()["items"]:
            if item["code"] == "unsettled":
                await pause(SURE_SECONDS)
                key = f"{run}:{item['visit']}"
                came = [path for path, known in self.stub.keys if known == key]
                body: dict[str, object] = {"visit": item["visit"], "outcome": "again"}
                if came:
                    body |= {"outcome": "happened", "output": answer(came[0], "")[1]}
                await self.operator.ask("POST", f"/api/v1/runs/{run}/settle", json=body)
                self.settled[str(body["outcome"])] += 1

    def _left(self) -> float:
        return self.deadline - time.monotonic()


async def counted(storm: Storm, workflow: str) -> list[dict[str, object]]:
    """All runs of it."""
    found: list[dict[str, object]] = []
    cursor = ""
    while True:
        path = f"/api/v1/runs?workflow=chaos/{workflow}&limit=100{cursor}"
        page = (await storm.operator.ask("GET", path)).json()
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def verdict(storm: Storm) -> None:
    foresee = foreseen(storm.stub.url)
    ends = {number: (end["status"], end["output"]) for number, end in storm.ends.items()}
    assert ends == {number: foresee(number) for number in range(storm.count)}
    twice = {key: times for key, times in storm.stub.keys.items() if times > 1}
    assert not twice, f"sent twice: {twice}"
    wanted = {f"/{place}".format(number) for place in PLACES for number in range(storm.count)}
    assert {path for _, path in storm.stub.arrivals} == wanted
    for workflow in ("storm", "drop"):
        assert len(await counted(storm, workflow)) == storm.count
    await every(storm, heard_all)
    heard = await counted(storm, "heard")
    outputs = [
        (await storm.operator.ask("GET", f"/api/v1/runs/{one['id']}")).json()["output"]
        for one in heard
    ]
    assert sorted(map(str, outputs)) == sorted(map(str, range(storm.count)))


async def heard_all(storm: Storm) -> bool:
    runs = await counted(storm, "heard")
    return len(runs) >= storm.count and all(run["status"] in ENDED for run in runs)


async def every(storm: Storm, look: Callable[[Storm], Awaitable[bool]]) -> None:
    while not await look(storm):
        assert storm.deadline > time.monotonic(), "an event is lost, or nobody hears it"
        await pause(1.0)


async def rage(stack: LocalStack, count: int, seconds: float) -> None:
    seed = os.environ.get("BATON_CHAOS_SEED") or str(random.randrange(10**6))
    print(f"{count} runs; to play this storm again: BATON_CHAOS_SEED={seed}")  # noqa: T201
    operator = Operator(stack, stack.token())
    for text, name in ((DROP, "drop"), (STEPS, "storm"), (COUNT, "heard")):
        await operator.publish(text, name)
    async with CountingStub(answer) as stub:
        begun = time.monotonic()
        storm = Storm(stack, operator, stub, count, random.Random(seed), begun + seconds)
        await storm.pass_over()
        await verdict(storm)
        took = time.monotonic() - begun
    told = f"killed {dict(storm.kills)}, settled {dict(storm.settled)}"
    print(f"{count} runs in {took:.0f} s: {told}")  # noqa: T201


@pytest.mark.timeout(400)
@pytest.mark.alone
class TestStorm:
    async def test_any_process_at_any_moment(self, stack):
        await rage(stack, int(os.environ.get("BATON_CHAOS_RUNS", "40")), 300)


@pytest.mark.timeout(5400)
@pytest.mark.alone
@pytest.mark.soak
class TestStormAtFullSize:
    async def test_any_process_at_any_moment(self, stack):
        await rage(stack, int(os.environ.get("BATON_CHAOS_RUNS", "1000")), 4800)
