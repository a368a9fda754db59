"""40 HTTP POST calls in a row, and two-call runs a second: Baton beside the bare SDK.

Both on the same Temporal server in the same minute, in turn; the ratio of each pair counts.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import httpx
from temporalio.client import Client

from bench.raw import QUEUE, Calls, raw_worker
from bench.stack import Stack, publish, run_to_end, running_stack
from bench.stub import stub

PAIRS = 7
CALLS = 40
RUNS = 200
AT_ONCE = 20


def post(index: int, url: str) -> dict[str, object]:
    call = {"call": "http", "with": {"method": "post", "endpoint": url, "body": {"n": 1}}}
    return {f"call{index}": call}


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


async def many(work: Callable[[], Awaitable[object]], count: int, at_once: int) -> float:
    """Runs a second."""
    left = asyncio.Semaphore(at_once)

    async def one() -> None:
        async with left:
            await work()

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(count)))
    return count / (time.perf_counter() - begun)


async def measure(stack: Stack, http: httpx.AsyncClient, url: str) -> None:
    client = await Client.connect(stack.temporal, namespace=stack.namespace)
    suffix = uuid4().hex[:8]
    long = await publish(http, f"calls-{suffix}", [post(i, url) for i in range(CALLS)])
    short = await publish(http, f"pair-{suffix}", [post(i, url) for i in range(2)])

    async def raw(count: int) -> None:
        await client.execute_workflow(
            Calls.run, args=[url, count], id=f"raw-{uuid4()}", task_queue=QUEUE
        )

    await raw(CALLS)
    await run_to_end(http, long, None)
    ours, theirs = [], []
    for _ in range(PAIRS):
        theirs.append(await seconds(lambda: raw(CALLS)))
        ours.append(await seconds(lambda: run_to_end(http, long, None)))
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(f"{CALLS} POST calls in a row, {PAIRS} pairs (median):")
    print(f"  raw SDK {statistics.median(theirs) * 1000:.0f} ms", end=", ")
    print(f"Baton {statistics.median(ours) * 1000:.0f} ms", end=", ")
    print(f"ratio {statistics.median(ratios):.2f} (at most 1.3)")

    rates = []
    for _ in range(3):
        theirs_a_second = await many(lambda: raw(2), RUNS, AT_ONCE)
        ours_a_second = await many(lambda: run_to_end(http, short, None), RUNS, AT_ONCE)
        rates.append((ours_a_second / theirs_a_second, ours_a_second, theirs_a_second))
    ratio, ours_a_second, theirs_a_second = sorted(rates)[1]
    print(f"two-call runs a second, {RUNS} runs, {AT_ONCE} at once (median of 3 pairs):")
    print(f"  raw SDK {theirs_a_second:.1f}, Baton over REST {ours_a_second:.1f}", end=", ")
    print(f"ratio {ratio:.2f} (at least 0.7)")


async def main() -> None:
    stack = running_stack()
    with stub() as url, raw_worker(stack.temporal, stack.namespace):
        async with stack.client() as http:
            await measure(stack, http, url)


if __name__ == "__main__":
    asyncio.run(main())
