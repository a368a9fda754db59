"""Lists of people: filtered, by name, with department, manager and whether they are away now.

Never: a password's hash.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import people
from store.people import PERSON
from store.people_tables import absences, departments
from store.rows import read, read_or_none
from store.working_hours import Week

_MANAGERS = people.alias("managers")
_DEPUTIES = people.alias("deputies")
_STATE = case(
    (people.c.disabled_at.is_not(None), "disabled"),
    (and_(people.c.invited_at.is_not(None), people.c.password_hash.is_(None)), "invited"),
    else_="active",
)


_JOINED = (
    people.outerjoin(
        departments,
        and_(
            departments.c.tenant_id == people.c.tenant_id,
            departments.c.id == people.c.department_id,
        ),
    )
    .outerjoin(
        _MANAGERS,
        and_(_MANAGERS.c.tenant_id == people.c.tenant_id, _MANAGERS.c.id == people.c.manager_id),
    )
    # At most one: absences of a person never overlap.
    .outerjoin(
        absences,
        and_(
            absences.c.tenant_id == people.c.tenant_id,
            absences.c.person_id == people.c.id,
            absences.c.since <= func.now(),
            absences.c.until > func.now(),
        ),
    )
    .outerjoin(
        _DEPUTIES,
        and_(_DEPUTIES.c.tenant_id == people.c.tenant_id, _DEPUTIES.c.id == absences.c.deputy_id),
    )
)
_PEOPLE = select(
    people.c.id,
    people.c.email,
    people.c.name,
    people.c.roles,
    people.c.department_id,
    departments.c.name.label("department"),
    people.c.manager_id,
    _MANAGERS.c.name.label("manager"),
    people.c.language,
    people.c.time_zone,
    people.c.working_hours,
    _STATE.label("state"),
    absences.c.until.label("away_until"),
    absences.c.deputy_id,
    _DEPUTIES.c.name.label("deputy"),
).select_from(_JOINED)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person, and where they belong."""

    id: str
    email: str
    name: str
    roles: list[str]
    department_id: str | None
    department: str | None
    manager_id: str | None
    manager: str | None
    language: str | None
    time_zone: str | None
    working_hours: Week | None
    state: str
    away_until: datetime | None
    deputy_id: str | None
    deputy: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Everything that is given must fit."""

    search: str = ""
    role: str | None = None
    departments: Collection[str] | None = None
    state: str | None = None
    """None: everybody who has not left."""


async def page(
    session: AsyncSession, wanted: Filter, after: tuple[str, str] | None, limit: int
) -> tuple[list[ListedPerson], tuple[str, str] | None]:
    """By name; the second value is where the next page begins."""
    place = (people.c.name, people.c.id)
    query = _PEOPLE.where(*_fits(wanted)).order_by(*place).limit(limit + 1)
    if after is not None:
        query = query.where(
            tuple_(*place) > tuple_(*after, types=[column.type for column in place])
        )
    rows = [read(row, ListedPerson) for row in (await session.execute(query)).mappings()]
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], (last.name, last.id)


async def one(session: AsyncSession, person: str) -> ListedPerson | None:
    """Also who has left."""
    row = (await session.execute(_PEOPLE.where(people.c.id == person))).mappings().first()
    return read_or_none(row, ListedPerson)


async def of_group(
    session: AsyncSession, ids: Collection[str], within: Collection[str]
) -> list[ListedPerson]:
    """The active ones among these people and in these departments."""
    belongs = or_(people.c.id.in_(ids), people.c.department_id.in_(within))
    query = _PEOPLE.where(belongs, _STATE.in_(["active"])).order_by(people.c.name, people.c.id)
    return [read(row, ListedPerson) for row in (await session.execute(query)).mappings()]


def _fits(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [people.c.kind == PERSON]
    if wanted.state is None:
        conditions.append(people.c.disabled_at.is_(None))
    else:
        conditions.append(_STATE.in_([wanted.state]))
    if wanted.search:
        columns = (people.c.name, people.c.email, func.coalesce(departments.c.name, ""))
        conditions.append(or_(*(_holds(column, wanted.search) for column in columns)))
    if wanted.role is not None:
        conditions.append(people.c.roles.contains([wanted.role]))
    if wanted.departments is not None:
        conditions.append(people.c.department_id.in_(wanted.departments))
    return conditions


def _holds(column: ColumnElement[str], search: str) -> ColumnElement[bool]:
    return func.strpos(func.lower(column), func.lower(search)) > 0
