"""A safe call that is slow rides no further, and its history can be replayed."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from temporalio import activity
from temporalio.client import Client
from temporalio.common import WorkerDeploymentVersion
from temporalio.worker import Replayer, Worker, WorkerDeploymentConfig

from definitions.contracts import Call, Outcome, Recording, RunStart, WorkflowRef
from tests.workflows.conftest import program_of
from tests.workflows.plain import PLAIN, know
from worker.letting_go import LettingGo
from workflows import run as run_module
from workflows.run import Run

GET = "  - look: { call: http, with: { method: get, endpoint: 'https://example.com/' } }\n"
POST = "  - pay: { call: http, with: { method: post, endpoint: 'https://example.com/' } }\n"


class TestLettingGo:
    async def test_of_a_slow_call_can_be_replayed(self, temporal):
        client = await Client.connect(
            temporal.address, namespace=temporal.namespace, data_converter=PLAIN
        )
        calls: list[tuple[bool, bool]] = []
        ended: list[str] = []

        @activity.defn(name="http.call")
        async def call(wanted: Call) -> Outcome:
            local = activity.info().is_local
            calls.append((wanted.safe, local))
            if local:
                await asyncio.Event().wait()
            return Outcome(output={"n": len(calls)})

        @activity.defn(name="run.record")
        async def record(recording: Recording) -> None:
            ended.append(recording.status or "")

        program = program_of(GET + POST)
        know(program)
        ref = WorkflowRef("test", "case", "1.0.0", program.hash)
        start = RunStart(str(uuid4()), str(uuid4()), 1, ref, None)
        run_module.record_softly = lambda _recording: None
        queue = f"test-{uuid4()}"
        with ThreadPoolExecutor(4) as threads:
            async with Worker(
                client,
                task_queue=queue,
                workflows=[Run],
                activities=[call, record],
                interceptors=[LettingGo()],
                workflow_task_executor=threads,
                deployment_config=WorkerDeploymentConfig(
                    WorkerDeploymentVersion(queue, "1"), use_worker_versioning=False
                ),
            ):
                handle = await client.start_workflow(
                    Run.run, args=[start, program], id=start.run, task_queue=queue
                )
                await handle.result()
        history = await handle.fetch_history()
        assert calls[:2] == [(True, True), (True, False)]
        assert ended[-1] == "completed"
        replayer = Replayer(workflows=[Run], data_converter=PLAIN)
        await replayer.replay_workflow(history)
