"""Looks for runs that wait longer than they should. Lives in the relay's process.

Never: a clock of its own; it is given one. Never: a mail; what is found is told as all notices are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from gateway.rounds import by_itself, keep_on
from store import overdue
from store.keys import Keyring
from store.session import Database

REST_SECONDS = 60.0

_log = structlog.stdlib.get_logger()


class Overdue:
    """Several relays may do so side by side: what is found twice is told once."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "overdue", self.round, REST_SECONDS, busy_seconds=1.0)

    async def round(self) -> int:
        """For each tenant one batch; answers how many were found."""
        now = self._clock()
        async with self._database.relay() as session:
            tenants = await overdue.tenants(session, now)
        found = 0
        for tenant in tenants:
            found += await by_itself("overdue", tenant, self._of_tenant(tenant, now)) or 0
        return found

    async def _of_tenant(self, tenant: str, now: datetime) -> int:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            late = await overdue.tell(session, keys, now)
        if late:
            _log.info("overdue.told", tenant=tenant, waits=late)
        return late
