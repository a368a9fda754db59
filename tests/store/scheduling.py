"""A published process with a schedule, and a clock that goes as the test says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from definitions.values import Json, canonical
from store import definitions, schedules
from store.definitions import Draft

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


class Scheduled:
    """Processes of one tenant, published and archived as the API does it."""

    def __init__(self, database, keys, tenant: str) -> None:
        self.database = database
        self.keys = keys
        self.tenant = tenant
        self.now = BEGIN

    def after(self, **more: float) -> datetime:
        self.now += timedelta(**more)
        return self.now

    async def publish(self, schedule: Json, name: str = "p", version: str = "1.0.0") -> None:
        document = {"schedule": schedule, "version": version}
        body = canonical(json.loads(json.dumps(document)))
        draft = Draft("n", name, version, uuid4().hex, "", body, "x")
        async with self.database.tenant(self.tenant) as session:
            await definitions.save_draft(session, draft)
            await definitions.publish(session, "n", name, version, "x")
            await schedules.settle(session, "n", name, self.now)

    async def take_back(self, how: str, version: str = "1.0.0", name: str = "p") -> None:
        async with self.database.tenant(self.tenant) as session:
            await getattr(definitions, how)(session, "n", name, version, "x")
            await schedules.settle(session, "n", name, self.now)

    async def rows(self, name: str = "p"):
        async with self.database.tenant(self.tenant) as session:
            return await schedules.of_process(session, "n", name)

    async def next(self, name: str = "p") -> datetime | None:
        (row,) = await self.rows(name)
        return row.next_at

    async def fire(self) -> list[str]:
        async with self.database.tenant(self.tenant) as session:
            return await schedules.fire(session, self.keys, self.now)
