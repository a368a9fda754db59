"""What a tenant has used: runs that began today, open ones, definitions, people, bytes.

Starts and the bytes of files are counted as they come; other bytes are measured now and then,
because a look at all that a tenant has takes its time. Never: a value opened to measure it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import column, read
from store.runs import IS_OPEN

MOST_COUNTED = 100_000
"""Of what is counted for a look; whoever has more has many."""

KEPT_DAYS = 40
"""For so long it is known how many runs began on a day."""

_TODAY = "(now() AT TIME ZONE 'UTC')::date"
_NOW = text(f"""
SELECT
  (SELECT coalesce(sum(runs), 0) FROM run_counts WHERE day = {_TODAY})::bigint AS runs_today,
  (SELECT count(*) FROM (SELECT 1 FROM runs WHERE {IS_OPEN} LIMIT :most) AS one) AS runs_open,
  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE next_at = 'infinity' LIMIT :most) AS one)
    AS runs_held,
  (SELECT count(*) FROM (SELECT 1 FROM definitions WHERE state <> 'archived' LIMIT :most) AS one)
    AS definitions,
  (SELECT count(*) FROM (SELECT 1 FROM people
    WHERE disabled_at IS NULL AND kind = 'person' LIMIT :most) AS one) AS people,
  coalesce((SELECT bytes + file_bytes FROM tenant_uses), 0) AS bytes,
  (SELECT measured_at FROM tenant_uses) AS measured_at
""")  # noqa: S608 (a constant of ours)
_KEPT = text(f"""
SELECT t.id AS tenant, coalesce(u.bytes + u.file_bytes, 0) AS bytes,
  coalesce(u.people, 0) AS people, coalesce(u.definitions, 0) AS definitions, u.measured_at, (
    SELECT coalesce(sum(c.runs), 0) FROM run_counts c
    WHERE c.tenant_id = t.id AND c.day = {_TODAY})::bigint AS runs_today
FROM tenants t LEFT JOIN tenant_uses u ON u.tenant_id = t.id
WHERE t.id = ANY(CAST(:tenants AS uuid[]))
""")  # noqa: S608
# What lies beside the table is counted as it lies there: nothing is read for it.
_BYTES = "coalesce((SELECT sum(pg_column_size(x.{column})) FROM {table} x), 0)"
_MEASURED = (
    ("runs", "input", "output", "error"),
    ("facts", "body"),
    ("trace", "body"),
    ("messages", "body"),
    ("events", "body"),
    ("intents", "outcome"),
    ("audit", "body"),
    ("definition_sources", "source", "document"),
    ("sketch_revisions", "text"),
)
_SUM = " + ".join(
    _BYTES.format(table=table, column=name) for table, *names in _MEASURED for name in names
)
_MEASURE = text(f"""
INSERT INTO tenant_uses (tenant_id, bytes, people, definitions, measured_at)
SELECT current_setting('baton.tenant')::uuid, {_SUM},
  (SELECT count(*) FROM people WHERE disabled_at IS NULL AND kind = 'person'),
  (SELECT count(*) FROM definitions WHERE state <> 'archived'), now()
ON CONFLICT (tenant_id) DO UPDATE SET bytes = excluded.bytes, people = excluded.people,
  definitions = excluded.definitions, measured_at = excluded.measured_at
""")  # noqa: S608
# A tenant in which nothing has begun since is as large as it was, or nearly.
_DUE = text(f"""
SELECT t.id AS tenant FROM tenants t LEFT JOIN tenant_uses u ON u.tenant_id = t.id
WHERE t.erase_at IS NULL AND (u.measured_at IS NULL
  OR u.measured_at < now() - interval '1 day'
  OR (u.measured_at < now() - interval '1 hour' AND EXISTS (
    SELECT 1 FROM run_counts c WHERE c.tenant_id = t.id AND c.day >= {_TODAY} - 1)))
ORDER BY u.measured_at NULLS FIRST LIMIT :limit
""")  # noqa: S608
_FORGET = text(f"DELETE FROM run_counts WHERE day < {_TODAY} - :days")  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much there is of each."""

    runs_today: int
    definitions: int
    people: int
    bytes: int
    measured_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UseNow(Use):
    """As the tenant itself sees it: counted at this moment, but for the bytes."""

    runs_open: int
    runs_held: int
    """Of those that are open: they wait for room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept(Use):
    tenant: str


async def now(session: AsyncSession) -> UseNow:
    """Of the session's tenant."""
    return read((await session.execute(_NOW, {"most": MOST_COUNTED})).mappings().one(), UseNow)


async def kept(session: AsyncSession, tenants: Sequence[str]) -> dict[str, Use]:
    """Of some tenants, as they were measured last. As the installation."""
    rows = await session.execute(_KEPT, {"tenants": [*tenants]})
    found = [read(row, _Kept) for row in rows.mappings()]
    return {one.tenant: one for one in found}


async def due(session: AsyncSession, limit: int) -> list[str]:
    """Tenants that are to be measured, the oldest look first. As the relay."""
    rows = (await session.execute(_DUE, {"limit": limit})).mappings()
    return [str(column(row, "tenant", object)) for row in rows]


async def measure(session: AsyncSession) -> None:
    """The session's tenant."""
    await session.execute(_MEASURE)


async def forget(session: AsyncSession) -> None:
    """How many runs began long ago. As the relay."""
    await session.execute(_FORGET, {"days": KEPT_DAYS})
