"""All measurements, on a local stack of their own: `make bench`. Copy the lines into
docs/benchmarks.md by hand, with date and machine.

Never: a stack that somebody works with.
"""

from __future__ import annotations

import asyncio
import os
import platform
import tempfile
import time
from pathlib import Path

import psutil

from bench import engine, fairness, latency, live, page, registry, run_list, waiting
from bench.memory import megabytes, proportional
from tests.chaos.local_stack import LocalStack, pause

FEWER = 1_000
"""Runs beside which others are measured; each of those benches has its full size by itself."""


async def start(stack: LocalStack) -> float:
    begun = time.perf_counter()
    stack.start()
    await stack.ready()
    while "Sign in as" not in stack.log.read_text():
        await pause(0.02)
    return time.perf_counter() - begun


def memory(stack: LocalStack) -> dict[str, float]:
    """Proportional set size of the supervisor and all its descendants, in MB."""
    assert stack.process is not None
    names = {pid: name for name, pid in stack.children().items()}
    supervisor = psutil.Process(stack.process.pid)
    sizes: dict[str, float] = {"supervisor": proportional(supervisor)}
    for child in supervisor.children():
        sizes[names.get(child.pid, child.name())] = megabytes(child.pid)
    return sizes


async def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}")
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        stack = LocalStack(Path(folder))
        try:
            print(f"first start with empty data: {await start(stack):.1f} s")
            stack.stop()
            stack.log.unlink()
            print(f"warm start to the sign-in line: {await start(stack):.1f} s (at most 8)")
            await asyncio.sleep(10)
            sizes = memory(stack)
            print(f"idle memory: {sum(sizes.values()):.0f} MB (at most 800):", end=" ")
            print(", ".join(f"{name} {size:.0f}" for name, size in sizes.items()))
            os.environ["BATON_DATA"] = str(stack.data)
            await latency.main()
            await engine.main()
            await registry.main()
            await run_list.main()
            await live.main()
            await page.main()
            await fairness.main(FEWER)
            await waiting.main(FEWER)
        finally:
            stack.stop()


if __name__ == "__main__":
    asyncio.run(main())
