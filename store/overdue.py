"""Runs that wait longer than they should.

That is one in which nothing has happened for as long as its process says, and one whose approval is
past its due date and still open: its end comes by itself, so something keeps the run from it. Each
is found once, and kept until the run is over. Never: a value of a run, or a guess about a process
that says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store import troubles
from store.keys import TenantKeys
from store.rows import column, read
from store.troubles import Wait

GRACE = timedelta(minutes=15)
"""For so long after its due date the end of an approval may be under way."""

MOST = 200
"""Found in one transaction; the others in the next round."""

_TENANTS = text("""
SELECT t.id::text AS tenant FROM tenants t
WHERE t.suspended_at IS NULL AND t.erase_at IS NULL AND (
  EXISTS (SELECT 1 FROM definitions d WHERE d.tenant_id = t.id AND d.overdue_after IS NOT NULL)
  OR EXISTS (SELECT 1 FROM approvals a
    WHERE a.tenant_id = t.id AND a.ended_at IS NULL AND a.due_at < :past))
ORDER BY t.id
""")
_FIND = text("""
WITH late AS (
  SELECT r.id AS run_id, 'still/' || r.execution || '/' || r.last_trace AS cause,
    CAST(NULL AS text) AS task
  FROM definitions d
  JOIN runs r ON r.namespace = d.namespace AND r.name = d.name AND r.version = d.version
    AND r.status = 'waiting'
  JOIN trace t ON t.run_id = r.id AND t.sequence = r.last_trace
  WHERE d.overdue_after IS NOT NULL AND t.at + d.overdue_after < CAST(:now AS bigint)
  UNION ALL
  SELECT r.id, 'due/' || a.id || '/' || extract(epoch FROM a.due_at)::bigint, a.task
  FROM approvals a JOIN runs r ON r.id = a.run_id AND r.ended_at IS NULL
  WHERE a.ended_at IS NULL AND a.due_at < :past),
fresh AS (
  SELECT late.* FROM late WHERE NOT EXISTS (
    SELECT 1 FROM overdue_waits o WHERE o.run_id = late.run_id AND o.cause = late.cause)
  ORDER BY late.run_id LIMIT :most),
kept AS (
  INSERT INTO overdue_waits (tenant_id, run_id, cause, found_at)
  SELECT current_setting('baton.tenant')::uuid, run_id, cause, :at FROM fresh
  ON CONFLICT DO NOTHING RETURNING run_id, cause)
SELECT kept.run_id::text AS run, kept.cause, fresh.task
FROM kept JOIN fresh USING (run_id, cause) ORDER BY 1, 2
""")
_FORGET = text("""
DELETE FROM overdue_waits o USING runs r WHERE r.id = o.run_id AND r.ended_at IS NOT NULL
""")


@dataclass(frozen=True, slots=True)
class _Found:
    run: str
    cause: str
    task: str | None


async def tenants(session: AsyncSession, now: datetime) -> list[str]:
    """Who may have some, and works; in a session of the relay's role."""
    rows = (await session.execute(_TENANTS, {"past": now - GRACE})).mappings()
    return [column(row, "tenant", str) for row in rows]


async def tell(session: AsyncSession, keys: TenantKeys, now: datetime) -> int:
    """Of those that nobody was told of yet; answers how many."""
    await session.execute(_FORGET)
    values = {"now": int(now.timestamp() * 1000), "past": now - GRACE, "at": now, "most": MOST}
    rows = (await session.execute(_FIND, values)).mappings()
    found = [read(row, _Found) for row in rows]
    await troubles.overdue(session, keys, [Wait(one.run, one.cause, one.task) for one in found])
    return len(found)
