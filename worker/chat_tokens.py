"""Tokens of chats are turned before they are over, and when a vendor says that they are.

A refresh token is good once: whoever turns it holds the place's row, so that nobody else does at
the same time, in whichever process. Never: a token in a log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from channels.vendor import Place, RefusedError, Vendor
from store import chats
from store.chats import CHATS, ON, AppRow, Kind
from store.keys import Keyring, TenantKeys
from store.session import Database
from worker.chat_outcomes import Outcomes

SWEPT: Final = 100
BEFORE: Final = timedelta(hours=2)
"""So long before they are over they are turned."""

OVER: Final = "token_expired"
KEYS: Final = frozenset({"invalid_client_id", "bad_client_secret"})
"""Refused are the app's own; what it has of a place is as good as before."""

_log = structlog.stdlib.get_logger()


class Turning:
    """One for a process."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        vendors: Mapping[Kind, Vendor],
        outcomes: Outcomes,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._vendors = vendors
        self._outcomes = outcomes
        self._clock = clock
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def sweep(self) -> int:
        """Those that are over soon; answers how many were looked at."""
        until = self._clock() + BEFORE
        async with self._database.relay() as session:
            found = await chats.expiring(session, until, SWEPT)
        for one in found:
            try:
                await self._turn(one.tenant_id, one.id, lambda row: _before(row.expires_at, until))
            except Exception as error:  # noqa: BLE001 - of one place: the others are turned
                _log.warning("chats.not_turned", place=one.id, error=type(error).__name__)
        return len(found)

    async def over(self, tenant: str, place: Place) -> None:
        """The vendor says that these are. Raises AwayError or RefusedError."""
        own = place.row.id
        # Who waits here holds no connection of the database meanwhile.
        async with self._turns.setdefault(own, asyncio.Lock()):
            await self._turn(tenant, own, lambda row: row.tokens == place.row.tokens)

    async def _turn(self, tenant: str, own: str, due: Callable[[chats.PlaceRow], bool]) -> None:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            row = await chats.locked(session, own)
            app = None if row is None else await app_of(session, row.app_id)
            vendor = None if app is None else self._vendors.get(app.kind)
            if row is None or app is None or vendor is None or row.state != ON or not due(row):
                return
            await self._renew(session, keys, vendor, Place.opened(keys, app, row))

    async def _renew(
        self, session: AsyncSession, keys: TenantKeys, vendor: Vendor, place: Place
    ) -> None:
        own = place.row.id
        try:
            renewed = await vendor.renewed(place)
        except RefusedError as refused:
            if refused.lost not in ("place", "tokens"):
                raise
            if refused.code in KEYS and _before(self._clock(), place.row.expires_at):
                await self._outcomes.keys_refused(session, keys, place, refused.code)
                return
            await self._outcomes.place_lost(session, keys, place, refused.code)
            return
        if renewed is None:
            await self._outcomes.place_lost(session, keys, place, OVER)
            return
        await chats.rotated(session, keys, own, renewed.tokens, renewed.expires_at)
        _log.info("chats.turned", place=own)


async def app_of(session: AsyncSession, own: str) -> AppRow | None:
    return (await apps(session)).get(own)


async def apps(session: AsyncSession) -> dict[str, AppRow]:
    """By id; there is at most one of each kind."""
    found = [await chats.app(session, kind) for kind in CHATS]
    return {one.id: one for one in found if one is not None}


def _before(at: datetime | None, until: datetime | None) -> bool:
    return at is not None and until is not None and at <= until
