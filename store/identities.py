"""Whom a provider of identities knows: its issuer and subject, and the person that they are here.

Never: a person found by address; that is looked at once, by who makes the identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.provider_tables import identities
from store.rows import TENANT, column, read_or_none


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody, as a provider calls them."""

    provider_id: str
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """Who that is."""

    provider_id: str
    issuer: str
    subject: str
    person_id: str
    given_roles: list[str]
    created_at: datetime
    seen_at: datetime


async def find(session: AsyncSession, subject: Subject) -> IdentityRow | None:
    query = select(identities).where(_is(subject))
    return read_or_none((await session.execute(query)).mappings().first(), IdentityRow)


async def add(session: AsyncSession, subject: Subject, person: str) -> None:
    await session.execute(
        insert(identities).values(
            tenant_id=TENANT,
            provider_id=subject.provider_id,
            issuer=subject.issuer,
            subject=subject.subject,
            person_id=person,
            given_roles=[],
            created_at=func.now(),
            seen_at=func.now(),
        )
    )


async def seen(session: AsyncSession, subject: Subject, given_roles: Sequence[str]) -> None:
    """They have come again, and have these roles by their groups."""
    values = {"given_roles": [*given_roles], "seen_at": func.now()}
    await session.execute(update(identities).where(_is(subject)).values(values))


async def given_otherwise(session: AsyncSession, subject: Subject, person: str) -> set[str]:
    """Roles that the person has by other identities of theirs."""
    own = identities.c
    query = select(func.unnest(own.given_roles).label("role")).where(
        own.person_id == person, not_(_is(subject))
    )
    return {column(row, "role", str) for row in (await session.execute(query)).mappings()}


async def is_known(session: AsyncSession, subject: Subject, person: str) -> bool:
    """Whether that issuer has led somebody to this person before."""
    own = identities.c
    query = select(own.subject).where(
        own.provider_id == subject.provider_id,
        own.issuer == subject.issuer,
        own.person_id == person,
    )
    return (await session.execute(query)).first() is not None


async def count(session: AsyncSession) -> dict[str, int]:
    """How many people each provider knows."""
    query = select(identities.c.provider_id, func.count().label("people")).group_by(
        identities.c.provider_id
    )
    rows = (await session.execute(query)).mappings()
    return {column(row, "provider_id", str): column(row, "people", int) for row in rows}


def _is(subject: Subject) -> ColumnElement[bool]:
    own = identities.c
    return and_(
        own.provider_id == subject.provider_id,
        own.issuer == subject.issuer,
        own.subject == subject.subject,
    )
