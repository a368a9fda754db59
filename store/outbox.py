"""What must still reach Temporal, or somebody's mailbox, because the database has changed.

Never: a row that two deliverers hold at once, and never values of a run; rows only point at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import OUTBOX_CHANNEL
from store.models import outbox
from store.rows import column, read
from store.session import Database, Step

MOST_UNBEGUN = 50
"""Runs that are with Temporal and have not begun: what comes now begins behind them. Tenants share
it alike, so that who has queued much waits behind the others, not the others behind it."""

FEWEST_UNBEGUN = 2
"""Of each tenant, however many share."""

MOST_AT_ONCE = 25
"""Runs of a tenant that have not begun, of those that callers deliver without a look at others."""

SEPARATE = "mail,notice,change,webhook,chat"
"""Kinds that have rounds of their own."""

# What a package brings waits for its own worker, in a queue of its own, and maybe for days.
_DUE = text(f"""
WITH unbegun AS (
  SELECT r.tenant_id, count(*) AS runs FROM runs r
  WHERE r.ended_at IS NULL AND r.status = 'pending' AND r.package IS NULL
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.run_id = r.id AND o.kind = 'start')
  GROUP BY r.tenant_id),
waiting AS (
  SELECT o.id, o.tenant_id, o.kind,
    row_number() OVER (PARTITION BY o.tenant_id ORDER BY o.kind = 'start', o.id) AS turn,
    row_number() OVER (PARTITION BY o.tenant_id, o.kind ORDER BY o.id) AS nth
  FROM outbox o WHERE o.next_at <= now() AND o.kind <> ALL('{{{SEPARATE}}}')
    AND (o.kind = 'start' OR NOT EXISTS (
      SELECT 1 FROM outbox s WHERE s.run_id = o.run_id AND s.kind = 'start'))),
share AS (
  SELECT greatest(:most / greatest(count(*), 1), :fewest) AS runs FROM (
    SELECT tenant_id FROM unbegun UNION SELECT tenant_id FROM waiting WHERE kind = 'start'
  ) AS sharing),
chosen AS (
  SELECT w.id, w.turn FROM share s, waiting w LEFT JOIN unbegun u USING (tenant_id)
  WHERE w.kind <> 'start' OR w.nth <= s.runs - coalesce(u.runs, 0)
  ORDER BY w.turn LIMIT :limit)
SELECT o.id, o.tenant_id AS tenant, o.run_id AS run, o.kind, o.attempts
FROM outbox o JOIN chosen USING (id)
ORDER BY chosen.turn, o.id FOR UPDATE OF o SKIP LOCKED
""")  # noqa: S608

# Tenants in turn, so that who has thousands does not keep the others waiting. Who takes a row has
# said when it is tried again; if they die with it, then.
_TAKE = text("""
WITH waiting AS (
  SELECT id, row_number() OVER (PARTITION BY tenant_id ORDER BY id) AS turn
  FROM outbox WHERE kind = :kind AND next_at <= now()),
chosen AS (
  SELECT o.id FROM outbox o JOIN waiting w USING (id)
  ORDER BY w.turn LIMIT :limit FOR UPDATE OF o SKIP LOCKED)
UPDATE outbox o SET attempts = o.attempts + 1, next_at = now() + make_interval(
  secs => least(CAST(:first AS float) * 2 ^ least(o.attempts, 20), CAST(:longest AS float)))
FROM chosen WHERE o.id = chosen.id AND o.next_at <= now()
RETURNING o.id, o.tenant_id AS tenant, o.run_id AS run, o.kind, o.attempts
""")

GRACE_SECONDS = 1.0
"""How long the relay leaves a row to the caller who has written it and delivers it at once."""


def sending(source: str, run: str, kind: str) -> str:
    """SQL of a row for each of `source`, for statements that write something and send it in one.

    Its parameter is `grace`; `TOLD` has to be selected where `sent` is.
    """
    return f"""
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  SELECT tenant_id, {run}, '{kind}', now(), now() + make_interval(secs => :grace) FROM {source}
  RETURNING next_at <= now() AS due"""  # noqa: S608


# The name of the channel is a constant of ours.
TOLD = f"CASE WHEN sent.due THEN pg_notify('{OUTBOX_CHANNEL}', '') END AS told"
_SEND = text(f"""
WITH sent AS (
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  VALUES (:tenant, :run, :kind, now(), now() + make_interval(secs => :grace))
  RETURNING next_at <= now() AS due)
