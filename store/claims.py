"""Large values that Temporal's history only points at; sealed by whoever puts them here.

Never: a value in clear.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import claims
from store.rows import value


async def put(session: AsyncSession, tenant: str, sealed: bytes) -> str:
    """Keep it; answers the id under which it is found again."""
    claim = str(uuid4())
    await session.execute(
        insert(claims).values(tenant_id=tenant, id=claim, body=sealed, created_at=func.now())
    )
    return claim


async def get(session: AsyncSession, claim: str) -> bytes:
    query = select(claims.c.body).where(claims.c.id == claim)
    return value(await session.execute(query), bytes)
