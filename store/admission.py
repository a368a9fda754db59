"""Lets in the runs that wait for room: their tenant has as many as it may, or rests.

Such a run is there, pending, and its row in the outbox is due at no time; here it becomes due when
there is room again. One of all relays does so at a time, so that no limit is passed. Never: a run
that is dropped because there was no room.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import value
from store.runs import IS_OPEN

MOST = 500
"""Of each tenant at once."""

_LOCK = 5_277_022
_WAITING = text("""
SELECT CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE next_at = 'infinity')
  THEN pg_try_advisory_xact_lock(:lock) ELSE false END
""")
_ADMIT = text(f"""
WITH held AS (
  SELECT tenant_id, count(*) AS runs FROM outbox WHERE next_at = 'infinity' GROUP BY tenant_id),
room AS (
  SELECT h.tenant_id, greatest(0, least(:most,
    l.runs_a_day - CASE WHEN l.runs_a_day IS NOT NULL THEN (
      SELECT coalesce(sum(c.runs), 0) FROM run_counts c WHERE c.tenant_id = h.tenant_id
        AND c.day = (now() AT TIME ZONE 'UTC')::date) END,
    l.runs_at_once + h.runs - CASE WHEN l.runs_at_once IS NOT NULL THEN (
      SELECT count(*) FROM runs r WHERE r.tenant_id = h.tenant_id
        AND r.{IS_OPEN}) END)) AS runs
  FROM held h
  JOIN tenants t ON t.id = h.tenant_id AND t.suspended_at IS NULL AND t.erase_at IS NULL
  LEFT JOIN tenant_limits l ON l.tenant_id = h.tenant_id
  LEFT JOIN tenant_uses u ON u.tenant_id = h.tenant_id
  WHERE l.bytes IS NULL OR coalesce(u.bytes + u.file_bytes, 0) < l.bytes),
chosen AS (
  SELECT o.id FROM room CROSS JOIN LATERAL (
    SELECT w.id FROM outbox w WHERE w.tenant_id = room.tenant_id AND w.next_at = 'infinity'
    ORDER BY w.id LIMIT room.runs) AS o),
admitted AS (
  UPDATE outbox SET next_at = now() FROM chosen WHERE outbox.id = chosen.id
  RETURNING outbox.tenant_id),
counted AS (
  INSERT INTO run_counts (tenant_id, day, shard, runs)
  SELECT tenant_id, (now() AT TIME ZONE 'UTC')::date, pg_backend_pid() % 16, count(*)
  FROM admitted GROUP BY tenant_id
  ON CONFLICT (tenant_id, day, shard) DO UPDATE SET runs = run_counts.runs + excluded.runs)
SELECT count(*) FROM admitted
""")  # noqa: S608 (a constant of ours)


async def admit(session: AsyncSession) -> int:
    """As the relay; answers how many runs were let in."""
    if not value(await session.execute(_WAITING, {"lock": _LOCK}), bool):
        return 0
    return value(await session.execute(_ADMIT, {"most": MOST}), int)
