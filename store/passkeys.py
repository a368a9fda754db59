"""Passkeys: a public key of a person's device, and how often it has signed.

Never: a credential that belongs to two people, in whatever tenants.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import passkeys
from store.rows import TENANT, read, read_or_none


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """One passkey."""

    tenant_id: str
    id: str
    person_id: str
    credential: bytes
    public_key: bytes
    counter: int
    transports: list[str]
    synced: bool
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What an authenticator has made."""

    credential: bytes
    public_key: bytes
    counter: int
    transports: Sequence[str]
    synced: bool
    name: str


def digest_of(credential: bytes) -> str:
    return hashlib.sha256(credential).hexdigest()


async def add(session: AsyncSession, person: str, made: NewPasskey) -> PasskeyRow | None:
    """None when this credential is known already."""
    wanted = (
        insert(passkeys)
        .values(
            tenant_id=TENANT,
            id=str(uuid4()),
            person_id=person,
            digest=digest_of(made.credential),
            credential=made.credential,
            public_key=made.public_key,
            counter=made.counter,
            transports=list(made.transports),
            synced=made.synced,
            name=made.name,
            created_at=func.now(),
        )
        .on_conflict_do_nothing()
        .returning(passkeys)
    )
    return read_or_none((await session.execute(wanted)).mappings().first(), PasskeyRow)


async def find(session: AsyncSession, digest: str) -> PasskeyRow | None:
    """In a lookup session by `token`, or in its tenant's."""
    query = select(passkeys).where(passkeys.c.digest == digest)
    return read_or_none((await session.execute(query)).mappings().first(), PasskeyRow)


async def of_person(session: AsyncSession, person: str) -> list[PasskeyRow]:
    query = (
        select(passkeys)
        .where(passkeys.c.person_id == person)
        .order_by(passkeys.c.created_at, passkeys.c.id)
    )
    return [read(row, PasskeyRow) for row in (await session.execute(query)).mappings()]


async def used(session: AsyncSession, one: str, counter: int) -> bool:
    """Counts up; False when the counter has gone on meanwhile. Many authenticators keep it at 0."""
    onward = or_(passkeys.c.counter < counter, passkeys.c.counter == 0)
    taken = (
        update(passkeys)
        .where(passkeys.c.id == one, onward)
        .values(counter=counter, used_at=func.now())
        .returning(passkeys.c.id)
    )
    return (await session.execute(taken)).first() is not None


async def rename(session: AsyncSession, person: str, one: str, name: str) -> bool:
    mine = (passkeys.c.person_id == person, passkeys.c.id == one)
    renamed = update(passkeys).where(*mine).values(name=name).returning(passkeys.c.id)
    return (await session.execute(renamed)).first() is not None


async def remove(session: AsyncSession, person: str, one: str) -> bool:
    mine = (passkeys.c.person_id == person, passkeys.c.id == one)
    gone = delete(passkeys).where(*mine).returning(passkeys.c.id)
    return (await session.execute(gone)).first() is not None
