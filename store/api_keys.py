"""API keys: a prefix to recognise one, a hash, what it may do, from where and until when.

Never: the key itself; it is shown once, when it is issued.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.key_tables import api_keys
from store.models import people
from store.rows import TENANT, column, read, read_or_none

PREFIX = "bat_"
SHOWN = len(PREFIX) + 6
EVERYTHING = ("*",)
"""As scopes: whatever the person may."""

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
    scopes: list[str] = field(default_factory=list[str])
    networks: list[str] = field(default_factory=list[str])
    created_by: str | None = None
    last_used_from: str | None = None
    successor_id: str | None = None


@dataclass(frozen=True, slots=True)
class OwnedKey(ApiKeyRow):
    """With the name of who has it."""

    person_name: str = ""
    person_kind: str = ""


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is asked for."""

    person: str
    name: str
    expires_at: datetime | None = None
    scopes: Sequence[str] = EVERYTHING
    networks: Sequence[str] = ()
    by: str | None = None
    id: str = field(default_factory=lambda: str(uuid4()))


def hash_of(key: str) -> str:
    """A key is 256 random bits, so a plain hash can't be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()


async def issue(
    session: AsyncSession, person: str, name: str, expires_at: datetime | None = None
) -> str:
    """A new key of this person, for whatever they may; the only time that it can be seen."""
    key, _ = await make(session, NewKey(person, name, expires_at))
    return key


async def make(session: AsyncSession, wanted: NewKey) -> tuple[str, ApiKeyRow]:
    """The key, which is seen this once, and what is kept of it."""
    key = PREFIX + secrets.token_urlsafe(32)
    made = (
        insert(api_keys)
        .values(
            tenant_id=TENANT,
            id=wanted.id,
            name=wanted.name,
            prefix=key[:SHOWN],
            hash=hash_of(key),
            person_id=wanted.person,
            created_at=func.now(),
            expires_at=wanted.expires_at,
            scopes=[*wanted.scopes],
            networks=[*wanted.networks],
            created_by=wanted.by,
        )
        .returning(api_keys)
    )
    return key, read((await session.execute(made)).mappings().one(), ApiKeyRow)


async def find_by_hash(session: AsyncSession, digest: str) -> ApiKeyRow | None:
    """In a lookup session by `token`; None when it is over."""
    query = select(api_keys).where(api_keys.c.hash == digest, _LIVES)
    row = (await session.execute(query)).mappings().first()
    return read_or_none(row, ApiKeyRow)


async def find_by_prefix(session: AsyncSession, prefix: str) -> ApiKeyRow | None:
    """In a lookup session by `prefix`: whose key begins so; None when it isn't one key alone."""
    rows = (await session.execute(select(api_keys).where(api_keys.c.prefix == prefix))).mappings()
    found = [read(row, ApiKeyRow) for row in rows]
    return found[0] if len(found) == 1 else None


async def living(session: AsyncSession, hashes: Collection[str]) -> set[str]:
    """Those of the tenant's keys that are not over."""
    query = select(api_keys.c.hash).where(api_keys.c.hash.in_(hashes), _LIVES)
    return {column(row, "hash", str) for row in (await session.execute(query)).mappings()}


async def get(session: AsyncSession, key: str, *, lock: bool = False) -> OwnedKey | None:
    query = _OWNED.where(api_keys.c.id == key)
    query = query.with_for_update(of=api_keys) if lock else query
    return read_or_none((await session.execute(query)).mappings().first(), OwnedKey)


async def page(
    session: AsyncSession, person: str | None, kind: str | None, before: str | None, limit: int
) -> tuple[list[OwnedKey], str | None]:
    """The newest first, of one person or of all; also those that are over."""
    place = func.concat(func.to_char(api_keys.c.created_at, _SORTED), "~", api_keys.c.id)
    query = _OWNED.order_by(place.desc()).limit(limit + 1).add_columns(place.label("place"))
    if person is not None:
        query = query.where(api_keys.c.person_id == person)
    if kind is not None:
        query = query.where(people.c.kind == kind)
    if before is not None:
        query = query.where(place < before)
    found = (await session.execute(query)).mappings().all()
    rows = [read(row, OwnedKey) for row in found[:limit]]
    return rows, column(found[limit - 1], "place", str) if len(found) > limit else None


_SORTED = "YYYYMMDDHH24MISSUS"
_OWNED = select(
    api_keys, people.c.name.label("person_name"), people.c.kind.label("person_kind")
).join(
    people, and_(people.c.tenant_id == api_keys.c.tenant_id, people.c.id == api_keys.c.person_id)
)


async def names_of(session: AsyncSession, person: str) -> list[str]:
    """Of their keys that are not over, nor being replaced; until the end nobody adds another."""
    await session.execute(select(people.c.id).where(people.c.id == person).with_for_update())
    query = select(api_keys.c.name).where(
        api_keys.c.person_id == person, api_keys.c.successor_id.is_(None), _LIVES
    )
    return [column(row, "name", str) for row in (await session.execute(query)).mappings()]


async def hashes_of(session: AsyncSession, person: str) -> list[str]:
    query = select(api_keys.c.hash).where(api_keys.c.person_id == person)
    return [column(row, "hash", str) for row in (await session.execute(query)).mappings()]


async def used(session: AsyncSession, key: str, address: str | None = None) -> None:
    """In the tenant's session."""
    await session.execute(
        update(api_keys)
        .where(api_keys.c.id == key)
        .values(last_used_at=func.now(), last_used_from=address)
    )


async def succeed(session: AsyncSession, key: str, successor: str, ends_at: datetime) -> None:
    """The key ends when its overlap does, but not later than it would have."""
    ends = func.least(func.coalesce(api_keys.c.expires_at, ends_at), ends_at)
    await session.execute(
        update(api_keys).where(api_keys.c.id == key).values(successor_id=successor, expires_at=ends)
    )


async def revoke(session: AsyncSession, key: str) -> None:
    await session.execute(delete(api_keys).where(api_keys.c.id == key))
