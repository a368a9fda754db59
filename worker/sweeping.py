"""Takes away files that nothing has attached for a day, and what is left of those that are going.

And where messages lie in chats that nobody presses any more. A part of the relay. Never: a row gone
before its bytes are; what fails stays for the next round.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from gateway.rounds import keep_on
from store import chat_messages, files
from store.blobs.place import BlobTroubleError
from store.file_bytes import FileBytes
from store.files import AttachedError, Loose
from store.session import Database

REST_SECONDS = 60.0
BATCH = 200
DAY_SECONDS = 86_400.0
MESSAGES_KEPT = timedelta(days=90)
"""After the end of what they are about."""

_log = structlog.stdlib.get_logger()


class Sweeping:
    """Several relays may do so side by side: what is done twice is done once."""

    def __init__(
        self,
        database: Database,
        files: FileBytes,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._files = files
        self._clock = clock
        self._forget_at = clock()

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "sweeping", self.round, REST_SECONDS, busy_seconds=1.0)

    async def round(self) -> int:
        """Answers how many files are gone for good."""
        if self._clock() >= self._forget_at:
            self._forget_at = self._clock() + DAY_SECONDS
            await self._forget()
        async with self._database.relay() as session:
            due = await files.due(session, BATCH)
        gone = 0
        for file in due:
            try:
                gone += await self._one(file)
            except BlobTroubleError as error:
                # The next one would meet the same.
                _log.warning("sweeping.waits", why=str(error), left=len(due) - gone)
                return 0
        return gone

    async def _forget(self) -> None:
        """Once a day."""
        before = datetime.now(UTC) - MESSAGES_KEPT
        async with self._database.relay() as session:
            tenants = await chat_messages.tenants(session)
        for tenant in tenants:
            async with self._database.tenant(tenant) as session:
                gone = await chat_messages.forget(session, before)
            _log.info("sweeping.messages", tenant=tenant, gone=gone)

    async def _one(self, file: Loose) -> bool:
        try:
            async with self._database.tenant(file.tenant_id) as session:
                there = await files.take_away(session, file.id)
        except AttachedError:
            return False  # at the last moment
        if there:
            await self._files.sweep(file.tenant_id, file.id)
        return there
