"""The list of runs of a tenant with 100,000 of them: every combination of filters, over HTTP.

Then the plans that PostgreSQL has for what would read every run without its index.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy import text

from bench.scratch import Scratch, scratch, seed_runs
from bench.stack import Stack, running_stack
from store import run_list
from store.run_list import RunFilter, Span
from store.session import Database
from store.settings import StoreSettings

RUNS = 100_000
TURNS = 30
MOST_MILLISECONDS = 100
SHOWN = 12

Query = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Figure:
    who: str
    asked: Query
    times: list[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return self.times[int(len(self.times) * 0.95)]

    def line(self) -> str:
        asked = ", ".join(f"{name}={str(value)[:36]}" for name, value in self.asked.items())
        return f"{self.p50:6.1f} {self.p95:6.1f} ms  {self.who}: {asked or 'everything'}"


def questions(robot: str, person: str) -> Iterator[Query]:
    """All combinations of what people filter by."""
    now = datetime.now(UTC)
    day = {"since": (now - timedelta(days=1)).isoformat()}
    long_ago = {
        "since": (now - timedelta(days=80)).isoformat(),
        "until": (now - timedelta(days=70)).isoformat(),
    }
    statuses: list[Query] = [
        {},
        {"status": "faulted"},
        {"status": ["running", "waiting"]},
        {"status": ["completed", "faulted", "cancelled"]},
    ]
    processes: list[Query] = [
        {},
        {"workflow": "bench-0/process-0"},
        {"workflow": "bench-7/process-39"},
        {"namespace": "bench-3"},
        {"name": "process-7"},
        {"search": "process-1"},
        {"search": "process"},
        {"search": "01"},
        {"search": "nothing"},
    ]
    people: list[Query] = [{}, {"startedBy": robot}, {"startedBy": person}]
    for parts in itertools.product(statuses, processes, people, ({}, day, long_ago)):
        merged: dict[str, str | list[str]] = {}
        for part in parts:
            merged |= part
        yield merged


async def measure(
    http: httpx.AsyncClient, who: str, asked: Query, address: str = "/api/v1/runs"
) -> Figure:
    """The first page and the one after it, in turn."""
    times: list[float] = []
    cursor: dict[str, str] = {}
    for _ in range(TURNS):
        begun = time.perf_counter()
        answer = await http.get(address, params={**asked, **cursor})
        times.append((time.perf_counter() - begun) * 1000)
        following = answer.raise_for_status().json()["next"]
        cursor = {} if cursor or following is None else {"cursor": following}
    times.sort()
    return Figure(who, asked, times)


def report(figures: list[Figure]) -> None:
    """Of all requests, of the combination that fared worst, and which are slow by nature."""
    times = sorted(one for figure in figures for one in figure.times)
    over = sum(figure.p95 > MOST_MILLISECONDS for figure in figures)
    print(f"the list of runs, {RUNS} of one tenant, {len(figures)} combinations of filters:")
    print(
        f"  all requests: p50 {statistics.median(times):.1f} ms,"
        f" p95 {times[int(len(times) * 0.95)]:.1f} ms;"
        f" combinations with a p95 over {MOST_MILLISECONDS} ms: {over},"
        f" the highest {max(figure.p95 for figure in figures):.0f} ms"
    )
    print("  p50 and p95 of those with the highest p50:")
    for figure in sorted(figures, key=lambda figure: figure.p50)[-SHOWN:]:
        print(f"  {figure.line()}")


async def explain(stack: Stack, made: Scratch) -> None:
    """Of what is asked most, and of what would read every run without its index."""
    person = made.people[1].id
    team = frozenset(one.id for one in made.people[1:])
    cases = {
        "everything": (RunFilter(), None),
        "few are faulted": (RunFilter(statuses=("faulted",)), None),
        "one process, one status": (RunFilter(statuses=("faulted",)), [("bench-0", "process-0")]),
        "one person": (RunFilter(starters=frozenset({person})), None),
        "those whom somebody leads": (RunFilter(starters=team), None),
        "one person in one process": (
            RunFilter(starters=frozenset({person}), statuses=("faulted",)),
            [("bench-0", "process-0")],
        ),
    }
    database = await Database.open(StoreSettings(database_url=stack.database))
    for name, (wanted, processes) in cases.items():
        step = run_list.newest(wanted, processes, Span(), 51)
        async with database.tenant(made.tenant) as session:
            plan = text(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {step.statement}")
            rows = (await session.execute(plan, step.values)).scalars().all()
        told = [row.strip() for row in rows if "Index" in row or "Seq" in row or "Execution" in row]
        print(f"  {name}:", *told, sep="\n    ")
    await database.close()


async def main() -> None:
    stack = running_stack()
    with scratch(stack.database_admin, people=200) as made:
        seed_runs(stack.database_admin, made, RUNS)
        robot, member = made.people[0], made.people[1]
        async with stack.client(robot.key) as all_seeing, stack.client(member.key) as own:
            for http in (all_seeing, own):
                (await http.get("/api/v1/runs")).raise_for_status()
            asked = list(questions(robot.id, member.id))
            figures = [await measure(all_seeing, "operator", one) for one in asked]
            figures += [
                await measure(own, "member", one) for one in asked if "startedBy" not in one
            ]
            processes = [
                await measure(http, who, {"limit": "20"}, "/api/v1/processes")
                for who, http in (("operator", all_seeing), ("member", own))
            ]
        report(figures)
        print("the list of processes, 20 a page:")
        for figure in processes:
            print(f"  {figure.line()}")
        await explain(stack, made)


if __name__ == "__main__":
    asyncio.run(main())
