"""Turns keys: a tenant's to a new version, the master key to another one. Nothing stops meanwhile.

Each step is one that may be the last: whoever begins again goes on where the one before ended.
Never: a tenant's key that is wrapped with no master key that is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store import master_key, tenants
from store.keys import FRESH_SECONDS, Keyring, add_version
from store.master_key import MasterKey, Wrapped, fresh, opens, wrap
from store.rows import read
from store.secret_tables import tenant_keys
from store.session import Database
from store.settings import StoreSettings
from store.tenants import TenantRow

ANNOUNCED_SECONDS = 3 * FRESH_SECONDS
"""So long all processes know a version before the first one seals with it."""

PAUSE_SECONDS = 2.0
"""Longer than a process takes from reading the files of the master key to writing what it wraps."""

Step = Callable[[str], None]
"""Told before each step that the loss of this process could come between."""


@dataclass(frozen=True, slots=True)
class KeyVersionRow:
    """A version of a tenant's key, as it is kept."""

    version: int
    wrapped: bytes
    wrapped_next: bytes | None
    waits: bool

    @property
    def kept(self) -> Wrapped:
        return Wrapped(self.wrapped, self.wrapped_next)


async def everybody(database: Database) -> list[TenantRow]:
    """All tenants, by their ids."""
    async with database.relay() as session:
        return await tenants.everybody(session)


@dataclass(frozen=True, slots=True)
class ShownVersionRow:
    """What may be shown of a version."""

    version: int
    created_at: datetime
    seals_at: datetime


async def page(session: AsyncSession) -> list[ShownVersionRow]:
    """Of the session's tenant, the newest first."""
    query = select(
        tenant_keys.c.version, tenant_keys.c.created_at, tenant_keys.c.seals_at
    ).order_by(tenant_keys.c.version.desc())
    return [read(row, ShownVersionRow) for row in (await session.execute(query)).mappings()]


async def rotate(
    database: Database, keyring: Keyring, tenant: str, after_seconds: float = ANNOUNCED_SECONDS
) -> int:
    """The version that seals from soon on. While one waits for that, it is that one."""
    await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        return await rotate_in(session, keyring.master, tenant, after_seconds)


async def rotate_in(
    session: AsyncSession,
    master: MasterKey,
    tenant: str,
    after_seconds: float = ANNOUNCED_SECONDS,
) -> int:
    """In the transaction of the deed; the tenant has a key."""
    newest = max(await _versions(session), key=lambda one: one.version)
    if newest.waits:
        return newest.version
    made = master.wrap(tenant, fresh())
    await add_version(session, newest.version + 1, made, after_seconds)
    return newest.version + 1


async def _versions(session: AsyncSession) -> list[KeyVersionRow]:
    """Nobody else changes them until the transaction ends."""
    waits = (tenant_keys.c.seals_at > func.now()).label("waits")
    query = select(
        tenant_keys.c.version, tenant_keys.c.wrapped, tenant_keys.c.wrapped_next, waits
    ).with_for_update()
    return [read(row, KeyVersionRow) for row in (await session.execute(query)).mappings()]


async def wrap_for_next(database: Database, master: MasterKey, coming: bytes) -> int:
    """Every key is wrapped with the next master key too; how many were not."""

    def wanted(tenant: str, row: KeyVersionRow) -> Wrapped | None:
        if any(opens(coming, tenant, one) for one in (row.wrapped, row.wrapped_next)):
            return None
        return Wrapped(row.wrapped, wrap(coming, tenant, master.unwrap(tenant, row.kept)))

    return await _rewrap(database, wanted)


async def wrap_for_current(database: Database, master: MasterKey) -> int:
    """Every key is wrapped with the current master key and no other; how many were not."""
    current = master.read_again().current

    def wanted(tenant: str, row: KeyVersionRow) -> Wrapped | None:
        if opens(current, tenant, row.wrapped):
            return None if row.wrapped_next is None else Wrapped(row.wrapped)
        return Wrapped(wrap(current, tenant, master.unwrap(tenant, row.kept)))

    return await _rewrap(database, wanted)


Wanted = Callable[[str, KeyVersionRow], Wrapped | None]


async def _rewrap(database: Database, wanted: Wanted) -> int:
    changed = 0
    for tenant in await everybody(database):
        async with database.tenant(tenant.id) as session:
            for row in await _versions(session):
                made = wanted(tenant.id, row)
                if made is not None:
                    changed += 1
                    await session.execute(
                        update(tenant_keys)
                        .where(tenant_keys.c.version == row.version)
                        .values(wrapped=made.wrapped, wrapped_next=made.wrapped_next)
                    )
    return changed


async def _pause() -> None:
    await asyncio.sleep(PAUSE_SECONDS)


async def change_file(
    database: Database,
    settings: StoreSettings,
    step: Step = lambda _name: None,
    pause: Callable[[], Awaitable[None]] | None = None,
) -> int:
    """Another master key in the data folder; how many keys it wraps. Goes on with one begun."""
    data = settings.data
    pause = pause or _pause
    master = master_key.load_master_key(settings)
    changed = 0
    if not (data / master_key.FORMER).exists() or (data / master_key.NEXT).exists():
        step("begin")
        master_key.begin(data)
        # Twice: a process may have wrapped a new key before it saw the file.
        for name in ("wrap", "wrap again"):
            step(name)
            coming = master.read_again().next
            if coming is not None:
                changed += await wrap_for_next(database, master, coming)
            await pause()
        step("switch")
        master_key.switch(data)
    for name in ("unwrap", "unwrap again"):
        step(name)
        await wrap_for_current(database, master)
        await pause()
    step("forget")
    master_key.forget(data)
    return changed
