"""Starts the runs of schedules when their time has come. Lives in the relay's process.

Each tenant's runs are started in one transaction, with their row in the outbox and the next time of
the schedule: killed anywhere, it has happened or it hasn't. Never: a clock of its own; it is given
one. Never: a delivery; the relay does that, as for every other cause.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

import structlog

from gateway.rounds import by_itself, keep_on
from store import schedules
from store.keys import Keyring
from store.session import Database

REST_SECONDS = 0.5
Clock: TypeAlias = Callable[[], datetime]

_log = structlog.stdlib.get_logger()


def utc_now() -> datetime:
    return datetime.now(UTC)


class Schedules:
    """Looks again and again for schedules that are due. Several may do so side by side."""

    def __init__(self, database: Database, keyring: Keyring, clock: Clock = utc_now) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "schedules", self.round, REST_SECONDS, busy_seconds=0.0)

    async def round(self) -> int:
        """For each tenant one batch; answers how many runs were started."""
        now = self._clock()
        async with self._database.relay() as session:
            due = await schedules.tenants_due(session, now)
        started = 0
        for tenant in due:
            started += await by_itself("schedules", tenant, self._of_tenant(tenant, now)) or 0
        return started

    async def _of_tenant(self, tenant: str, now: datetime) -> int:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            runs = await schedules.fire(session, keys, now)
        if runs:
            _log.info("schedules.fired", tenant=tenant, runs=len(runs))
        return len(runs)
