"""Sign-ins: a token's hash, whose it is and until when.

Never: the token itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import sessions
from store.rows import TENANT, column, read_or_none


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sign-in."""

    tenant_id: str
    token_hash: str
    person_id: str
    created_at: datetime
    expires_at: datetime


async def begin(session: AsyncSession, token_hash: str, person: str, expires_at: datetime) -> None:
    """Also forgets the tenant's sign-ins that are over."""
    await session.execute(delete(sessions).where(sessions.c.expires_at < func.now()))
    await session.execute(
        insert(sessions).values(
            tenant_id=TENANT,
            token_hash=token_hash,
            person_id=person,
            created_at=func.now(),
            expires_at=expires_at,
        )
    )


async def find(session: AsyncSession, token_hash: str) -> SessionRow | None:
    """In a lookup session by `token`; None when it is over."""
    query = select(sessions).where(
        sessions.c.token_hash == token_hash, sessions.c.expires_at > func.now()
    )
    row = (await session.execute(query)).mappings().first()
    return read_or_none(row, SessionRow)


async def living(session: AsyncSession, hashes: Collection[str]) -> set[str]:
    """Those of the tenant's sign-ins that are not over."""
    query = select(sessions.c.token_hash).where(
        sessions.c.token_hash.in_(hashes), sessions.c.expires_at > func.now()
    )
    return {column(row, "token_hash", str) for row in (await session.execute(query)).mappings()}


async def end(session: AsyncSession, token_hash: str) -> None:
    await session.execute(delete(sessions).where(sessions.c.token_hash == token_hash))
