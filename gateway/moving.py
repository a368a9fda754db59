"""Brings open runs to the version of the workers that is current.

A run whose own version still has a worker is woken and goes on by itself. One whose version has no
worker left gets another execution, from its facts: that needs no code of before. Never: many at
once; 10,000 that wait would keep everybody else waiting. Never: another execution while a call of
the last one is being made.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from temporalio.api.enums.v1 import PendingActivityState, PendingWorkflowTaskState
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionDescription
from temporalio.client import WorkflowExecutionStatus as Status
from temporalio.service import RPCError, RPCStatusCode

from definitions.contracts import MOVE_SIGNAL, RUN_WORKFLOW
from gateway import deployment
from gateway.naming import run_of
from gateway.rounds import keep_on
from store import runs
from store.session import Database

AT_ONCE = 50
"""Woken or moved in one round."""

BUSY_SECONDS = 0.5
REST_SECONDS = 5.0
PATIENCE_SECONDS = 5.0
"""A workflow task that nobody has taken for so long: the version has no worker."""

LONGEST_SECONDS = 3600.0
"""A run whose call is out for hours can't go on before; each wake costs it three events."""

_OUTDATED = (
    "WorkflowType = '{type}' AND ExecutionStatus = 'Running' "
    "AND TemporalWorkerDeploymentVersion != '{deployment}:{build}'"
)
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Woken:
    """When a run was woken, and how long it is given to go on."""

    at: float
    pause: float

    def due(self, now: float) -> bool:
        return now - self.at >= self.pause

    def again(self, now: float) -> Woken:
        return Woken(now, min(self.pause * 2, LONGEST_SECONDS))


class Moving:
    """Lives in the relay's process."""

    def __init__(
        self, database: Database, client: Client, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._woken: dict[str, Woken] = {}

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "moving", self.round, REST_SECONDS, BUSY_SECONDS)

    async def round(self) -> int:
        """Answers how many runs are still elsewhere, as far as it has looked."""
        build = await deployment.current(self._client)
        if build is None:
            return 0
        query = _OUTDATED.format(type=RUN_WORKFLOW, deployment=deployment.DEPLOYMENT, build=build)
        seen: dict[str, Woken] = {}
        acted = 0
        async for found in self._client.list_workflows(query):
            if acted == AT_ONCE:
                # Who was not looked at this time keeps its place.
                seen = {**self._woken, **seen}
                break
            woken = self._woken.get(found.run_id)
            if woken is None:
                await self._wake(found)
                acted += 1
                woken = Woken(self._clock(), PATIENCE_SECONDS)
            elif woken.due(self._clock()):
                # Woken again: Temporal tells its queues one by one that a version has taken
                # over, and who was woken before its own had heard saw no reason to move.
                if not await self._move(found, build):
                    await self._wake(found)
                acted += 1
                woken = woken.again(self._clock())
            seen[found.run_id] = woken
        self._woken = seen
        return len(seen)

    async def _wake(self, found: WorkflowExecution) -> None:
        handle = self._client.get_workflow_handle(found.id, run_id=found.run_id)
        with _gone():
            await handle.signal(MOVE_SIGNAL)

    async def _move(self, found: WorkflowExecution, build: str) -> bool:
        """True when it gets another execution: its own has no worker that could go on with it."""
        of = run_of(found.id)
        handle = self._client.get_workflow_handle(found.id, run_id=found.run_id)
        with _gone():
            description = await handle.describe()
            if of is None or not _abandoned(description, build):
                return False
            tenant, run, execution = of
            async with self._database.tenant(tenant) as session:
                moved = await runs.revive(session, run, execution, grace_seconds=0)
            _log.info("run.moved", run=run, tenant=tenant, build=build)
            return moved
        return False


@contextmanager
def _gone() -> Generator[None]:
    """It has ended or gone on meanwhile: nothing is left to do."""
    try:
        yield
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


def _abandoned(description: WorkflowExecutionDescription, build: str) -> bool:
    raw = description.raw_description
    version = raw.workflow_execution_info.versioning_info.deployment_version
    if description.status is not Status.RUNNING or version.build_id == build:
        return False
    task = raw.pending_workflow_task
    scheduled = PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED
    since = task.original_scheduled_time.ToDatetime(UTC)
    waits = (datetime.now(UTC) - since).total_seconds() >= PATIENCE_SECONDS
    called = any(
        one.state == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
        for one in raw.pending_activities
    )
    return task.state == scheduled and waits and not called
