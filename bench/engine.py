"""The figures of the engine: Baton beside the bare SDK, on the same Temporal server, in turn.

Over REST, as people start runs, and for the engine alone, whose executions are started at Temporal
itself. The ratio of each pair counts; events and transactions are counted, and no noise touches
them. `python -m bench.engine row burst` measures only those.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import httpx

from bench.counting import Processes, Transactions, events_of
from bench.direct import Engine, engine
from bench.raw import QUEUE, Calls, Work, raw_worker
from bench.stack import Stack, publish, run_to_end, running_stack
from bench.stub import stub

PAIRS = 5
CALLS = 40
PARALLEL = 50
RUNS = 120
COUNTED = 10

Workload = Callable[[], Awaitable[object]]


def http_task(name: str, method: str, url: str) -> dict[str, object]:
    given: dict[str, object] = {"method": method, "endpoint": url}
    if method == "post":
        given["body"] = {"n": 1}
    return {name: {"call": "http", "with": given}}


def in_a_row(method: str, url: str, count: int = CALLS) -> list[dict[str, object]]:
    return [http_task(f"call{number}", method, url) for number in range(count)]


def at_once(url: str) -> list[dict[str, object]]:
    branches = [http_task(f"call{number}", "post", url) for number in range(PARALLEL)]
    return [{"all": {"fork": {"branches": branches}}}]


def sets(count: int) -> list[dict[str, object]]:
    return [{f"set{number}": {"set": {"n": number}}} for number in range(count)]


def loop(count: int) -> list[dict[str, object]]:
    body = [{"add": {"set": {"n": "${ $item }"}}}]
    return [{"loop": {"for": {"in": f"${{ [range({count})] }}"}, "do": body}}]


@dataclass
class Bench:
    """Everything that a measurement needs."""

    stack: Stack
    http: httpx.AsyncClient
    engine: Engine
    url: str

    async def publish(self, tasks: list[dict[str, object]]) -> str:
        return await publish(self.http, f"engine-{uuid4().hex[:8]}", tasks)

    def raw(
        self, method: str, count: int, *, local: bool = False, at_once: bool = False
    ) -> Workload:
        work = Work(self.url, method, count, local, at_once)

        async def run() -> None:
            client = self.engine.plain
            await client.execute_workflow(Calls.run, work, id=f"raw-{uuid4()}", task_queue=QUEUE)

        return run

    def rest(self, workflow: str) -> Workload:
        return lambda: run_to_end(self.http, workflow, None)

    async def alone(self, workflow: str, count: int) -> Workload:
        """Of runs that are written beforehand; `count` of them can be carried out."""
        waiting = await self.engine.write(workflow, count)
        return lambda: self.engine.carry_out(waiting.pop())


# ---- one after the other


async def seconds(work: Workload) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


async def paired(name: str, works: dict[str, Workload], limits: dict[str, float]) -> None:
    """Each in turn; what the first takes is what the others are judged by."""
    times: dict[str, list[float]] = {each: [] for each in works}
    for work in works.values():
        await work()
    for _ in range(PAIRS):
        for each, work in works.items():
            times[each].append(await seconds(work))
    base = next(iter(works))
    print(f"{name}, {PAIRS} rounds (median):", flush=True)
    for each, taken in times.items():
        ratios = [one / other for one, other in zip(taken, times[base], strict=True)]
        limit = f" (at most {limits[each]})" if each in limits else ""
        middle, ratio = statistics.median(taken) * 1000, statistics.median(ratios)
        print(f"  {each}: {middle:.0f} ms, {ratio:.2f} times{limit}", flush=True)


async def rows(bench: Bench) -> None:
    post = await bench.publish(in_a_row("post", bench.url))
    await paired(
        f"{CALLS} POST calls in a row",
        {
            "raw SDK": bench.raw("post", CALLS),
            "Baton over REST": bench.rest(post),
            "the engine alone": await bench.alone(post, PAIRS + 1),
        },
        {"Baton over REST": 1.2, "the engine alone": 1.2},
    )
    get = await bench.publish(in_a_row("get", bench.url))
    gets = {
        "raw SDK": bench.raw("get", CALLS),
        "raw SDK, local activities": bench.raw("get", CALLS, local=True),
        "Baton over REST": bench.rest(get),
        "the engine alone": await bench.alone(get, 2 * PAIRS + 2),
    }
    limits = {"Baton over REST": 0.4, "the engine alone": 0.4}
    await paired(f"{CALLS} GET calls in a row", gets, limits)
    del gets["raw SDK"]
    limits = {"Baton over REST": 1.4, "the engine alone": 1.4}
    await paired(f"{CALLS} GET calls, beside local ones", gets, limits)
    fork = await bench.publish(at_once(bench.url))
    await paired(
        f"a fork of {PARALLEL} POST calls",
        {
            "raw SDK": bench.raw("post", PARALLEL, at_once=True),
            "Baton over REST": bench.rest(fork),
            "the engine alone": await bench.alone(fork, PAIRS + 1),
        },
        {"Baton over REST": 1.2, "the engine alone": 1.2},
    )


async def steps(bench: Bench) -> None:
    for name, tasks, most in (
        (f"{CALLS} `set` tasks", sets(CALLS), 40),
        ("a loop of 1,000 `set`", loop(1_000), 250),
    ):
        workflow = await bench.publish(tasks)
        works = {
            "the engine alone": await bench.alone(workflow, PAIRS + 1),
            "Baton over REST": bench.rest(workflow),
        }
        await paired(f"{name} (the engine alone at most {most} ms)", works, {})


# ---- many at once


async def burst(work: Workload, at_once: int) -> tuple[float, float, float]:
    """Runs a second; p50 and p95 of one run, in ms."""
    left = asyncio.Semaphore(at_once)
    times: list[float] = []

    async def one() -> None:
        async with left:
            times.append(await seconds(work))

    taken = await seconds(lambda: asyncio.gather(*(one() for _ in range(RUNS))))
    times.sort()
    return RUNS / taken, statistics.median(times) * 1000, times[int(RUNS * 0.95)] * 1000


async def bursts(bench: Bench) -> None:
    for method, over_rest, alone in (("post", 0.7, 0.8), ("get", 1.2, 1.2)):
        workflow = await bench.publish(in_a_row(method, bench.url, 2))
        for count in (20, 100):
            waiting = await bench.alone(workflow, 3 * RUNS)
            works = {
                "raw SDK": bench.raw(method, 2),
                "Baton over REST": bench.rest(workflow),
                "the engine alone": waiting,
            }
            limits = {"Baton over REST": over_rest, "the engine alone": alone}
            await _bursts(
                f"two {method.upper()} calls a run, {count} at once", works, count, limits
            )


async def _bursts(
    name: str, works: dict[str, Workload], count: int, limits: dict[str, float]
) -> None:
    rounds = [{each: await burst(work, count) for each, work in works.items()} for _ in range(3)]
    print(f"{name}, {RUNS} runs (median of 3):", flush=True)
    for each in works:
        rate, p50, p95 = (
            statistics.median(one[each][place] for one in rounds) for place in (0, 1, 2)
        )
        spread = statistics.median(one[each][2] / one[each][1] for one in rounds)
        ratio = statistics.median(one[each][0] / one["raw SDK"][0] for one in rounds)
        limit = f" (at least {limits[each]})" if each in limits else ""
        print(f"  {each}: {rate:.1f} a second, {ratio:.2f} times{limit};", end=" ")
        print(f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, {spread:.2f} times (at most 1.5)", flush=True)


# ---- what noise doesn't touch


async def counts(bench: Bench) -> None:
    for method, most in (("post", 46), ("get", 6)):
        for count in (5, CALLS):
            workflow = await bench.publish(in_a_row(method, bench.url, count))
            await run_to_end(bench.http, workflow, None)
            ours = await events_of(bench.engine, await bench.engine.latest(workflow))
            name = f"raw-{uuid4()}"
            await bench.engine.plain.execute_workflow(
                Calls.run, Work(bench.url, method, count), id=name, task_queue=QUEUE
            )
            raw = await events_of(bench.engine, name)
            print(f"events of {count} {method.upper()} calls: raw SDK {raw}, Baton {ours}", end=" ")
            print(f"(at most {raw + 6})", flush=True)
        runs = await bench.publish(in_a_row(method, bench.url))
        for name, work in (
            ("over REST", bench.rest(runs)),
            ("the engine alone", await bench.alone(runs, COUNTED + 1)),
        ):
            await work()
            counted = await Transactions.of(bench.stack, work, COUNTED)
            print(f"transactions of {CALLS} {method.upper()} calls, {name}:", end=" ")
            print(f"{counted:.1f} (at most {most})", flush=True)


async def shares(bench: Bench) -> None:
    """Processor time of each process, in ms a run."""
    for method in ("post", "get"):
        for count in (2, CALLS):
            workflow = await bench.publish(in_a_row(method, bench.url, count))
            waiting = await bench.alone(workflow, COUNTED)
            for name, work in (
                ("raw SDK", bench.raw(method, count)),
                ("over REST", bench.rest(workflow)),
                ("the engine alone", waiting),
            ):
                before = Processes.now(bench.stack)
                for _ in range(COUNTED):
                    await work()
                told = Processes.now(bench.stack).since(before, COUNTED)
                print(
                    f"processor time of {count} {method.upper()} calls, {name}: {told}", flush=True
                )


PARTS = {"row": rows, "step": steps, "burst": bursts, "count": counts, "share": shares}


async def main(chosen: list[str] | None = None) -> None:
    stack = running_stack()
    with stub() as url, raw_worker(stack.temporal, stack.namespace):
        async with stack.client() as http, engine(stack) as direct:
            bench = Bench(stack, http, direct, url)
            for name in chosen or PARTS:
                await PARTS[name](bench)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
