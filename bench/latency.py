"""An empty process from POST to its answer, on an idle machine."""

from __future__ import annotations

import asyncio
import statistics
import time
from uuid import uuid4

from bench.stack import publish, run_to_end, running_stack

RUNS = 60


async def main() -> None:
    stack = running_stack()
    async with stack.client() as http:
        empty = await publish(http, f"empty-{uuid4().hex[:8]}", [{"nothing": {"set": {"a": 1}}}])
        for _ in range(10):
            await run_to_end(http, empty, None)
        times: list[float] = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            await run_to_end(http, empty, None)
            times.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(0.05)
    times.sort()
    print(f"an empty process from POST to its answer, {RUNS} runs:")
    print(
        f"  p50 {statistics.median(times):.0f} ms (at most 60), "
        f"p95 {times[int(RUNS * 0.95)]:.0f} ms"
    )


if __name__ == "__main__":
    asyncio.run(main())
