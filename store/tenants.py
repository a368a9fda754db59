"""Tenants: organisations that share the installation and see nothing of each other.

Never: a list of all tenants for anybody but the relay and the installation's own people, and never
a tenant that writes its own state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import tenants
from store.rows import read, read_or_none
from store.working_hours import Week, WorkingHours

State: TypeAlias = Literal["active", "suspended", "deleting"]

NOBODYS = "00000000-0000-0000-0000-000000000000"
"""The id of no tenant. Where none is meant this one is looked into, because looking takes time."""


@dataclass(frozen=True, slots=True)
class TenantRow:
    """One tenant."""

    id: str
    slug: str
    name: str
    created_at: datetime
    access_version: int
    installation: bool = False
    """It is that of the people who run all of it."""
    suspended_at: datetime | None = None
    suspended_why: str | None = None
    erase_at: datetime | None = None
    """It is to be deleted, and from then on it is."""
    features_off: list[str] = field(default_factory=list[str])
    colour: str | None = None
    logo: str | None = None
    language: str | None = None
    time_zone: str | None = None
    working_hours: Week | None = None

    @property
    def rests(self) -> bool:
        """Nobody gets in, and nothing begins."""
        return self.suspended_at is not None or self.erase_at is not None

    @property
    def state(self) -> State:
        if self.erase_at is not None:
            return "deleting"
        return "active" if self.suspended_at is None else "suspended"


async def add(session: AsyncSession, tenant: str, slug: str, name: str) -> None:
    """In that tenant's own session. Again: nothing."""
    await session.execute(
        insert(tenants)
        .values(id=tenant, slug=slug, name=name, created_at=func.now())
        .on_conflict_do_nothing()
    )


async def get(session: AsyncSession) -> TenantRow:
    """The tenant of the session."""
    return read((await session.execute(select(tenants))).mappings().one(), TenantRow)


async def find(session: AsyncSession) -> TenantRow | None:
    """The tenant of the session, or None where there is no such tenant."""
    return read_or_none((await session.execute(select(tenants))).mappings().first(), TenantRow)


async def everybody(session: AsyncSession) -> list[TenantRow]:
    """In a session of the relay's role."""
    rows = (await session.execute(select(tenants).order_by(tenants.c.id))).mappings()
    return [read(row, TenantRow) for row in rows]


async def by_slug(session: AsyncSession, slug: str) -> TenantRow | None:
    """In a session of the relay's role."""
    row = (await session.execute(select(tenants).where(tenants.c.slug == slug))).mappings().first()
    return read_or_none(row, TenantRow)


async def only(session: AsyncSession) -> TenantRow | None:
    """The one that there is; None where there are several. In a session of the relay's role.

    The installation's own is passed over: nobody means it who doesn't say so.
    """
    query = select(tenants).where(tenants.c.installation.is_(False)).limit(2)
    rows = (await session.execute(query)).mappings().all()
    return read(rows[0], TenantRow) if len(rows) == 1 else None


async def change(session: AsyncSession, values: Mapping[str, object]) -> None:
    """The session's tenant: columns that are its own to write, and what they become."""
    if values:
        await session.execute(update(tenants).values(**values))


async def hold(session: AsyncSession) -> None:
    """Who is who changes in one transaction at a time.

    Two changes that are right by themselves could make a circle, or leave nobody to administer.
    """
    await session.execute(select(tenants.c.id).with_for_update())


async def working_hours(session: AsyncSession) -> WorkingHours:
    """For whoever has none of their own."""
    query = select(tenants.c.time_zone, tenants.c.working_hours.label("week"))
    return read((await session.execute(query)).mappings().one(), WorkingHours)


async def set_working_hours(session: AsyncSession, time_zone: str | None, week: Week) -> None:
    await session.execute(update(tenants).values(time_zone=time_zone, working_hours=week))
