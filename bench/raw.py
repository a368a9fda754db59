"""The hand-written workflow that Baton is measured against: the bare SDK, no codec, no database.

Its worker runs as a process of its own, as Baton's does.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

with workflow.unsafe.imports_passed_through():
    import httpx

QUEUE = "bench-raw"
_client: list[httpx.AsyncClient] = []


@activity.defn
async def post(url: str) -> dict[str, bool]:
    answer = await _client[0].post(url, json={"n": 1})
    return dict(answer.json())


@workflow.defn
class Calls:
    """`count` POST calls in a row."""

    @workflow.run
    async def run(self, url: str, count: int) -> dict[str, bool]:
        last: dict[str, bool] = {}
        for _ in range(count):
            last = await workflow.execute_activity(
                post, url, start_to_close_timeout=timedelta(seconds=30)
            )
        return last


async def _work(address: str, namespace: str) -> None:
    client = await Client.connect(address, namespace=namespace)
    _client.append(httpx.AsyncClient(limits=httpx.Limits(max_connections=200)))
    worker = Worker(
        client,
        task_queue=QUEUE,
        workflows=[Calls],
        activities=[post],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    print("ready", flush=True)
    await worker.run()


@contextlib.contextmanager
def raw_worker(address: str, namespace: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, __file__, address, namespace], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_work(sys.argv[1], sys.argv[2]))
