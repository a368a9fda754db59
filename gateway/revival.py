"""Revives open runs whose execution Temporal doesn't know, or knows as one that is through.

Never: a run whose execution somebody has ended there; that one is closed. Never: a second execution
beside a living one: the number of the execution is in its id, and the next one is given only when
Temporal says that the last is gone.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator

import structlog
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from gateway.closing import ended
from gateway.naming import workflow_id
from store import runs
from store.runs import RunRow
from store.session import Database

PAGE = 200
ALIVE = (WorkflowExecutionStatus.RUNNING, WorkflowExecutionStatus.CONTINUED_AS_NEW)

_log = structlog.stdlib.get_logger()


class Revival:
    """At the start of a relay, and when an operator says so."""

    def __init__(self, database: Database, client: Client) -> None:
        self._database = database
        self._client = client

    async def revive(self) -> int:
        """Answers how many runs got a new execution."""
        revived = 0
        async for row in self.lost():
            revived += await self.again(row)
            _log.warning("run.revived", run=str(row.id), tenant=str(row.tenant_id))
        return revived

    async def lost(self, tenant: str | None = None) -> AsyncGenerator[RunRow]:
        """PostgreSQL knows the runs; here are those that Temporal doesn't, or of one tenant."""
        after: str | None = None
        while True:
            async with self._database.relay() as session:
                page = await runs.open_page(session, after, PAGE)
            for row in page:
                if tenant in (None, str(row.tenant_id)) and not await self._known(row):
                    yield row
            if len(page) < PAGE:
                return
            after = str(page[-1].id)

    async def again(self, row: RunRow) -> bool:
        """Another execution; False when somebody has made it meanwhile."""
        async with self._database.tenant(str(row.tenant_id)) as session:
            return await runs.revive(session, str(row.id), row.execution)

    async def _known(self, row: RunRow) -> bool:
        handle = self._client.get_workflow_handle(
            workflow_id(str(row.tenant_id), str(row.id), row.execution)
        )
        try:
            description = await handle.describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        if description.status in ALIVE:
            return True
        # What somebody has ended there is closed elsewhere. It isn't lost.
        return await ended(handle) is not None
