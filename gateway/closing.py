"""Closes open runs whose execution somebody has ended in Temporal.

Never: a run closed whose execution Baton itself ended, to go on as another one; and never one that
Temporal doesn't know: that one is lost, and revived.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHandle, WorkflowHistoryEventFilterType
from temporalio.client import WorkflowExecutionStatus as Status
from temporalio.service import RPCError, RPCStatusCode

from definitions.contracts import CODE_WORKFLOW, RUN_WORKFLOW
from definitions.errors import runtime
from gateway.delivery import FOLLOWED
from gateway.naming import run_of, workflow_id
from gateway.rounds import keep_on
from store import endings, runs
from store.endings import Ending
from store.keys import Keyring
from store.runs import RunRow
from store.session import Database

REST_SECONDS = 30.0
OVERLAP = timedelta(minutes=5)
"""Temporal's lists may be late."""

PAGE = 200
LONGEST = 500
"""Characters of somebody's reason."""

SERVER = "history-service"
"""The server ends an execution itself whose history is too long or too large."""

_ENDED = (
    f"WorkflowType IN ('{RUN_WORKFLOW}', '{CODE_WORKFLOW}') "
    "AND ExecutionStatus IN ('Terminated', 'Canceled', 'Failed', 'TimedOut')"
)
_BY_OTHERS = (Status.TERMINATED, Status.CANCELED, Status.FAILED, Status.TIMED_OUT)
_log = structlog.stdlib.get_logger()


class Closing:
    """Lives in the relay's process."""

    def __init__(self, database: Database, keyring: Keyring, client: Client) -> None:
        self._database = database
        self._keyring = keyring
        self._client = client
        self._since: datetime | None = None

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "closing", self.round, REST_SECONDS)

    async def round(self) -> int:
        """Answers how many runs it has closed; looks back as far as the last round."""
        now = datetime.now(UTC)
        query = _ENDED
        if self._since is not None:
            query += f" AND CloseTime >= '{self._since.isoformat()}'"
        listed = [run_of(each.id) async for each in self._client.list_workflows(query)]
        found = [one for one in listed if one is not None]
        closed = 0
        for place in range(0, len(found), PAGE):
            closed += await self._some(found[place : place + PAGE])
        self._since = now - OVERLAP
        return closed

    async def _some(self, found: Sequence[tuple[str, str, int]]) -> int:
        last: dict[str, int] = {}
        for _, run, execution in found:
            last[run] = max(execution, last.get(run, 0))
        async with self._database.relay() as session:
            rows = await runs.still_open(session, last)
        closed = 0
        for row in rows:
            handle = self._client.get_workflow_handle(
                workflow_id(row.tenant_id, row.id, row.execution)
            )
            ending = await ended(handle)
            if ending is not None:
                closed += await self.close(row, ending)
        return closed

    async def close(self, row: RunRow, ending: Ending) -> bool:
        """False when it has ended or gone on meanwhile."""
        keys = await self._keyring.of(row.tenant_id)
        async with self._database.tenant(row.tenant_id) as session:
            closed = await endings.end(session, keys, row.id, row.execution, ending)
        if closed:
            _log.warning("run.closed", run=row.id, tenant=row.tenant_id, status=ending.status)
        return closed


async def ended(handle: WorkflowHandle[object, object]) -> Ending | None:
    """How somebody has ended this execution; None when it lives, is lost, or Baton has ended it."""
    try:
        status = (await handle.describe()).status
        if status is None or status not in _BY_OTHERS:
            return None
        last = WorkflowHistoryEventFilterType.CLOSE_EVENT
        async for event in handle.fetch_history_events(event_filter_type=last):
            return ending_of(event, status)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
    return None


def ending_of(event: HistoryEvent, status: Status) -> Ending | None:
    """By the last event of its history."""
    if status is Status.CANCELED:
        return Ending("cancelled", "It was cancelled in Temporal.")
    if status is not Status.TERMINATED:
        return _fault(f"Its execution has {status.name.lower().replace('_', ' ')} in Temporal.")
    terminated = event.workflow_execution_terminated_event_attributes
    reason = terminated.reason[:LONGEST]
    if reason == FOLLOWED:
        return None
    if terminated.identity == SERVER:
        return _fault(f"Temporal has ended its execution: {reason}.")
    said = f": {reason}" if reason else "."
    return Ending("cancelled", f"It was terminated in Temporal{said}")


def _fault(detail: str) -> Ending:
    return Ending("faulted", detail, runtime(detail))
