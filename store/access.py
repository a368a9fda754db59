"""Access of a tenant: its own roles, what is granted for processes, exceptions, restrictions.

All of it is one book, read whole: it is small, and changes seldom. Each change turns the tenant's
number on, by which whoever has the book knows that it is old. Never: a decision; `api.access` takes
those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from store import departments, people, providers, security_rules
from store.access_tables import exemptions, grants, restrictions, roles
from store.hierarchy import heads_of, parents_of
from store.models import tenants
from store.rows import TENANT, column, read, read_or_none


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of the tenant's own."""

    name: str
    title: str
    permissions: list[str]
    """Patterns, such as `runs:*`."""
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ProcessName:
    """Of one process, or of all of a namespace."""

    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted to somebody for a process, or for all of a namespace."""

    id: str
    subject_kind: str
    """person, role, department or everyone."""
    subject: str
    namespace: str
    name: str
    rights: tuple[str, ...]
    granted_by: str
    granted_at: datetime

    @property
    def process(self) -> tuple[str, str]:
        return self.namespace, self.name


@dataclass(frozen=True, slots=True)
class Exemption:
    """What one person may, or may not, other than their roles say; with a reason and an end."""

    id: str
    person_id: str
    permission: str
    """A pattern."""
    namespace: str
    name: str
    allowed: bool
    reason: str
    until: datetime
    made_by: str
    made_at: datetime

    @property
    def process(self) -> tuple[str, str]:
        return self.namespace, self.name


@dataclass(frozen=True, slots=True)
class Book:
    """All of it."""

    version: int = 0
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    """Patterns of permissions by the names of the tenant's own roles."""
    grants: tuple[Grant, ...] = ()
    exceptions: dict[str, tuple[Exemption, ...]] = field(
        default_factory=dict[str, "tuple[Exemption, ...]"]
    )
    """By the ids of the persons."""
    restricted: frozenset[tuple[str, str]] = frozenset()
    departments: dict[str, str | None] = field(default_factory=dict[str, "str | None"])
    """Each with the one that it is in."""
    heads: dict[str, str] = field(default_factory=dict[str, str])
    """Who leads each that somebody leads."""


async def book(session: AsyncSession, version: int) -> Book:
    """As it is at that number of the tenant's."""
    own = {row.name: tuple(row.permissions) for row in await own_roles(session)}
    granted = [read(row, Grant) for row in (await session.execute(select(grants))).mappings()]
    living = select(exemptions).where(exemptions.c.until > func.now())
    excepted: defaultdict[str, list[Exemption]] = defaultdict(list)
    for row in (await session.execute(living)).mappings():
        one = read(row, Exemption)
        excepted[one.person_id].append(one)
    shut = (await session.execute(select(restrictions))).mappings()
    places = await departments.everything(session)
    return Book(
        version,
        own,
        tuple(granted),
        {person: tuple(those) for person, those in excepted.items()},
        frozenset((column(row, "namespace", str), column(row, "name", str)) for row in shut),
        parents_of(places),
        heads_of(places),
    )


async def turn(session: AsyncSession) -> None:
    """Whoever has the book reads it anew."""
    await session.execute(update(tenants).values(access_version=tenants.c.access_version + 1))


# ---- roles


async def own_roles(session: AsyncSession) -> list[RoleRow]:
    rows = (await session.execute(select(roles).order_by(roles.c.name))).mappings()
    return [read(row, RoleRow) for row in rows]


async def put_role(
    session: AsyncSession, name: str, title: str, permissions: Sequence[str], by: str
) -> None:
    values = {
        "title": title,
        "permissions": [*permissions],
        "changed_by": by,
        "changed_at": func.now(),
    }
    await session.execute(
        upsert(roles)
        .values(tenant_id=TENANT, name=name, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "name"], set_=values)
    )
    await turn(session)


