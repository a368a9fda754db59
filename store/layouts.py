"""Layouts: where the boxes of a process stand on the canvas, apart from its versions.

Never: a version made or changed by moving a box.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import layouts, people
from store.rows import TENANT, as_person, read_or_none


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """Of one process; the positions are JSON."""

    namespace: str
    name: str
    positions: bytes
    saved_at: datetime
    saved_by_name: str | None


_WHO = (
    select(people.c.name)
    .where(people.c.tenant_id == layouts.c.tenant_id, people.c.id == as_person(layouts.c.saved_by))
    .scalar_subquery()
    .label("saved_by_name")
)


async def save(session: AsyncSession, namespace: str, name: str, positions: bytes, by: str) -> None:
    """The last one who moves a box is right."""
    values = {"positions": positions, "saved_by": by, "saved_at": func.now()}
    made = insert(layouts).values(tenant_id=TENANT, namespace=namespace, name=name, **values)
    await session.execute(
        made.on_conflict_do_update(index_elements=["tenant_id", "namespace", "name"], set_=values)
    )


async def get(session: AsyncSession, namespace: str, name: str) -> LayoutRow | None:
    query = select(layouts, _WHO).where(layouts.c.namespace == namespace, layouts.c.name == name)
    return read_or_none((await session.execute(query)).mappings().first(), LayoutRow)
