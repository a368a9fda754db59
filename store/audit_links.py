"""Chains what stands in the audit trail, and reads it in the order of the chain.

Deeds write their lines without waiting for each other; a moment later they are chained, those of a
tenant in one order, under its lock. Never: a line twice in the chain, or a link that is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import RowMapping, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.audit_chain import GENESIS, Line, Linked, link
from store.audit_tables import audit, audit_links, audit_waiting
from store.rows import column, read, value

STRAYS = 20
"""As many lines outside of the chain are named."""

_TURN = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "'audit ' || current_setting('baton.tenant'), 0)), current_setting('baton.tenant') AS tenant"
)
_KEEP = text("""
WITH linked AS (
  INSERT INTO audit_links (tenant_id, sequence, entry, hash)
  SELECT current_setting('baton.tenant')::uuid, l.* FROM unnest(
    CAST(:sequence AS bigint[]), CAST(:entry AS uuid[]), CAST(:hash AS bytea[])) AS l
  RETURNING tenant_id, entry)
DELETE FROM audit_waiting w USING linked l
WHERE w.tenant_id = l.tenant_id AND w.entry = l.entry
""")
_WAITING = text("SELECT DISTINCT tenant_id AS tenant FROM audit_waiting LIMIT :limit")
_HEADS = text("""
SELECT t.id AS tenant, l.sequence, l.hash FROM tenants t CROSS JOIN LATERAL (
  SELECT sequence, hash FROM audit_links WHERE tenant_id = t.id ORDER BY sequence DESC LIMIT 1) l
""")


@dataclass(frozen=True, slots=True)
class Place:
    """How far the chain of a tenant has come."""

    tenant: str
    sequence: int
    hash: bytes


async def tenants_waiting(session: AsyncSession, limit: int) -> list[str]:
    """Of all tenants those that have something to be chained. As the relay."""
    rows = await session.execute(_WAITING, {"limit": limit})
    return [str(column(row, "tenant", object)) for row in rows.mappings()]


async def places(session: AsyncSession) -> list[Place]:
    """Of all tenants that have a chain. As the relay."""
    return [read(row, Place) for row in (await session.execute(_HEADS)).mappings()]


async def chain(session: AsyncSession, limit: int) -> int:
    """Chains what waits, in the order of its ids; answers how many lines."""
    tenant = column((await session.execute(_TURN)).mappings().one(), "tenant", str)
    wanted = (
        select(audit)
        .join(audit_waiting, audit_waiting.c.entry == audit.c.id)
        .order_by(audit_waiting.c.entry)
        .limit(limit)
    )
    lines = [read(row, Line) for row in (await session.execute(wanted)).mappings()]
    if lines:
        await _keep(session, tenant, await last(session), lines)
    return len(lines)


async def _keep(
    session: AsyncSession, tenant: str, place: tuple[int, bytes], lines: Sequence[Line]
) -> None:
    first, previous = place
    hashes: list[bytes] = []
    for number, line in enumerate(lines, first + 1):
        previous = link(previous, tenant, number, line)
        hashes.append(previous)
    numbers = list(range(first + 1, first + 1 + len(lines)))
    entries = [line.id for line in lines]
    await session.execute(_KEEP, {"sequence": numbers, "entry": entries, "hash": hashes})


async def last(session: AsyncSession) -> tuple[int, bytes]:
    """The end of the tenant's chain."""
    query = select(audit_links.c.sequence, audit_links.c.hash)
    found = await session.execute(query.order_by(audit_links.c.sequence.desc()).limit(1))
    return _place(found.mappings().first()) or (0, GENESIS)


async def at(session: AsyncSession, sequence: int) -> tuple[int, bytes] | None:
    """The place of that number; before the first one there is what all chains begin with."""
    if sequence == 0:
        return 0, GENESIS
    query = select(audit_links.c.sequence, audit_links.c.hash)
    found = await session.execute(query.where(audit_links.c.sequence == sequence))
    return _place(found.mappings().first())


def _place(row: RowMapping | None) -> tuple[int, bytes] | None:
    return None if row is None else (column(row, "sequence", int), column(row, "hash", bytes))


async def after(session: AsyncSession, sequence: int, limit: int) -> list[Linked]:
    """Places of the chain with their lines, in order."""
    links = audit_links.c
    query = (
        select(links.sequence, links.hash, links.entry, audit)
        .select_from(audit_links.outerjoin(audit, links.entry == audit.c.id))
        .where(links.sequence > sequence)
        .order_by(links.sequence)
        .limit(limit)
    )
    return list(_linked((await session.execute(query)).mappings().all()))


def _linked(rows: Sequence[RowMapping]) -> Iterator[Linked]:
    for row in rows:
        gone = cast("object", row["id"]) is None
        line = None if gone else read(row, Line)
        yield Linked(column(row, "sequence", int), column(row, "hash", bytes), line)


async def strays(session: AsyncSession) -> list[str]:
    """Lines that are neither chained nor wait for it: they came by another way than a deed."""
    chained = select(audit_links.c.entry).where(audit_links.c.entry == audit.c.id).exists()
    waits = select(audit_waiting.c.entry).where(audit_waiting.c.entry == audit.c.id).exists()
    query = select(audit.c.id).where(~chained, ~waits).order_by(audit.c.id).limit(STRAYS)
    return [column(row, "id", str) for row in (await session.execute(query)).mappings()]


async def waiting(session: AsyncSession) -> int:
    """How many lines are not chained yet."""
    return value(await session.execute(select(func.count()).select_from(audit_waiting)), int)
