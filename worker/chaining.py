"""Chains the audit trails, and signs how far they have come. Lives in the relay's process.

Never: a deed that waits for this. A line stands in the trail with its deed, is chained a moment
later, and is under a signed head within a minute, or when the relay stops.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import structlog

from gateway.rounds import AWAY, keep_on
from store import audit_links
from store.audit_heads import Heads
from store.audit_links import Place
from store.session import Database

REST_SECONDS = 1.0
BATCH = 1000
TENANTS = 200
SIGN_SECONDS = 60.0

_log = structlog.stdlib.get_logger()


class Chaining:
    """Several relays may do so side by side: each tenant's chain has a lock."""

    def __init__(
        self, database: Database, heads: Heads, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._heads = heads
        self._clock = clock
        self._signed: dict[str, tuple[int, str]] | None = None
        self._sign_at = clock()

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "chaining", self.round, REST_SECONDS, busy_seconds=0.0)
        await self.end()

    async def round(self) -> int:
        """Of each tenant one batch; answers how many lines were chained."""
        async with self._database.relay() as session:
            tenants = await audit_links.tenants_waiting(session, TENANTS)
        chained = 0
        for tenant in tenants:
            async with self._database.tenant(tenant) as session:
                chained += await audit_links.chain(session, BATCH)
        if self._clock() >= self._sign_at:
            self._sign_at = self._clock() + SIGN_SECONDS
            await self.sign()
        return chained

    async def end(self) -> None:
        """What was done up to now is chained and signed before the relay is gone."""
        try:
            while await self.round():
                pass
            await self.sign()
        except AWAY as error:
            _log.warning("chaining.ends", error=f"{type(error).__name__}: {error}")

    async def sign(self) -> int:
        """A head of each trail that has grown since the last one."""
        async with self._database.relay() as session:
            places = await audit_links.places(session)
        try:
            return await asyncio.to_thread(self._sign, places)
        except OSError as error:
            remedy = "Let the relay write there, or set BATON_AUDIT_HEADS to a file that it may."
            path, why = str(self._heads.path), error.strerror
            _log.warning("audit.heads_not_written", path=path, error=why, remedy=remedy)
            return 0

    def _sign(self, places: Sequence[Place]) -> int:
        """Beside the event loop: it waits for the disk."""
        if self._signed is None:
            self._signed = self._heads.last()
        now = {place.tenant: (place.sequence, place.hash.hex()) for place in places}
        grown = [place for place in places if self._signed.get(place.tenant) != now[place.tenant]]
        if grown:
            self._heads.append([(place.tenant, place.sequence, place.hash) for place in grown])
            self._signed |= now
        return len(grown)
