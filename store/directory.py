"""All tenants of the installation, as its own people see them: names, states, limits.

Each function wants a session as the installation (`store.session.as_installation`). Never: a look
into a tenant, or an installation's own tenant suspended or deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import tenants
from store.rows import read, read_or_none
from store.tenants import State, TenantRow

INSTALLATION = "installation"
"""The short name of the tenant of those who run all of it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which tenants are looked for."""

    words: str = ""
    state: State | None = None


async def page(
    session: AsyncSession, sought: Sought, after: str | None, limit: int
) -> tuple[list[TenantRow], str | None]:
    """By short name; the second value is where the next page begins."""
    query = select(tenants).where(~tenants.c.installation).order_by(tenants.c.slug)
    if sought.words:
        part = "%" + sought.words.lower().replace("\\", r"\\").replace("%", r"\%") + "%"
        part = part.replace("_", r"\_")
        query = query.where(
            or_(tenants.c.slug.like(part), func.lower(tenants.c.name).like(part)),
        )
    resting = tenants.c.suspended_at.is_not(None)
    ending = tenants.c.erase_at.is_not(None)
    match sought.state:
        case "active":
            query = query.where(~resting, ~ending)
        case "suspended":
            query = query.where(resting, ~ending)
        case "deleting":
            query = query.where(ending)
        case None:
            pass
    if after is not None:
        query = query.where(tenants.c.slug > after)
    rows = (await session.execute(query.limit(limit + 1))).mappings().all()
    found = [read(row, TenantRow) for row in rows[:limit]]
    return found, found[-1].slug if len(rows) > limit else None


async def get(session: AsyncSession, tenant: str, *, lock: bool = False) -> TenantRow | None:
    """Any but the installation's own."""
    query = select(tenants).where(tenants.c.id == tenant, ~tenants.c.installation)
    query = query.with_for_update() if lock else query
    return read_or_none((await session.execute(query)).mappings().first(), TenantRow)


async def own(session: AsyncSession) -> TenantRow | None:
    """The installation's."""
    query = select(tenants).where(tenants.c.installation)
    return read_or_none((await session.execute(query)).mappings().first(), TenantRow)


async def add(
    session: AsyncSession, tenant: str, slug: str, name: str, *, installation: bool = False
) -> bool:
    """False: the short name is somebody's already."""
    made = (
        insert(tenants)
        .values(id=tenant, slug=slug, name=name, created_at=func.now(), installation=installation)
        .on_conflict_do_nothing()
        .returning(tenants.c.id)
    )
    return (await session.execute(made)).first() is not None


async def rename(session: AsyncSession, tenant: str, name: str) -> None:
    await session.execute(update(tenants).where(tenants.c.id == tenant).values(name=name))


async def turn_off(session: AsyncSession, tenant: str, features: Sequence[str]) -> None:
    """These and no others are off."""
    values = {"features_off": sorted(set(features))}
    await session.execute(update(tenants).where(tenants.c.id == tenant).values(values))


async def suspend(session: AsyncSession, tenant: str, why: str) -> None:
    await session.execute(
        update(tenants)
        .where(tenants.c.id == tenant)
        .values(suspended_at=func.now(), suspended_why=why)
    )


async def resume(session: AsyncSession, tenant: str) -> None:
    """As it was, also out of the grace before it would have been deleted."""
    values = {"suspended_at": None, "suspended_why": None, "erase_at": None}
    await session.execute(update(tenants).where(tenants.c.id == tenant).values(values))


async def mark(session: AsyncSession, tenant: str, grace: timedelta) -> None:
    """It is deleted when the grace is over; marked again, nothing moves."""
    await session.execute(
        update(tenants)
        .where(tenants.c.id == tenant, tenants.c.erase_at.is_(None))
        .values(erase_at=func.now() + grace)
    )