async def drop_role(session: AsyncSession, name: str) -> list[str]:
    """With all that was given to it, so that no other role of the same name finds it.

    Answers the processes that were granted to it.
    """
    granted = (
        delete(grants)
        .where(grants.c.subject_kind == "role", grants.c.subject == name)
        .returning(grants.c.namespace, grants.c.name)
    )
    gone = [read(row, ProcessName) for row in (await session.execute(granted)).mappings()]
    await people.take_role(session, name)
    await security_rules.take_role(session, name)
    await providers.take_role(session, name)
    await session.execute(delete(roles).where(roles.c.name == name))
    await turn(session)
    return sorted(f"{one.namespace}/{one.name}" for one in gone)


# ---- processes


async def grants_for(session: AsyncSession, namespace: str, name: str) -> list[Grant]:
    """In the order in which they were made."""
    query = (
        select(grants)
        .where(grants.c.namespace == namespace, grants.c.name == name)
        .order_by(grants.c.granted_at, grants.c.id)
    )
    return [read(row, Grant) for row in (await session.execute(query)).mappings()]


async def is_restricted(session: AsyncSession, namespace: str, name: str) -> bool:
    query = select(restrictions.c.name).where(
        restrictions.c.namespace == namespace, restrictions.c.name == name
    )
    return (await session.execute(query)).first() is not None


async def grant(
    session: AsyncSession,
    subject: tuple[str, str],
    process: tuple[str, str],
    rights: Sequence[str],
    by: str,
) -> None:
    """What this subject has for this process from now on; nothing takes it away."""
    kind, who = subject
    namespace, name = process
    row = {"subject_kind": kind, "subject": who, "namespace": namespace, "name": name}
    await session.execute(delete(grants).filter_by(**row))
    if rights:
        values = {"rights": [*rights], "granted_by": by, "granted_at": func.now()}
        await session.execute(
            insert(grants).values(tenant_id=TENANT, id=str(uuid4()), **row, **values)
        )
    await turn(session)


async def restrict(
    session: AsyncSession, namespace: str, name: str, by: str, *, restricted: bool
) -> None:
    row = {"namespace": namespace, "name": name}
    await session.execute(delete(restrictions).filter_by(**row))
    if restricted:
        made = {"restricted_by": by, "restricted_at": func.now()}
        await session.execute(insert(restrictions).values(tenant_id=TENANT, **row, **made))
    await turn(session)


# ---- exceptions


async def exceptions_of(session: AsyncSession, person: str) -> list[Exemption]:
    """Those that are over too, the last one first."""
    query = (
        select(exemptions)
        .where(exemptions.c.person_id == person)
        .order_by(exemptions.c.made_at.desc(), exemptions.c.id)
    )
    return [read(row, Exemption) for row in (await session.execute(query)).mappings()]


async def exempt(
    session: AsyncSession,
    person: str,
    permission: str,
    process: tuple[str, str],
    reason: str,
    until: datetime,
    by: str,
    *,
    allowed: bool,
) -> Exemption:
    namespace, name = process
    made = (
        insert(exemptions)
        .values(
            tenant_id=TENANT,
            id=str(uuid4()),
            person_id=person,
            permission=permission,
            namespace=namespace,
            name=name,
            allowed=allowed,
            reason=reason,
            until=until,
            made_by=by,
            made_at=func.now(),
        )
        .returning(exemptions)
    )
    row = read((await session.execute(made)).mappings().one(), Exemption)
    await turn(session)
    return row


async def end_exception(session: AsyncSession, person: str, exception: str) -> Exemption | None:
    """From now on; the row stays to be seen. None: this person has no such one that lives."""
    ended = (
        update(exemptions)
        .where(
            exemptions.c.id == exception,
            exemptions.c.person_id == person,
            exemptions.c.until > func.now(),
        )
        .values(until=func.now())
        .returning(exemptions)
    )
    row = read_or_none((await session.execute(ended)).mappings().first(), Exemption)
    await turn(session)
    return row
