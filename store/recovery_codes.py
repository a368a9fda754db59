"""Codes for who has lost their second factor: each once.

Never: a code itself; a fingerprint under the tenant's key can't be guessed back.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import recovery_codes
from store.keys import TenantKeys
from store.rows import TENANT, value

PURPOSE = "recovery-code"


async def replace(
    session: AsyncSession, keys: TenantKeys, person: str, codes: Iterable[str]
) -> None:
    """Those from before count no more."""
    await remove(session, person)
    rows = [
        {
            "tenant_id": TENANT,
            "person_id": person,
            "fingerprint": keys.fingerprint(code, _context(person)),
            "created_at": func.now(),
        }
        for code in codes
    ]
    await session.execute(insert(recovery_codes).values(rows))


async def remove(session: AsyncSession, person: str) -> None:
    await session.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person))


async def take(session: AsyncSession, keys: TenantKeys, person: str, code: str) -> bool:
    """Whether it is one of theirs, which it is no longer from now on."""
    mine = (
        recovery_codes.c.person_id == person,
        recovery_codes.c.fingerprint == keys.fingerprint(code, _context(person)),
    )
    gone = delete(recovery_codes).where(*mine).returning(recovery_codes.c.person_id)
    return (await session.execute(gone)).first() is not None


async def left(session: AsyncSession, person: str) -> int:
    query = select(func.count()).where(recovery_codes.c.person_id == person)
    return value(await session.execute(query), int)


def _context(person: str) -> str:
    return f"{PURPOSE}.{person}"
