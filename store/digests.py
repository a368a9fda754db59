"""What is held for digests: deliveries that wait until theirs is due, and what became of each.

Never: one that is said in two digests, or in none; who gathers them has locked them, and says what
they are now in the transaction that writes the digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.deliveries import DROPPED, GATHERED, HELD, DeliveryRow
from store.rows import read
from store.telling_tables import deliveries

_DUE = text("""
SELECT tenant_id::text AS tenant, person_id::text AS person FROM deliveries
WHERE state = 'held' AND due_at <= :now
GROUP BY 1, 2 ORDER BY min(due_at) LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose digest is due."""

    tenant: str
    person: str


async def due(session: AsyncSession, now: datetime, limit: int) -> list[Due]:
    """In a session of the relay's role."""
    rows = (await session.execute(_DUE, {"now": now, "limit": limit})).mappings()
    return [read(row, Due) for row in rows]


async def held(session: AsyncSession, people: Sequence[str], now: datetime) -> list[DeliveryRow]:
    """What is due of these; nobody else gathers it meanwhile."""
    query = (
        select(deliveries)
        .where(
            deliveries.c.person_id.in_(people),
            deliveries.c.state == HELD,
            deliveries.c.due_at <= now,
        )
        .order_by(deliveries.c.id)
        .with_for_update(skip_locked=True)
    )
    return [read(row, DeliveryRow) for row in (await session.execute(query)).mappings()]


async def gathered(session: AsyncSession, ids: Sequence[str]) -> None:
    """A digest says them."""
    if ids:
        await session.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(ids))
            .values(state=GATHERED, sent_at=func.now())
        )


async def dropped(session: AsyncSession, ids: Sequence[str], reason: str) -> None:
    """Nobody has to be told any more."""
    if ids:
        await session.execute(
            update(deliveries).where(deliveries.c.id.in_(ids)).values(state=DROPPED, reason=reason)
        )