SELECT pg_notify('{OUTBOX_CHANNEL}', '') FROM sent WHERE due
""")  # noqa: S608
_WAKE = text(f"SELECT pg_notify('{OUTBOX_CHANNEL}', '')")
_FEW_UNBEGUN = """(SELECT count(*) FROM (
    SELECT 1 FROM runs r
    WHERE r.tenant_id = o.tenant_id AND r.ended_at IS NULL AND r.status = 'pending'
      AND r.package IS NULL LIMIT :most
  ) AS pending) < :most"""
_ONE = text(f"""
SELECT o.id, o.tenant_id AS tenant, o.run_id AS run, o.kind, o.attempts, EXISTS (
  SELECT 1 FROM outbox s WHERE s.run_id = o.run_id AND s.kind = 'start') AS unstarted
FROM outbox o
WHERE o.run_id = :run AND o.next_at < 'infinity' AND (o.kind <> 'start' OR {_FEW_UNBEGUN})
ORDER BY o.kind <> 'start', o.id FOR UPDATE OF o SKIP LOCKED
""")  # noqa: S608

_START = text(f"""
SELECT o.id, o.tenant_id AS tenant, o.run_id AS run, o.kind, o.attempts
FROM outbox o
WHERE o.run_id = :run AND o.kind = 'start' AND o.next_at < 'infinity' AND {_FEW_UNBEGUN}
""")  # noqa: S608
_DONE = text("DELETE FROM outbox WHERE id = :id")


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A start or the messages of a run, not yet with Temporal."""

    id: int
    tenant: str
    run: str
    kind: str
    attempts: int


async def due(session: AsyncSession, limit: int) -> list[OutboxRow]:
    """Tenants in turn, each with its share of the starts; messages before starts.

    A message of a run that has not been started waits until it is. Mails have a round of their own.
    """
    most = {"most": MOST_UNBEGUN, "fewest": FEWEST_UNBEGUN}
    rows = await session.execute(_DUE, most | {"limit": limit})
    return [read(row, OutboxRow) for row in rows.mappings()]


async def take(
    session: AsyncSession, kind: str, limit: int, first_seconds: float, longest_seconds: float
) -> list[OutboxRow]:
    """Of a kind with a round of its own: what is due. It is due again later, unless it is done.

    In a session of the relay's role; `first` and `longest` are the pauses until it is tried again.
    """
    values = {"kind": kind, "limit": limit, "first": first_seconds, "longest": longest_seconds}
    return [read(row, OutboxRow) for row in (await session.execute(_TAKE, values)).mappings()]


async def send(
    session: AsyncSession, tenant: str, run: str, kind: str, grace_seconds: float = GRACE_SECONDS
) -> None:
    """In the transaction of the change. The caller delivers within the grace, else the relay."""
    values = {"tenant": tenant, "run": run, "kind": kind, "grace": grace_seconds}
    await session.execute(_SEND, values)


async def wake(session: AsyncSession) -> None:
    """Whoever delivers looks at once: there may be room for what waits."""
    await session.execute(_WAKE)


async def one(session: AsyncSession, run: str) -> list[OutboxRow]:
    """The rows of one run, for the caller who wants to deliver at once.

    Of a tenant that has enough waiting, starts are left to the relay, which takes turns; and what
    comes after a start waits for whoever has the start.
    """
    found = await session.execute(_ONE, {"run": run, "most": MOST_AT_ONCE})
    rows = found.mappings().all()
    starts = any(column(row, "kind", str) == "start" for row in rows)
    return [read(row, OutboxRow) for row in rows if starts or not column(row, "unstarted", bool)]


async def start_at_once(database: Database, tenant: str, run: str) -> OutboxRow | None:
    """The start of a run that its caller has just written, as `one` finds it, but not locked.

    Whoever else delivers it meanwhile does no harm: Temporal starts an execution once.
    """
    rows = await database.at_once(tenant, [Step(_START, {"run": run, "most": MOST_AT_ONCE})])
    return read(rows[0], OutboxRow) if rows else None


async def done_at_once(database: Database, row: OutboxRow) -> None:
    await database.at_once(row.tenant, [Step(_DONE, {"id": row.id})])


async def done(session: AsyncSession, ids: Sequence[int]) -> None:
    if ids:
        await session.execute(delete(outbox).where(outbox.c.id.in_(ids)))


async def failed(session: AsyncSession, number: int, delay_seconds: float) -> None:
    """Try it again later."""
    await session.execute(
        update(outbox)
        .where(outbox.c.id == number)
        .values(
            attempts=outbox.c.attempts + 1,
            next_at=func.now() + func.make_interval(0, 0, 0, 0, 0, 0, delay_seconds),
        )
    )
