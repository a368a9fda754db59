"""Runs that wait, each for an event of its own, on one worker: what they take, how one is woken.

From before the event is sent until whoever waits for the run's end is told. Others must sleep on,
and all end when theirs has come. `python -m bench.waiting 500` has that many; 10,000 otherwise.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
import psycopg

from bench.memory import megabytes
from bench.scratch import scratch
from bench.stack import Stack, publish, running_stack

RUNS = 10_000
WOKEN = 200
AT_ONCE = 20
LOOK_SECONDS = 1.0
MOST_MEGABYTES = 300
MOST_MILLISECONDS = 100
TASKS: list[dict[str, object]] = [
    {
        "hear": {
            "listen": {
                "to": {
                    "one": {
                        "with": {"type": "bench.asked"},
                        "correlate": {"n": {"from": ".data.n", "expect": "${ $workflow.input.n }"}},
                    }
                }
            }
        }
    },
    {"end": {"set": {"heard": "${ .[0].n }"}}},
]
_WAITING = """
SELECT (SELECT count(*) FROM runs WHERE tenant_id = %(tenant)s AND status = 'waiting'),
  (SELECT count(*) FROM subscriptions WHERE tenant_id = %(tenant)s AND NOT lagging)
"""
_TOLD = "SELECT DISTINCT run_id::text FROM messages WHERE tenant_id = %s"


@dataclass
class Sleepers:
    """The runs by the number that each waits for."""

    stack: Stack
    tenant: str
    http: httpx.AsyncClient
    runs: dict[int, str] = field(default_factory=dict[int, str])
    mark: str = field(default_factory=lambda: uuid4().hex[:8])

    async def lie_down(self, count: int) -> None:
        """Until all wait, and have been told of the events that they had missed."""
        workflow = await publish(self.http, f"waiting-{self.mark}", TASKS)

        async def start(number: int) -> None:
            asked = {"workflow": workflow, "input": {"n": f"{number}"}}
            answer = await self.http.post("/api/v1/runs", json=asked)
            self.runs[number] = answer.raise_for_status().json()["id"]

        begun = time.perf_counter()
        starting = asyncio.create_task(bounded(start, range(count)))
        while (waiting := self._waiting()) < count:
            print(f"  {len(self.runs)} started, {waiting} wait", file=sys.stderr, flush=True)
            await asyncio.sleep(LOOK_SECONDS)
            if starting.done():
                starting.result()
        print(f"  all wait after {time.perf_counter() - begun:.0f} s", flush=True)

    async def wake(self, number: int) -> float:
        """Milliseconds."""
        address = f"/api/v1/runs/{self.runs[number]}"
        told = asyncio.create_task(self.http.get(address, params={"wait": "30"}))
        begun = time.perf_counter()
        event = {"specversion": "1.0", "source": f"/bench/{self.mark}", "type": "bench.asked"}
        sent = await self.http.post(
            "/api/v1/events",
            json=event | {"id": f"{number}", "data": {"n": f"{number}"}},
            headers={"content-type": "application/cloudevents+json"},
        )
        sent.raise_for_status()
        ended = (await told).raise_for_status().json()
        took = (time.perf_counter() - begun) * 1000
        assert ended["status"] == "completed", ended
        assert ended["output"] == {"heard": f"{number}"}, ended
        return took

    def sleep_on(self, woken: Iterable[int]) -> None:
        """Nobody was told of anything but those."""
        with psycopg.connect(self.stack.database_admin) as admin:
            told = {str(row[0]) for row in admin.execute(_TOLD, [self.tenant])}
        known = {self.runs[number] for number in woken}
        assert told == known, f"{len(told - known)} others woke."
        assert self._waiting() == len(self.runs) - len(known)

    def _waiting(self) -> int:
        with psycopg.connect(self.stack.database_admin) as admin:
            row = admin.execute(_WAITING, {"tenant": self.tenant}).fetchone()
        assert row is not None
        return int(min(row))


async def bounded(work: Callable[[int], Awaitable[object]], numbers: Iterable[int]) -> None:
    left = iter(numbers)

    async def one_after_the_other() -> None:
        for number in left:
            await work(number)

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))


async def measure(sleepers: Sleepers, count: int) -> None:
    print(f"{count} runs that wait for an event of their own, on one worker:", flush=True)
    worker = sleepers.stack.processes["worker"]
    before = megabytes(worker)
    await sleepers.lie_down(count)
    after = megabytes(worker)
    print(f"  memory of the worker: {after:.0f} MB (at most {MOST_MEGABYTES}), {before:.0f} before")
    chosen = random.sample(range(count), min(WOKEN, count // 2))
    times = sorted([await sleepers.wake(number) for number in chosen])
    sleepers.sleep_on(chosen)
    print(
        f"  from the event to the run's end, {len(times)} of them: p50"
        f" {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms"
        f" (at most {MOST_MILLISECONDS}); nobody else woke",
        flush=True,
    )
    others = sorted(sleepers.runs.keys() - set(chosen))
    begun = time.perf_counter()
    await bounded(sleepers.wake, others)
    rate = len(others) / (time.perf_counter() - begun)
    print(f"  the others, {AT_ONCE} at once: {rate:.0f} woken a second", flush=True)


async def main(count: int = RUNS) -> None:
    stack = running_stack()
    with scratch(stack.database_admin, people=1, role="developer") as made:
        async with stack.client(made.people[0].key) as http:
            await measure(Sleepers(stack, made.tenant, http), count)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
