"""People of a tenant: who they are, what roles they have, who their manager is.

Never: a password, only its hash; and never a person of another tenant as manager.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import BindParameter, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store import api_keys, half_sign_ins, limits, sessions
from store.models import people
from store.rows import TENANT, column, read, read_or_none
from store.working_hours import Week

ADMIN = "admin"
"""Somebody who is active has to have this role."""

PERSON = "person"
"""Of kinds; the others are in `service_accounts`."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in one tenant."""

    tenant_id: str
    id: str
    email: str
    name: str
    roles: list[str]
    department_id: str | None
    manager_id: str | None
    password_hash: str | None
    created_at: datetime
    disabled_at: datetime | None
    language: str | None = None
    time_zone: str | None = None
    working_hours: Week | None = None
    invited_at: datetime | None = None
    kind: str = PERSON

    @property
    def state(self) -> str:
        """Who was invited is so until they have a password."""
        if self.disabled_at is not None:
            return "disabled"
        waiting = self.invited_at is not None and self.password_hash is None
        return "invited" if waiting else "active"


async def add(
    session: AsyncSession,
    email: str,
    name: str,
    roles: Sequence[str],
    department_id: str | None = None,
    manager_id: str | None = None,
    password_hash: str | None = None,
) -> PersonRow:
    """The same address again, however it is spelled, is the same person, brought up to date."""
    values = {
        "name": name,
        "roles": list(roles),
        "department_id": department_id,
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


async def create(session: AsyncSession, person: str, values: Mapping[str, object]) -> bool:
    """Somebody new; False: the address is somebody's already."""
    made = (
        insert(people)
        .values(tenant_id=TENANT, id=person, created_at=func.now(), **values)
        .on_conflict_do_nothing(index_elements=["tenant_id", "email"])
        .returning(people.c.id)
    )
    new = (await session.execute(made)).first() is not None
    if new:
        await limits.check_people(session)
    return new


async def create_many(session: AsyncSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Somebody new in each row, with their id; the tenant is held, and no address is taken."""
    if rows:
        made = insert(people).values(tenant_id=TENANT, created_at=func.now())
        await session.execute(made, [dict(row) for row in rows])
        await limits.check_people(session)


async def change_many(session: AsyncSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Each with the id and the same columns."""
    if rows:
        names = [name for name in rows[0] if name != "id"]
        columns: dict[str, BindParameter[object]] = {name: bindparam(name) for name in names}
        changed = update(people).where(people.c.id == bindparam("whose")).values(columns)
        connection = await session.connection()
        await connection.execute(changed, [{**row, "whose": row["id"]} for row in rows])


async def by_email(session: AsyncSession, email: str) -> list[PersonRow]:
    """In a tenant's session that person; in a lookup session one for each tenant they are in."""
    query = (
        select(people)
        # A service has no address, whatever a provider of identities may assert.
        .where(people.c.email == email, people.c.kind == PERSON)
        .order_by(people.c.created_at)
    )
    return [read(row, PersonRow) for row in (await session.execute(query)).mappings()]


async def get(session: AsyncSession, person: str) -> PersonRow | None:
    row = (await session.execute(select(people).where(people.c.id == person))).mappings().first()
    return read_or_none(row, PersonRow)


async def set_password(session: AsyncSession, person: str, password_hash: str) -> None:
    await session.execute(
        update(people).where(people.c.id == person).values(password_hash=password_hash)
    )


async def rename(session: AsyncSession, person: str, name: str) -> None:
    await session.execute(update(people).where(people.c.id == person).values(name=name))


async def active(session: AsyncSession, ids: Collection[str]) -> list[PersonRow]:
    """Those of them who are."""
    query = select(people).where(people.c.id.in_(ids), people.c.disabled_at.is_(None))
    return [read(row, PersonRow) for row in (await session.execute(query)).mappings()]


async def names(session: AsyncSession, ids: Collection[str]) -> dict[str, str]:
    query = select(people.c.id, people.c.name).where(people.c.id.in_(ids))
    rows = (await session.execute(query)).mappings()
    return {column(row, "id", str): column(row, "name", str) for row in rows}


async def with_roles(session: AsyncSession) -> dict[str, int]:
    """How many who are active have each role."""
    active_ones = select(func.unnest(people.c.roles).label("role"))
    each = active_ones.where(people.c.disabled_at.is_(None)).subquery()
    query = select(each.c.role, func.count().label("people")).group_by(each.c.role)
    rows = (await session.execute(query)).mappings()
    return {column(row, "role", str): column(row, "people", int) for row in rows}


async def take_role(session: AsyncSession, role: str) -> None:
    """From everybody, also from those who have left."""
    await session.execute(
        update(people)
        .where(people.c.roles.contains([role]))
        .values(roles=func.array_remove(people.c.roles, role))
    )


async def by_ids(session: AsyncSession, ids: Collection[str]) -> dict[str, PersonRow]:
    """Those of them that are people of the tenant, whatever has become of them."""
    query = select(people).where(people.c.id.in_(ids))
    rows = [read(row, PersonRow) for row in (await session.execute(query)).mappings()]
    return {row.id: row for row in rows}


async def everybody(session: AsyncSession) -> list[PersonRow]:
    """Of the tenant, also who has left."""
    query = select(people).order_by(people.c.email)
    return [read(row, PersonRow) for row in (await session.execute(query)).mappings()]


async def managers(session: AsyncSession) -> dict[str, str | None]:
    """Everybody's manager."""
    rows = (await session.execute(select(people.c.id, people.c.manager_id))).mappings()
    return {column(row, "id", str): row["manager_id"] for row in rows}


async def gone(session: AsyncSession) -> set[str]:
    """Who is disabled."""
    query = select(people.c.id).where(people.c.disabled_at.is_not(None))
    return {column(row, "id", str) for row in (await session.execute(query)).mappings()}


async def other_admins(session: AsyncSession, person: str) -> int:
    """How many others can administer. Who acts on the answer holds the tenant."""
    query = select(people.c.id).where(
        people.c.roles.contains([ADMIN]),
        people.c.disabled_at.is_(None),
        people.c.kind == PERSON,
        people.c.id != person,
        # Who has only been invited can't do anything yet.
        people.c.invited_at.is_(None) | people.c.password_hash.is_not(None),
    )
    return len((await session.execute(query)).all())


async def change(session: AsyncSession, person: str, values: Mapping[str, object]) -> None:
    """Columns and what they become."""
    if values:
        await session.execute(update(people).where(people.c.id == person).values(**values))


async def disable(session: AsyncSession, person: str) -> list[str]:
    """Their sign-ins end, and their keys work no more until they are enabled.

    Answers the ids of those and the hashes of these.
    """
    await session.execute(
        update(people)
        .where(people.c.id == person, people.c.disabled_at.is_(None))
        .values(disabled_at=func.now())
    )
    await half_sign_ins.end_all(session, person)
    ended = await sessions.end_all(session, person)
    return [*ended, *await api_keys.hashes_of(session, person)]


async def enable(session: AsyncSession, person: str) -> None:
    """They sign in anew; those of their keys that are not over work again."""
    await session.execute(update(people).where(people.c.id == person).values(disabled_at=None))
    await limits.check_people(session)


async def invited(session: AsyncSession, person: str) -> None:
    await session.execute(update(people).where(people.c.id == person).values(invited_at=func.now()))
