"""Who is around somebody: their department with what is below it, and those whom they lead.

Never: a walk without an end, where managers go round in a circle; each person is met once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import people
from store.rows import column

_LED = text("""
WITH RECURSIVE led AS (
  SELECT id FROM people WHERE manager_id = CAST(:person AS uuid)
  UNION SELECT below.id FROM people below JOIN led ON below.manager_id = led.id)
SELECT id::text FROM led
UNION SELECT id::text FROM people WHERE department_id = ANY(CAST(:led AS uuid[]))
""")


@dataclass(frozen=True, slots=True)
class Circle:
    """Their ids; also of those who have left, whose runs are still there."""

    department: frozenset[str] = frozenset()
    """Who is in their department, or below it."""
    team: frozenset[str] = frozenset()
    """Who has them as manager, or as manager's manager, or is in what they lead."""


NOBODY = Circle()


async def around(
    session: AsyncSession, person: str, own: Collection[str], led: Collection[str]
) -> Circle:
    """Of that person, by the departments that are theirs and those that they lead."""
    there = select(people.c.id).where(people.c.department_id.in_(own))
    department = (await session.execute(there)).mappings() if own else ()
    team = (await session.execute(_LED, {"person": person, "led": sorted(led)})).mappings()
    return Circle(
        frozenset(column(row, "id", str) for row in department),
        frozenset(column(row, "id", str) for row in team),
    )
