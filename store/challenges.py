"""What an authenticator is asked to sign: made here, taken once, forgotten after minutes.

Never: a challenge itself (its hash is enough), or one that serves another purpose than its own.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import challenges

LASTS = timedelta(minutes=5)


async def put(session: AsyncSession, digest: str, purpose: str) -> None:
    """Also forgets those that are over."""
    await session.execute(delete(challenges).where(challenges.c.expires_at < func.now()))
    await session.execute(
        insert(challenges).values(digest=digest, purpose=purpose, expires_at=func.now() + LASTS)
    )


async def take(session: AsyncSession, digest: str, purpose: str) -> bool:
    """Once."""
    mine = (
        challenges.c.digest == digest,
        challenges.c.purpose == purpose,
        challenges.c.expires_at > func.now(),
    )
    gone = delete(challenges).where(*mine).returning(challenges.c.digest)
    return (await session.execute(gone)).first() is not None
