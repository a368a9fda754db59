"""API keys for scripts: a prefix to recognise one, and a hash.

Never: the key itself; it is shown once, when it is issued.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import api_keys
from store.rows import TENANT, column, read_or_none

PREFIX = "bat_"
SHOWN = len(PREFIX) + 6
_LIVES = or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > func.now())


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    """What is kept of a key."""

    tenant_id: str
    id: str
    name: str
    prefix: str
    hash: str
    person_id: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


def hash_of(key: str) -> str:
    """A key is 256 random bits, so a plain hash can't be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()


async def issue(
    session: AsyncSession, person: str, name: str, expires_at: datetime | None = None
) -> str:
    """A new key of this person; the only time that it can be seen."""
    key = PREFIX + secrets.token_urlsafe(32)
    await session.execute(
        insert(api_keys).values(
            tenant_id=TENANT,
            id=str(uuid4()),
            name=name,
            prefix=key[:SHOWN],
            hash=hash_of(key),
            person_id=person,
            created_at=func.now(),
            expires_at=expires_at,
        )
    )
    return key


async def find_by_hash(session: AsyncSession, digest: str) -> ApiKeyRow | None:
    """In a lookup session by `token`; None when it is over."""
    query = select(api_keys).where(api_keys.c.hash == digest, _LIVES)
    row = (await session.execute(query)).mappings().first()
    return read_or_none(row, ApiKeyRow)


async def living(session: AsyncSession, hashes: Collection[str]) -> set[str]:
    """Those of the tenant's keys that are not over."""
    query = select(api_keys.c.hash).where(api_keys.c.hash.in_(hashes), _LIVES)
    return {column(row, "hash", str) for row in (await session.execute(query)).mappings()}


async def used(session: AsyncSession, key: str) -> None:
    """In the tenant's session."""
    await session.execute(
        update(api_keys).where(api_keys.c.id == key).values(last_used_at=func.now())
    )


async def revoke(session: AsyncSession, key: str) -> None:
    await session.execute(delete(api_keys).where(api_keys.c.id == key))
