"""Approvals: from the click to the decision in the run, and the list of somebody with much to do.

Runs that ask wait first; then people decide, at a steady rate and as fast as the machine can.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import time
from dataclasses import dataclass
from typing import Any

import httpx

from bench.scratch import Somebody, scratch
from bench.stack import Stack, running_stack

SOURCE = """\
document: {{ dsl: '1.0.3', namespace: bench, name: ask, version: '1.0.0' }}
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: '${{ "Request " + (.n | tostring) }}'
        body: All that is needed to decide.
        approvers: [{approver}]
"""
A_SECOND = 30
DECISIONS = 600
AT_ONCE = 24
OPEN = 1_000
SETTLING = 10
"""Seconds in which those who were asked are told of it, before anybody decides."""
PAGES = 200
MOST_TO_DECIDE = 300
MOST_TO_LIST = 100


@dataclass(frozen=True)
class Decided:
    """How long clicks took, and how many the run hadn't counted when they were answered."""

    times: list[float]
    uncounted: int
    seconds: float

    def line(self, name: str) -> str:
        return (
            f"  {name}: {len(self.times) / self.seconds:.1f} a second, {_told(self.times)}"
            f" (p95 at most {MOST_TO_DECIDE} ms), {self.uncounted} not counted at once"
        )


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {p95:.0f} ms"


class Office:
    """Those who ask, and the one who decides."""

    def __init__(self, stack: Stack, asker: Somebody, approver: Somebody) -> None:
        limits = httpx.Limits(max_connections=AT_ONCE * 2)
        made = {"base_url": stack.api, "limits": limits, "timeout": 60}
        self.asker = httpx.AsyncClient(**made, headers=_key(asker))
        self.approver = httpx.AsyncClient(**made, headers=_key(approver))
        self._approver = approver.id
        self._numbers = itertools.count()

    async def publish(self) -> None:
        source = SOURCE.format(approver=self._approver)
        kind = {"Content-Type": "application/yaml"}
        made = await self.asker.post("/api/v1/definitions", content=source, headers=kind)
        made.raise_for_status()
        at = "/api/v1/definitions/bench/ask/1.0.0/publish"
        (await self.asker.post(at)).raise_for_status()

    async def ask(self, count: int) -> list[str]:
        """Starts so many runs; answers what waits then."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with turns:
                body = {"workflow": "bench/ask", "input": {"n": next(self._numbers)}}
                (await self.asker.post("/api/v1/runs", json=body)).raise_for_status()

        await asyncio.gather(*(one() for _ in range(count)))
        while (await self.page(1))["counts"]["me"] < count:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        return await self.waiting()

    async def waiting(self) -> list[str]:
        found: list[str] = []
        cursor = None
        while True:
            page = await self.page(200, cursor)
            found += [one["id"] for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                return found

    async def page(self, limit: int, cursor: str | None = None) -> dict[str, Any]:
        query = {"limit": limit} | ({} if cursor is None else {"cursor": cursor})
        answer = await self.approver.get("/api/v1/approvals", params=query)
        answer.raise_for_status()
        return answer.json()

    async def decide(self, approval: str) -> bool:
        """Whether the run had counted it when it was answered."""
        at = f"/api/v1/approvals/{approval}/decision"
        answer = await self.approver.post(at, json={"decision": "approve"})
        answer.raise_for_status()
        return answer.json()["counted"]

    async def close(self) -> None:
        await self.asker.aclose()
        await self.approver.aclose()


def _key(person: Somebody) -> dict[str, str]:
    return {"Authorization": f"Bearer {person.key}"}


async def steadily(office: Office, waiting: list[str], a_second: int) -> Decided:
    """Each click when it is time, whether earlier ones have been answered or not."""
    times: list[float] = []
    uncounted = 0

    async def one(approval: str, at: float) -> None:
        nonlocal uncounted
        uncounted += not await office.decide(approval)
        times.append((time.perf_counter() - at) * 1000)

    begun = time.perf_counter()
    clicked: list[asyncio.Task[None]] = []
    for number, approval in enumerate(waiting):
        due = begun + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        clicked.append(asyncio.create_task(one(approval, due)))
    await asyncio.gather(*clicked)
    return Decided(times, uncounted, time.perf_counter() - begun)


async def at_full_speed(office: Office, waiting: list[str]) -> Decided:
    """As many at once as a crowd of people; each clicks as soon as the last was answered."""
    times: list[float] = []
    uncounted = 0
    left = iter(waiting)

    async def somebody() -> None:
        nonlocal uncounted
        for approval in left:
            begun = time.perf_counter()
            uncounted += not await office.decide(approval)
            times.append((time.perf_counter() - begun) * 1000)

    begun = time.perf_counter()
    await asyncio.gather(*(somebody() for _ in range(AT_ONCE)))
    return Decided(times, uncounted, time.perf_counter() - begun)


async def listed(office: Office) -> list[float]:
    times: list[float] = []
    for _ in range(PAGES):
        begun = time.perf_counter()
        await office.page(50)
        times.append((time.perf_counter() - begun) * 1000)
    return times


async def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--decisions", type=int, default=DECISIONS)
    given.add_argument("--open", type=int, default=OPEN)
    given.add_argument("--a-second", type=int, default=A_SECOND, help="clicks at a steady rate")
    told = given.parse_args()
    stack = running_stack()
    with scratch(stack.database_admin, people=2, role="developer") as made:
        office = Office(stack, *made.people[:2])
        await office.publish()
        print("from the click to the decision in the run:")
        waiting = await office.ask(told.decisions)
        await asyncio.sleep(SETTLING)
        decided = await steadily(office, waiting, told.a_second)
        print(decided.line(f"{told.a_second} a second"))
        waiting = await office.ask(told.decisions)
        await asyncio.sleep(SETTLING)
        print((await at_full_speed(office, waiting)).line(f"{AT_ONCE} at once"))
        await office.ask(told.open)
        print(
            f"a page of 50 of {told.open} that wait for one person: {_told(await listed(office))}"
            f" (p95 at most {MOST_TO_LIST} ms)"
        )
        await office.close()


if __name__ == "__main__":
    asyncio.run(main())
