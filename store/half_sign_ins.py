"""Sign-ins between the first factor and the second.

Never: one that lasts longer than minutes, that counts fewer guesses than were made, or that opens
anything but the second step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import half_sign_ins
from store.rows import TENANT, read_or_none

LASTS = timedelta(minutes=5)
MOST_TRIES = 5
_OPEN = and_(half_sign_ins.c.expires_at > func.now(), half_sign_ins.c.tries < MOST_TRIES)


@dataclass(frozen=True, slots=True)
class HalfRow:
    """Whose password has fitted."""

    tenant_id: str
    token_hash: str
    person_id: str
    tries: int
    expires_at: datetime


async def begin(session: AsyncSession, token_hash: str, person: str) -> None:
    """Also forgets the tenant's that are over."""
    await session.execute(delete(half_sign_ins).where(half_sign_ins.c.expires_at < func.now()))
    await session.execute(
        insert(half_sign_ins).values(
            tenant_id=TENANT,
            token_hash=token_hash,
            person_id=person,
            expires_at=func.now() + LASTS,
        )
    )


async def find(session: AsyncSession, token_hash: str) -> HalfRow | None:
    """In a lookup session by `token`; None when it is over or its tries are used up."""
    query = select(half_sign_ins).where(half_sign_ins.c.token_hash == token_hash, _OPEN)
    return read_or_none((await session.execute(query)).mappings().first(), HalfRow)


async def tried(session: AsyncSession, token_hash: str) -> bool:
    """Counts a try before it is judged; False when there is none left."""
    counted = await session.execute(
        update(half_sign_ins)
        .where(half_sign_ins.c.token_hash == token_hash, _OPEN)
        .values(tries=half_sign_ins.c.tries + 1)
        .returning(half_sign_ins.c.tries)
    )
    return counted.first() is not None


async def end(session: AsyncSession, token_hash: str) -> bool:
    """Once: of two who finish it at the same time, one gets False."""
    mine = half_sign_ins.c.token_hash == token_hash
    gone = delete(half_sign_ins).where(mine).returning(half_sign_ins.c.person_id)
    return (await session.execute(gone)).first() is not None


async def end_all(session: AsyncSession, person: str) -> None:
    await session.execute(delete(half_sign_ins).where(half_sign_ins.c.person_id == person))
