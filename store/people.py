"""People of a tenant: who they are, what roles they have, who their manager is.

Never: a password, only its hash; and never a person of another tenant as manager.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import people
from store.rows import TENANT, read, read_or_none


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in one tenant."""

    tenant_id: str
    id: str
    email: str
    name: str
    roles: list[str]
    department: str | None
    manager_id: str | None
    password_hash: str | None
    created_at: datetime
    disabled_at: datetime | None


async def add(
    session: AsyncSession,
    email: str,
    name: str,
    roles: Sequence[str],
    department: str | None = None,
    manager_id: str | None = None,
    password_hash: str | None = None,
) -> PersonRow:
    """The same address again, however it is spelled, is the same person, brought up to date."""
    values = {
        "name": name,
        "roles": list(roles),
        "department": department,
        "manager_id": manager_id,
        "password_hash": password_hash,
    }
    made = (
        insert(people)
        .values(
            tenant_id=TENANT, id=str(uuid4()), email=email.lower(), created_at=func.now(), **values
        )
        .on_conflict_do_update(index_elements=["tenant_id", "email"], set_=values)
        .returning(people)
    )
    return read((await session.execute(made)).mappings().one(), PersonRow)


async def by_email(session: AsyncSession, email: str) -> list[PersonRow]:
    """In a tenant's session that person; in a lookup session one for each tenant they are in."""
    query = select(people).where(people.c.email == email).order_by(people.c.created_at)
    return [read(row, PersonRow) for row in (await session.execute(query)).mappings()]


async def get(session: AsyncSession, person: str) -> PersonRow | None:
    row = (await session.execute(select(people).where(people.c.id == person))).mappings().first()
    return read_or_none(row, PersonRow)


async def roles_of(session: AsyncSession, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Of those who are active."""
    query = select(people).where(people.c.id.in_(ids), people.c.disabled_at.is_(None))
    rows = [read(row, PersonRow) for row in (await session.execute(query)).mappings()]
    return {row.id: tuple(row.roles) for row in rows}


async def page(
    session: AsyncSession, search: str, after: tuple[str, str] | None, limit: int
) -> tuple[list[PersonRow], tuple[str, str] | None]:
    """Those who are active, by name; the second value is where the next page begins."""
    place = (people.c.name, people.c.id)
    query = select(people).where(people.c.disabled_at.is_(None)).order_by(*place).limit(limit + 1)
    if search:
        columns = (people.c.name, people.c.email, func.coalesce(people.c.department, ""))
        query = query.where(or_(*(_holds(column, search) for column in columns)))
    if after is not None:
        query = query.where(
            tuple_(*place) > tuple_(*after, types=[column.type for column in place])
        )
    rows = [read(row, PersonRow) for row in (await session.execute(query)).mappings()]
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], (last.name, last.id)


def _holds(column: ColumnElement[str], search: str) -> ColumnElement[bool]:
    return func.strpos(func.lower(column), func.lower(search)) > 0
