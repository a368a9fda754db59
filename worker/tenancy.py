"""Measures what tenants use, and takes away those whose grace is over. A part of the relay.

Never: a tenant taken away without a line in the installation's own trail, where there is one; never
a run of it left with Temporal, or a file of it where its bytes lie.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import structlog
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from definitions.values import JsonObject
from gateway.naming import workflow_id
from gateway.rounds import keep_on
from store import audit, directory, erasing, files, usage
from store.audit import NOBODY, Deed
from store.erasing import Ending
from store.file_bytes import FileBytes
from store.keys import Keyring, TenantKeys
from store.session import Database, as_installation

REST_SECONDS = 5.0
MEASURED_AT_ONCE = 20
RUNS_AT_ONCE = 200
FILES_AT_ONCE = 200
DAY_SECONDS = 86_400.0
WHY = "The tenant was deleted."

_log = structlog.stdlib.get_logger()


class Tenancy:
    """Several relays may do so side by side: what is done twice is done once."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        client: Client,
        files: FileBytes,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._client = client
        self._files = files
        self._clock = clock
        self._forget_at = clock()

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "tenancy", self.round, REST_SECONDS, busy_seconds=1.0)

    async def round(self) -> int:
        """Answers how many tenants were measured or taken away."""
        return await self.erase() + await self.measure()

    async def measure(self) -> int:
        """Those whose last look is long ago, one after the other: nothing waits for it."""
        async with self._database.relay() as session:
            due = await usage.due(session, MEASURED_AT_ONCE)
            if self._clock() >= self._forget_at:
                self._forget_at = self._clock() + DAY_SECONDS
                await usage.forget(session)
        for tenant in due:
            async with self._database.tenant(tenant) as session:
                await usage.measure(session)
        return len(due)

    async def erase(self) -> int:
        async with self._database.relay() as session:
            over = await erasing.over(session, 1)
        for tenant in over:
            trail = await self._trail()
            await self._end_runs(tenant.id)
            await self._remove_files(tenant.id)
            rows = await erasing.erase(self._database, tenant.id)
            if trail is not None:
                await self._tell(*trail, tenant, rows)
            _log.info("tenancy.erased", tenant=tenant.id, slug=tenant.slug, rows=rows)
        return len(over)

    async def _end_runs(self, tenant: str) -> None:
        after: str | None = None
        while True:
            async with self._database.eraser(tenant) as session:
                found = await erasing.open_runs(session, after, RUNS_AT_ONCE)
            for run in found:
                await self._end(workflow_id(tenant, run.id, run.execution))
            if len(found) < RUNS_AT_ONCE:
                return
            after = found[-1].id

    async def _remove_files(self, tenant: str) -> None:
        """Their bytes. While there is a row of one, whoever goes on knows that it is there."""
        after: str | None = None
        while True:
            async with self._database.eraser(tenant) as session:
                found = await files.all_ids(session, after, FILES_AT_ONCE)
            for file in found:
                await self._files.remove(tenant, file)
            if len(found) < FILES_AT_ONCE:
                return
            after = found[-1]

    async def _end(self, workflow: str) -> None:
        try:
            await self._client.get_workflow_handle(workflow).terminate(reason=WHY)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _trail(self) -> tuple[str, TenantKeys] | None:
        """Opened before anything is taken away: what can't be told of stays."""
        async with self._database.shared() as session, as_installation(session):
            own = await directory.own(session)
        return None if own is None else (own.id, await self._keyring.of(own.id))

    async def _tell(self, own: str, keys: TenantKeys, tenant: Ending, rows: int) -> None:
        said: JsonObject = {"slug": tenant.slug, "rows": rows}
        deed = Deed(NOBODY, "tenant.erase", f"tenant:{tenant.id}", None, said)
        async with self._database.tenant(own) as session:
            await audit.add(session, keys, deed)
