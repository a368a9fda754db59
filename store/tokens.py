"""Links that work once: an invitation, a new password. A token's hash, whose it is, until when.

Never: the token itself, and never one that works twice, or beside a newer one of its kind.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.people_tables import tokens
from store.rows import TENANT, column, read_or_none

Kind: TypeAlias = Literal["invitation", "reset"]

_LIVES = and_(tokens.c.used_at.is_(None), tokens.c.expires_at > func.now())


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One link that still works."""

    tenant_id: str
    hash: str
    kind: Kind
    person_id: str
    created_at: datetime
    expires_at: datetime


def hash_of(token: str) -> str:
    """A token is 256 random bits, so a plain hash can't be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


async def issue(session: AsyncSession, person: str, kind: Kind, lasts: timedelta) -> str:
    """A new token, the only time that it can be seen. Those before it, of its kind, end."""
    await revoke(session, person, kind)
    token = secrets.token_urlsafe(32)
    await session.execute(
        insert(tokens).values(
            tenant_id=TENANT,
            hash=hash_of(token),
            kind=kind,
            person_id=person,
            created_at=func.now(),
            expires_at=func.now() + lasts,
        )
    )
    return token


async def find(session: AsyncSession, digest: str) -> TokenRow | None:
    """In a lookup session by `token`; None when it is used or over."""
    query = select(tokens).where(tokens.c.hash == digest, _LIVES)
    row = (await session.execute(query)).mappings().first()
    return read_or_none(row, TokenRow)


async def take(session: AsyncSession, token: str, kind: Kind) -> str | None:
    """In the tenant's session: whose it is, once; of two who come at once, one has it."""
    taken = (
        update(tokens)
        .where(tokens.c.hash == hash_of(token), tokens.c.kind == kind, _LIVES)
        .values(used_at=func.now())
        .returning(tokens.c.person_id)
    )
    row = (await session.execute(taken)).mappings().first()
    return None if row is None else column(row, "person_id", str)


async def revoke(session: AsyncSession, person: str, kind: Kind) -> None:
    await session.execute(delete(tokens).where(tokens.c.person_id == person, tokens.c.kind == kind))


async def living(session: AsyncSession, person: str, kind: Kind) -> TokenRow | None:
    """The one of this kind that somebody could still use."""
    query = select(tokens).where(tokens.c.person_id == person, tokens.c.kind == kind, _LIVES)
    return read_or_none((await session.execute(query)).mappings().first(), TokenRow)
