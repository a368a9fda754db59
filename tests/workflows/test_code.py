"""The workflow that watches over one written in Python, on a real Temporal server."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.client import Client, WorkflowHistory
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError
from temporalio.worker import Replayer, Worker, WorkerDeploymentConfig

from definitions.contracts import CodeStart, Message, Recording
from tests.workflows.plain import PLAIN
from tests.workflows.test_run import World
from workflows.code import Code

HISTORIES = Path(__file__).parents[1] / "histories" / "code"


@workflow.defn(name="Doubles", sandboxed=False)
class Doubles:
    @workflow.run
    async def run(self, number: int) -> int:
        if number == 13:
            raise ApplicationError("unlucky", {"status": 422}, type="https://example.com/unlucky")
        if number == 0:
            await workflow.wait_condition(lambda: False)
        return number * 2


@asynccontextmanager
async def running(temporal, given, **more) -> AsyncIterator[World]:
    client = await Client.connect(
        temporal.address, namespace=temporal.namespace, data_converter=PLAIN
    )
    queue, world = f"test-{uuid4()}", World(handle=None)

    @activity.defn(name="run.record")
    async def record(recording: Recording) -> None:
        world.recordings.append(recording)

    start = {
        "tenant": str(uuid4()),
        "run": str(uuid4()),
        "execution": 1,
        "workflow": "Doubles",
        "queue": queue,
        "takes_input": True,
        "schema": {"type": "integer"},
        "cancel_seconds": 30,
        "input": given,
    }
    messages = more.pop("messages", [])
    version = WorkerDeploymentConfig(
        WorkerDeploymentVersion(queue, "1"),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )
    with ThreadPoolExecutor(4) as threads:
        worker = Worker(
            client,
            task_queue=queue,
            workflows=[Code, Doubles],
            activities=[record],
            workflow_task_executor=threads,
            deployment_config=version,
        )
        world.handle = await client.start_workflow(
            Code.run, CodeStart(**start | more), id=str(uuid4()), task_queue=queue
        )
        for number, kind in enumerate(messages):
            await world.handle.signal("message", Message(f"m{number}", number, kind, {}))
        async with worker:
            await _take_over(client, version.version.deployment_name)
            yield world


async def _take_over(client: Client, name: str) -> None:
    """Temporal knows the version from the first poll of its worker on."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace, deployment_name=name, build_id="1"
    )
    while True:
        with suppress(RPCError):
            await client.workflow_service.set_worker_deployment_current_version(request)
            return


async def keep(world: World, name: str) -> None:
    """`BATON_RECORD_HISTORIES=1` records; without it nothing is written."""
    history = await world.handle.fetch_history()
    if os.environ.get("BATON_RECORD_HISTORIES"):
        HISTORIES.mkdir(exist_ok=True)
        (HISTORIES / f"{name}.json").write_text(history.to_json() + "\n")
    await replay(history)


async def replay(history: WorkflowHistory) -> None:
    await Replayer(workflows=[Code], data_converter=PLAIN).replay_workflow(history)


class TestRun:
    async def test_its_result(self, temporal):
        async with running(temporal, 21) as world:
            await world.handle.result()
            await keep(world, "completed")
        assert world.statuses == ["running", "completed"]
        assert world.last.output == 42
        assert [row.sequence for kept in world.recordings for row in kept.trace] == [1, 2]

    async def test_its_error(self, temporal):
        async with running(temporal, 13) as world:
            await world.handle.result()
            await keep(world, "faulted")
        assert world.last.error.type == "https://example.com/unlucky"
        assert world.last.error.status == 422

    async def test_cancelled_while_it_waits(self, temporal):
        async with running(temporal, 0) as world:
            await world.until("running")
            await world.handle.signal("message", Message("m1", 1, "run.suspend"))
            await world.handle.signal("message", Message("m2", 2, "run.cancel", {"reason": "r"}))
            await world.handle.signal("message", Message("m2", 2, "run.cancel", {"reason": "x"}))
            await world.handle.result()
            await keep(world, "cancelled")
        answers = [one for kept in world.recordings for one in kept.answers]
        assert [one.body["accepted"] for one in answers] == [False, True, True]
        assert world.last.status == "cancelled"
        assert world.last.trace[-1].body == {"reason": "r"}

    async def test_cancelled_before_it_began(self, temporal):
        async with running(temporal, 0, messages=["run.resume", "run.cancel"]) as world:
            await world.handle.result()
        assert world.statuses == ["cancelled"]
        assert [one.message for one in world.last.answers] == ["m0", "m1"]

    @pytest.mark.parametrize("given", ["x", None, [], {"a": 1}, 1.5])
    async def test_an_input_that_does_not_fit(self, temporal, given):
        async with running(temporal, given) as world:
            await world.handle.result()
        assert world.last.error.type.endswith("/validation")

    async def test_one_that_temporal_has_lost_is_not_begun_anew(self, temporal):
        async with running(temporal, 21, begun=True, execution=2, last_trace=1) as world:
            await world.handle.result()
        assert world.statuses == ["faulted"]
        assert "Temporal no longer knows" in world.last.error.detail
        assert [row.sequence for row in world.last.trace] == [2]


class TestHistories:
    @pytest.mark.parametrize("path", sorted(HISTORIES.glob("*.json")), ids=lambda path: path.stem)
    async def test_every_recorded_history_replays(self, path):
        await replay(WorkflowHistory.from_json(path.stem, path.read_text()))

    def test_there_are_some(self):
        assert len(list(HISTORIES.glob("*.json"))) >= 3
