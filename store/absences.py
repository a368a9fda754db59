"""Absences: who is away from when until when, and who stands in.

Never: two of one person at the same time; who adds one has held the tenant (`tenants.hold`).
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.askings import INBOX_CHANNEL
from store.people_tables import absences
from store.rows import TENANT, read
from store.standing_in import Absence

# What waits for whom is another list at once: for who is away, and for who stands in.
_TOLD = text("""
SELECT pg_notify(:channel, current_setting('baton.tenant') || ' ' || one)
FROM unnest(CAST(:people AS text[])) AS one
""")


async def add(session: AsyncSession, wanted: Absence, by: str) -> None:
    await session.execute(
        insert(absences).values(
            tenant_id=TENANT,
            id=wanted.id,
            person_id=wanted.person_id,
            since=wanted.since,
            until=wanted.until,
            deputy_id=wanted.deputy_id,
            created_by=by,
            created_at=func.now(),
        )
    )
    await _tell(session, wanted.person_id, wanted.deputy_id)


def new_id() -> str:
    return str(uuid4())


async def not_over(session: AsyncSession) -> dict[str, list[Absence]]:
    """Those that are now or will be, by person: all that who stands in can depend on."""
    query = select(absences).where(absences.c.until > func.now()).order_by(absences.c.since)
    found: dict[str, list[Absence]] = {}
    for row in (await session.execute(query)).mappings():
        absence = read(row, Absence)
        found.setdefault(absence.person_id, []).append(absence)
    return found


async def of_person(session: AsyncSession, person: str) -> list[Absence]:
    """Those that are now or will be."""
    query = (
        select(absences)
        .where(absences.c.person_id == person, absences.c.until > func.now())
        .order_by(absences.c.since)
    )
    return [read(row, Absence) for row in (await session.execute(query)).mappings()]


async def remove(session: AsyncSession, person: str, absence: str) -> bool:
    """False: this person has none like it."""
    gone = (
        delete(absences)
        .where(absences.c.id == absence, absences.c.person_id == person)
        .returning(absences)
    )
    row = (await session.execute(gone)).mappings().first()
    if row is None:
        return False
    await _tell(session, person, read(row, Absence).deputy_id)
    return True


async def _tell(session: AsyncSession, *people: str | None) -> None:
    told = [one for one in people if one is not None]
    await session.execute(_TOLD, {"channel": INBOX_CHANNEL, "people": told})
