"""A tenant that starts a run now and then, beside one that has queued thousands of them.

What its runs take, from POST to end, is judged by what they take when many tenants have queued as
many together. `python -m bench.fairness 300` queues that many; 5,000 otherwise.
"""

from __future__ import annotations

import asyncio
import math
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx
import psycopg

from bench.engine import in_a_row
from bench.scratch import scratch
from bench.stack import Stack, publish, run_to_end, running_stack
from bench.stub import stub

RUNS = 5_000
TENANTS = 10
CALLS = 2
AT_ONCE = 20
EVERY_SECONDS = 1.0
LOOK_SECONDS = 0.5
ALONE_SECONDS = 10
MOST_TIMES = 1.5
_OPEN = "SELECT count(*) FROM runs WHERE tenant_id = ANY(%s) AND ended_at IS NULL"


@dataclass(frozen=True)
class Tenant:
    id: str
    http: httpx.AsyncClient
    workflow: str

    async def queue(self) -> None:
        answer = await self.http.post("/api/v1/runs", json={"workflow": self.workflow})
        answer.raise_for_status()


@asynccontextmanager
async def tenants(stack: Stack, count: int, url: str) -> AsyncIterator[list[Tenant]]:
    """New ones, who all have the same process."""
    async with AsyncExitStack() as opened:
        made: list[Tenant] = []
        for _ in range(count):
            with_key = scratch(stack.database_admin, people=1, role="developer")
            one = opened.enter_context(with_key)
            http = await opened.enter_async_context(stack.client(one.people[0].key))
            workflow = await publish(http, "fairness", in_a_row("post", url, CALLS))
            made.append(Tenant(one.tenant, http, workflow))
        yield made


class Load:
    """Runs that tenants queue in turn."""

    def __init__(self, stack: Stack, those: Sequence[Tenant], count: int) -> None:
        self._stack = stack
        self._those = those
        self._count = count

    async def bear(self) -> None:
        """Until all have ended."""
        begun = time.perf_counter()
        turns = iter(range(self._count))

        async def queue() -> None:
            for turn in turns:
                await self._those[turn % len(self._those)].queue()

        await asyncio.gather(*(queue() for _ in range(AT_ONCE)))
        queued = time.perf_counter() - begun
        while still := self._open():
            print(f"  {still} of {self._count} runs are open", file=sys.stderr, flush=True)
            await asyncio.sleep(LOOK_SECONDS)
        took = time.perf_counter() - begun
        whose = "one other tenant" if len(self._those) == 1 else f"{len(self._those)} others"
        print(
            f"  {self._count} runs of {whose}: queued in {queued:.0f} s,"
            f" ended after {took:.0f} s, {self._count / took:.0f} a second",
            flush=True,
        )

    def _open(self) -> int:
        with psycopg.connect(self._stack.database_admin) as admin:
            row = admin.execute(_OPEN, [[one.id for one in self._those]]).fetchone()
        assert row is not None
        return int(row[0])


@dataclass(frozen=True)
class Pace:
    """What the runs of the tenant took, in ms."""

    times: list[float]

    @property
    def p95(self) -> float:
        return self.times[int(len(self.times) * 0.95)]

    def __str__(self) -> str:
        return f"p50 {statistics.median(self.times):.0f} ms, p95 {self.p95:.0f} ms"


async def pace(tenant: Tenant, load: Callable[[], Awaitable[None]]) -> Pace:
    """Of runs that start at their time, however long those before them take."""
    running: list[asyncio.Task[float]] = []
    bearing = asyncio.ensure_future(load())
    while not bearing.done():
        running.append(asyncio.create_task(_one(tenant)))
        await asyncio.wait([bearing], timeout=EVERY_SECONDS)
    await bearing
    return Pace(sorted(await asyncio.gather(*running)))


async def _one(tenant: Tenant) -> float:
    """A run that is refused, or whose end nobody can ask for, has never ended."""
    begun = time.perf_counter()
    try:
        await run_to_end(tenant.http, tenant.workflow, None)
    except httpx.HTTPError:
        return math.inf
    return (time.perf_counter() - begun) * 1000


async def measure(stack: Stack, count: int, url: str) -> None:
    print(f"a run of {CALLS} POST calls each {EVERY_SECONDS} s, beside {count} queued runs:")
    async with tenants(stack, TENANTS + 1, url) as (calm, *others):
        alone = await pace(calm, lambda: asyncio.sleep(ALONE_SECONDS))
        print(f"  beside nothing: {alone}", flush=True)
        spread = await pace(calm, Load(stack, others, count).bear)
        print(f"  beside {TENANTS} tenants that share them: {spread}", flush=True)
        crowded = await pace(calm, Load(stack, others[:1], count).bear)
        print(
            f"  beside one that has all: {crowded},"
            f" {crowded.p95 / spread.p95:.2f} times (at most {MOST_TIMES})",
            flush=True,
        )


async def main(count: int = RUNS) -> None:
    stack = running_stack()
    with stub() as url:
        await measure(stack, count, url)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
