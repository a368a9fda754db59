"""The history of sign-ins: when, from where, by what, and why not.

Never: a try for somebody who doesn't exist, or one that is older than 90 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import sign_ins
from store.rows import TENANT, read
from store.runs import new_id
from store.sessions import Place

KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One try."""

    id: str
    at: datetime
    way: str
    refused: str | None
    address: str
    device: str


async def add(
    session: AsyncSession, person: str, way: str, place: Place, refused: str | None = None
) -> None:
    """Also forgets the tenant's old ones."""
    await session.execute(delete(sign_ins).where(sign_ins.c.at < func.now() - KEPT))
    await session.execute(
        insert(sign_ins).values(
            tenant_id=TENANT,
            id=new_id(),
            person_id=person,
            at=func.now(),
            way=way,
            refused=refused,
            address=place.address,
            device=place.device,
        )
    )


async def page(
    session: AsyncSession, person: str, before: str | None, limit: int
) -> tuple[list[SignInRow], str | None]:
    """The newest first, and where the next page begins."""
    query = (
        select(sign_ins)
        .where(sign_ins.c.person_id == person, sign_ins.c.at >= func.now() - KEPT)
        .order_by(sign_ins.c.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(sign_ins.c.id < before)
    rows = [read(row, SignInRow) for row in (await session.execute(query)).mappings()]
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None
