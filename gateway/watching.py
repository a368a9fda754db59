"""Watches for runs that are stuck, says so, and ends those of them that somebody wants to end.

Temporal tries a workflow task that fails again and again; the run itself can't say that. Never: a
stuck run ended unasked: code that is corrected lets it go on. Never: all open runs at once.
"""

from __future__ import annotations

import asyncio

import structlog
from temporalio.client import Client
from temporalio.client import WorkflowExecutionStatus as Status
from temporalio.service import RPCError, RPCStatusCode

from gateway.naming import workflow_id
from gateway.rounds import keep_on
from store import endings, runs, stuck, troubles
from store.endings import Ending
from store.keys import Keyring
from store.runs import RunRow
from store.session import Database

REST_SECONDS = 10.0
AT_ONCE = 200
"""Looked at in one round, besides those that are known to be stuck."""

ATTEMPTS = 3
"""From this one on a workflow task fails for good, as far as anybody can see."""

CANCELLED = Ending("cancelled", "It was stuck, and could not end itself.")

_log = structlog.stdlib.get_logger()


class Watching:
    """Lives in the relay's process."""

    def __init__(self, database: Database, keyring: Keyring, client: Client) -> None:
        self._database = database
        self._keyring = keyring
        self._client = client
        self._after: str | None = None

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "watching", self.round, REST_SECONDS)

    async def round(self) -> None:
        """Those that are stuck, and the next of the others; after the last one the first."""
        async with self._database.relay() as session:
            before = await stuck.known(session)
            page = await runs.open_page(session, self._after, AT_ONCE)
        self._after = page[-1].id if len(page) == AT_ONCE else None
        for row in {row.id: row for row in (*page, *before)}.values():
            await self._look(row)

    async def _look(self, row: RunRow) -> None:
        fails = await self._fails(row)
        if not fails and row.stuck_at is None:
            return
        async with self._database.tenant(row.tenant_id) as session:
            if await stuck.mark(session, row.id, row.execution, stuck=fails):
                event = "run.stuck" if fails else "run.goes_on"
                if fails:
                    await troubles.stuck(session, row.id)
                _log.warning(event, run=row.id, tenant=row.tenant_id)
            unwanted = fails and await stuck.cancelled(session, row.id)
        if unwanted:
            await self._end(row)

    async def _fails(self, row: RunRow) -> bool:
        try:
            description = await self._client.get_workflow_handle(_id(row)).describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        task = description.raw_description.pending_workflow_task
        return description.status is Status.RUNNING and task.attempt >= ATTEMPTS

    async def _end(self, row: RunRow) -> None:
        """If this stops in between, the run is closed as one that was terminated."""
        await self._client.get_workflow_handle(_id(row)).terminate(reason=CANCELLED.reason)
        keys = await self._keyring.of(row.tenant_id)
        async with self._database.tenant(row.tenant_id) as session:
            await endings.end(session, keys, row.id, row.execution, CANCELLED)


def _id(row: RunRow) -> str:
    return workflow_id(row.tenant_id, row.id, row.execution)
