"""Takes away all that a tenant has, when its grace is over: its key first, its own row last.

In small batches, so that nobody waits behind them. Never: a row of a tenant whose grace is not
over; the database itself refuses that (`store.migrate`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import TENANT_TABLES, runs, tenants
from store.rows import column, read
from store.secret_tables import tenant_keys
from store.session import Database

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Ending:
    """A tenant whose grace is over."""

    id: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that may still be with Temporal."""

    id: str
    execution: int


async def over(session: AsyncSession, limit: int) -> list[Ending]:
    """As the relay."""
    query = select(tenants).where(tenants.c.erase_at <= func.now()).order_by(tenants.c.erase_at)
    rows = (await session.execute(query.limit(limit))).mappings()
    return [read(row, Ending) for row in rows]


async def open_runs(session: AsyncSession, after: str | None, limit: int) -> list[OpenRun]:
    """As the eraser."""
    query = select(runs.c.id, runs.c.execution).where(runs.c.ended_at.is_(None))
    if after is not None:
        query = query.where(runs.c.id > after)
    rows = (await session.execute(query.order_by(runs.c.id).limit(limit))).mappings()
    return [read(row, OpenRun) for row in rows]


async def erase(database: Database, tenant: str) -> int:
    """Everything; answers how many rows. Broken off anywhere, the next one goes on."""
    gone = 0
    # Without its key nobody reads the rest, however long that takes. And once more at the end:
    # whoever asks for the key of a tenant that has none makes one.
    others = [table for table in TENANT_TABLES if table is not tenant_keys]
    for table in (tenant_keys, *others, tenant_keys):
        while True:
            async with database.eraser(tenant) as session:
                taken = await _batch(session, table.name)
            gone += taken
            if taken < BATCH:
                break
    async with database.eraser(tenant) as session:
        await session.execute(delete(tenants).where(tenants.c.id == tenant))
    return gone


async def _batch(session: AsyncSession, table: str) -> int:
    # The names of tables are constants of ours.
    statement = text(
        f"WITH gone AS (DELETE FROM {table} WHERE ctid = ANY(ARRAY("  # noqa: S608
        f"SELECT ctid FROM {table} LIMIT :most)) RETURNING 1) SELECT count(*) AS rows FROM gone"
    )
    row = (await session.execute(statement, {"most": BATCH})).mappings().one()
    return column(row, "rows", int)
