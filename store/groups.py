"""Groups: named sets of people and departments.

Never: a member of another tenant; who adds one has looked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from store.people_tables import group_members, groups
from store.rows import TENANT, read, read_or_none


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group without its members."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person, or a department with all who are in it and below."""

    group_id: str
    kind: str
    member_id: str


async def everything(session: AsyncSession) -> list[GroupRow]:
    query = select(groups).order_by(func.lower(groups.c.name))
    return [read(row, GroupRow) for row in (await session.execute(query)).mappings()]


async def get(session: AsyncSession, group: str) -> GroupRow | None:
    row = (await session.execute(select(groups).where(groups.c.id == group))).mappings().first()
    return read_or_none(row, GroupRow)


async def members(session: AsyncSession) -> list[Member]:
    """Of all groups."""
    query = select(group_members).order_by(group_members.c.member_id)
    return [read(row, Member) for row in (await session.execute(query)).mappings()]


async def put(session: AsyncSession, group: str, name: str, description: str) -> None:
    """A new one, or one that is there with another name."""
    values = {"name": name, "description": description}
    made = upsert(groups).values(tenant_id=TENANT, id=group, created_at=func.now(), **values)
    await session.execute(
        made.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=values)
    )


async def set_members(
    session: AsyncSession, group: str, people: Collection[str], departments: Collection[str]
) -> None:
    await session.execute(delete(group_members).where(group_members.c.group_id == group))
    rows: Sequence[tuple[str, str]] = [
        *(("person", one) for one in sorted(people)),
        *(("department", one) for one in sorted(departments)),
    ]
    for kind, member in rows:
        await session.execute(
            insert(group_members).values(
                tenant_id=TENANT, group_id=group, kind=kind, member_id=member
            )
        )


async def remove(session: AsyncSession, group: str) -> None:
    await session.execute(delete(group_members).where(group_members.c.group_id == group))
    await session.execute(delete(groups).where(groups.c.id == group))
