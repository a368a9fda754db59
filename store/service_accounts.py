"""Accounts of services: they have roles and keys like a person, and nobody signs in as one.

They are rows of `people`, so that runs, audit and grants know one kind of actor. Never: a password,
or an address that somebody could have mail at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import people
from store.rows import TENANT, column, read, read_or_none

SERVICE = "service"
DOMAIN = "service.invalid"
"""Of no address at all (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class ServiceAccountRow:
    """One account."""

    id: str
    email: str
    name: str
    roles: list[str]
    owner_id: str | None
    owner_name: str | None
    created_at: datetime
    disabled_at: datetime | None


async def add(
    session: AsyncSession, name: str, roles: Sequence[str], owner: str
) -> ServiceAccountRow | None:
    """None when there is one of that name."""
    made = (
        insert(people)
        .values(
            tenant_id=TENANT,
            id=str(uuid4()),
            email=f"{name}@{DOMAIN}",
            name=name,
            roles=list(roles),
            kind=SERVICE,
            owner_id=owner,
            created_at=func.now(),
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "email"])
        .returning(people.c.id)
    )
    row = (await session.execute(made)).mappings().first()
    return None if row is None else await get(session, column(row, "id", str))


async def get(session: AsyncSession, account: str) -> ServiceAccountRow | None:
    found = await session.execute(_ACCOUNTS.where(people.c.id == account))
    return read_or_none(found.mappings().first(), ServiceAccountRow)


async def every(session: AsyncSession) -> list[ServiceAccountRow]:
    """By name, also those that are disabled."""
    found = await session.execute(_ACCOUNTS.order_by(people.c.name, people.c.id))
    return [read(row, ServiceAccountRow) for row in found.mappings()]


async def change(
    session: AsyncSession, account: str, roles: Sequence[str], owner: str, *, disabled: bool
) -> None:
    """Whoever was disabled before stays so since then."""
    since = func.coalesce(people.c.disabled_at, func.now()) if disabled else None
    await session.execute(
        update(people)
        .where(people.c.id == account, people.c.kind == SERVICE)
        .values(roles=list(roles), owner_id=owner, disabled_at=since)
    )


_owners = people.alias("owners")
_ACCOUNTS = (
    select(people, _owners.c.name.label("owner_name"))
    .outerjoin(
        _owners,
        (_owners.c.tenant_id == people.c.tenant_id) & (_owners.c.id == people.c.owner_id),
    )
    .where(people.c.kind == SERVICE)
)
