"""Tenants: organisations that share the installation and see nothing of each other.

Never: a list of all tenants for anybody but the relay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import tenants
from store.rows import read, read_or_none


@dataclass(frozen=True, slots=True)
class TenantRow:
    """One tenant."""

    id: str
    slug: str
    name: str
    created_at: datetime


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


async def by_slug(session: AsyncSession, slug: str) -> TenantRow | None:
    """In a session of the relay's role."""
    row = (await session.execute(select(tenants).where(tenants.c.slug == slug))).mappings().first()
    return read_or_none(row, TenantRow)
