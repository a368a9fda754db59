"""Installations of an app that are on their way at the vendor, found again by what was sent along.

Never: one that comes back twice, for another app than it was begun for, or after its minutes.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.chat_tables import chat_installs
from store.rows import TENANT, column

LASTS = timedelta(minutes=10)


async def begin(session: AsyncSession, state_hash: str, app: str, person: str) -> None:
    """Also forgets those that are over."""
    over = chat_installs.c.expires_at <= func.now()
    await session.execute(delete(chat_installs).where(over))
    await session.execute(
        insert(chat_installs).values(
            tenant_id=TENANT,
            state_hash=state_hash,
            app_id=app,
            person_id=person,
            expires_at=func.now() + LASTS,
        )
    )


async def take(session: AsyncSession, state_hash: str, app: str) -> str | None:
    """Once; answers who has begun it."""
    mine = (
        chat_installs.c.state_hash == state_hash,
        chat_installs.c.app_id == app,
        chat_installs.c.expires_at > func.now(),
    )
    gone = delete(chat_installs).where(*mine).returning(chat_installs.c.person_id)
    row = (await session.execute(gone)).mappings().first()
    return None if row is None else column(row, "person_id", str)
