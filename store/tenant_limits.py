"""How many requests a minute a tenant may make, where that differs from the installation's limits.

Never: written by the API; a tenant can't raise its own limits.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.key_tables import tenant_limits
from store.rows import TENANT, read_or_none


@dataclass(frozen=True, slots=True)
class TenantLimits:
    """Requests a minute; None: as the installation has it, 0: no limit."""

    per_key: int | None = None
    per_person: int | None = None
    per_tenant: int | None = None


async def get(session: AsyncSession) -> TenantLimits:
    """Of the session's tenant."""
    row = (await session.execute(select(tenant_limits))).mappings().first()
    return read_or_none(row, TenantLimits) or TenantLimits()


async def put(session: AsyncSession, limits: TenantLimits) -> None:
    values = {
        "per_key": limits.per_key,
        "per_person": limits.per_person,
        "per_tenant": limits.per_tenant,
        "changed_at": func.now(),
    }
    await session.execute(
        insert(tenant_limits)
        .values(tenant_id=TENANT, **values)
        .on_conflict_do_update(index_elements=["tenant_id"], set_=values)
    )
