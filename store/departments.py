"""The departments of a tenant, a tree.

Never: a circle, or one taken away with somebody in it; who asks has held the tenant
(`tenants.hold`) and has looked.
"""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.hierarchy import Department
from store.models import people
from store.people_tables import departments, group_members
from store.rows import TENANT, column, read, value


async def everything(session: AsyncSession) -> dict[str, Department]:
    """All of them by id, in the order of their names."""
    query = select(departments).order_by(func.lower(departments.c.name), departments.c.id)
    rows = [read(row, Department) for row in (await session.execute(query)).mappings()]
    return {row.id: row for row in rows}


async def add(session: AsyncSession, wanted: Department) -> None:
    await session.execute(
        insert(departments).values(tenant_id=TENANT, created_at=func.now(), **asdict(wanted))
    )


async def change(session: AsyncSession, wanted: Department) -> None:
    await session.execute(
        update(departments)
        .where(departments.c.id == wanted.id)
        .values(name=wanted.name, parent_id=wanted.parent_id, head_id=wanted.head_id)
    )


async def people_in(session: AsyncSession) -> dict[str, int]:
    """How many active people are in each, without those below."""
    query = (
        select(people.c.department_id, func.count().label("people"))
        .where(people.c.department_id.is_not(None), people.c.disabled_at.is_(None))
        .group_by(people.c.department_id)
    )
    rows = (await session.execute(query)).mappings()
    return {column(row, "department_id", str): column(row, "people", int) for row in rows}


async def members(session: AsyncSession, department: str) -> int:
    """How many people and groups lean on it, those who have left too."""
    of_people = select(func.count()).where(people.c.department_id == department)
    of_groups = select(func.count()).where(
        group_members.c.kind == "department", group_members.c.member_id == department
    )
    found = await session.execute(select(of_people.scalar_subquery() + of_groups.scalar_subquery()))
    return value(found, int)


async def remove(session: AsyncSession, department: str) -> None:
    await session.execute(delete(departments).where(departments.c.id == department))
