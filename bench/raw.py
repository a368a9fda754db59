"""The hand-written workflows that Baton is measured against: the bare SDK, no codec, no database.

Their worker runs as a process of its own, as Baton's does.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

with workflow.unsafe.imports_passed_through():
    import httpx

QUEUE = "bench-raw"
SECONDS = timedelta(seconds=30)
_client: list[httpx.AsyncClient] = []


@dataclass
class Work:
    """What is to be called, how often and how."""

    url: str
    method: str
    count: int
    local: bool = False
    at_once: bool = False


@activity.defn
async def call(url: str, method: str) -> dict[str, bool]:
    body = {"n": 1} if method == "post" else None
    answer = await _client[0].request(method, url, json=body)
    return dict(answer.json())


@workflow.defn
class Calls:
    """Calls in a row, or all at once."""

    @workflow.run
    async def run(self, work: Work) -> dict[str, bool]:
        if work.at_once:
            return (await asyncio.gather(*(_one(work) for _ in range(work.count))))[-1]
        last: dict[str, bool] = {}
        for _ in range(work.count):
            last = await _one(work)
        return last


async def _one(work: Work) -> dict[str, bool]:
    given = [work.url, work.method]
    if work.local:
        return await workflow.execute_local_activity(
            call, args=given, start_to_close_timeout=SECONDS
        )
    return await workflow.execute_activity(call, args=given, start_to_close_timeout=SECONDS)


async def _work(address: str, namespace: str) -> None:
    client = await Client.connect(address, namespace=namespace)
    _client.append(httpx.AsyncClient(limits=httpx.Limits(max_connections=200)))
    worker = Worker(
        client,
        task_queue=QUEUE,
        workflows=[Calls],
        activities=[call],
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
