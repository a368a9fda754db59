"""Secrets of authenticator apps, sealed, and which of their codes have been used.

Never: a secret that counts before its first code was seen, or a code that counts twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import totp
from store.keys import TenantKeys
from store.rows import TENANT, read_or_none

SECRET = "totp"  # noqa: S105 - what it is sealed for


@dataclass(frozen=True, slots=True)
class _Kept:
    person_id: str
    secret: bytes
    last_step: int
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Totp:
    """The secret of one person's app."""

    secret: bytes
    last_step: int
    confirmed_at: datetime | None


async def begin(session: AsyncSession, keys: TenantKeys, person: str, secret: bytes) -> bool:
    """Instead of one that was never confirmed; False when there is a confirmed one."""
    values = {
        "secret": keys.seal(secret, _context(person)),
        "created_at": func.now(),
        "last_step": 0,
    }
    made = (
        insert(totp)
        .values(tenant_id=TENANT, person_id=person, **values)
        .on_conflict_do_update(
            index_elements=["tenant_id", "person_id"],
            set_=values,
            where=totp.c.confirmed_at.is_(None),
        )
        .returning(totp.c.person_id)
    )
    return (await session.execute(made)).first() is not None


async def find(session: AsyncSession, keys: TenantKeys, person: str) -> Totp | None:
    """Confirmed or not."""
    row = (await session.execute(select(totp).where(totp.c.person_id == person))).mappings().first()
    kept = read_or_none(row, _Kept)
    if kept is None:
        return None
    return Totp(keys.open(kept.secret, _context(person)), kept.last_step, kept.confirmed_at)


async def used(session: AsyncSession, person: str, step: int) -> bool:
    """Takes the code of this step, and confirms the secret; False when it was taken before."""
    taken = (
        update(totp)
        .where(totp.c.person_id == person, totp.c.last_step < step)
        .values(last_step=step, confirmed_at=func.coalesce(totp.c.confirmed_at, func.now()))
        .returning(totp.c.person_id)
    )
    return (await session.execute(taken)).first() is not None


async def remove(session: AsyncSession, person: str) -> bool:
    gone = delete(totp).where(totp.c.person_id == person).returning(totp.c.person_id)
    return (await session.execute(gone)).first() is not None


def _context(person: str) -> str:
    return f"{SECRET}.{person}"
