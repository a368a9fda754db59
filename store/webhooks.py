"""Messages of outgoing webhooks: written with their cause, taken in turn, kept for a while.

There is one for each cause and endpoint, and its id is the same however often it is sent. Never: a
message in clear, or one that an endpoint gets which was not there, or not on, when it was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import Column, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store import outbox
from store.keys import TenantKeys
from store.outbox import OutboxRow
from store.rows import column, read
from store.runs import new_id
from store.session import Database, Step
from store.webhook_tables import webhook_messages

QUEUED, SENT, DEAD, FAILED = "queued", "sent", "dead", "failed"
CHANGE = "change"
"""Kind of the rows of the outbox that say that an approval is not what it was."""

LEASE_SECONDS: Final = 60.0
"""Longer than sending may take: what is taken is nobody else's meanwhile."""

KEPT_DAYS, DEAD_DAYS = 30, 90
BODY, SAID = "webhook", "webhook-said"

_ADD = text("""
WITH made AS (
  INSERT INTO webhook_messages (tenant_id, id, endpoint_id, cause, type, body, state, created_at,
    queued_at, next_at)
  SELECT e.tenant_id, m.id, m.endpoint, m.cause, m.type, m.body, 'queued', now(), now(),
    greatest(now(), e.rests_until)
  FROM unnest(CAST(:id AS uuid[]), CAST(:endpoint AS uuid[]), CAST(:cause AS text[]),
    CAST(:type AS text[]), CAST(:body AS bytea[])) AS m (id, endpoint, cause, type, body)
  JOIN webhook_endpoints e ON e.id = m.endpoint AND e.enabled
  ON CONFLICT (tenant_id, endpoint_id, cause) DO NOTHING RETURNING tenant_id, id, next_at)
INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
SELECT tenant_id, id, 'webhook', now(), next_at FROM made ORDER BY id
""")

# Endpoints in turn, so that a slow one does not hold up the others; so many of each at once, and
# of each tenant. What is under way is counted.
_TAKE = text("""
WITH busy AS (
  SELECT * FROM unnest(CAST(:tenants AS uuid[]), CAST(:endpoints AS uuid[]), CAST(:counts AS int[]))
    AS b (tenant_id, endpoint_id, n)),
waiting AS (
  SELECT o.id, o.tenant_id, coalesce(b.n, 0) + row_number() OVER (
    PARTITION BY o.tenant_id, m.endpoint_id ORDER BY o.next_at, o.id) AS nth
  FROM outbox o
  LEFT JOIN webhook_messages m ON m.tenant_id = o.tenant_id AND m.id = o.run_id
  LEFT JOIN busy b ON b.tenant_id = m.tenant_id AND b.endpoint_id = m.endpoint_id
  WHERE o.kind = 'webhook' AND o.next_at <= now()),
turned AS (
  SELECT w.id, coalesce((SELECT sum(b.n) FROM busy b WHERE b.tenant_id = w.tenant_id), 0)
    + row_number() OVER (PARTITION BY w.tenant_id ORDER BY w.nth, w.id) AS turn
  FROM waiting w WHERE w.nth <= :of_endpoint),
chosen AS (
  SELECT o.id FROM outbox o JOIN turned t USING (id) WHERE t.turn <= :of_tenant
  ORDER BY t.turn, t.id LIMIT :limit FOR UPDATE OF o SKIP LOCKED)
UPDATE outbox o SET attempts = o.attempts + 1,
  next_at = now() + make_interval(secs => CAST(:lease AS float))
FROM chosen WHERE o.id = chosen.id AND o.next_at <= now()
RETURNING o.id, o.tenant_id AS tenant, o.run_id AS run, o.kind, o.attempts
""")

_SENT = text("""
WITH sent AS (
  UPDATE webhook_messages SET state = 'sent', body = NULL, attempts = attempts + 1,
    status = CAST(:status AS int), said = :said, tried_at = now(), next_at = NULL, ended_at = now()
  WHERE id = CAST(:message AS uuid) AND state IN ('queued', 'dead') RETURNING endpoint_id)
DELETE FROM outbox WHERE id = :row
""")
_LATER = text("""
WITH tried AS (
  UPDATE webhook_messages SET attempts = attempts + 1, status = CAST(:status AS int), said = :said,
    tried_at = now(), next_at = now() + make_interval(secs => CAST(:seconds AS float))
  WHERE id = CAST(:message AS uuid) AND state = 'queued' RETURNING next_at)
UPDATE outbox o SET next_at = t.next_at FROM tried t WHERE o.id = :row
""")
_DEAD = text("""
WITH dead AS (
  UPDATE webhook_messages SET state = 'dead', attempts = attempts + 1,
    status = CAST(:status AS int), said = :said, tried_at = now(), next_at = NULL, ended_at = now()
  WHERE id = CAST(:message AS uuid) AND state = 'queued')
DELETE FROM outbox WHERE id = :row
""")
_OFF = text("""
WITH dead AS (
  UPDATE webhook_messages SET state = 'dead', next_at = NULL, ended_at = now()
  WHERE id = CAST(:message AS uuid) AND state = 'queued')
DELETE FROM outbox WHERE id = :row
""")

_AGAIN = text("""
WITH again AS (
  UPDATE webhook_messages m SET state = 'queued', queued_at = now(),
    next_at = greatest(now(), e.rests_until), ended_at = NULL
  FROM webhook_endpoints e
  WHERE m.endpoint_id = :endpoint AND m.state = 'dead' AND e.id = m.endpoint_id AND e.enabled
    AND (CAST(:message AS uuid) IS NULL OR m.id = CAST(:message AS uuid))
  RETURNING m.tenant_id, m.id, m.next_at, m.created_at),
sent AS (
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  SELECT tenant_id, id, 'webhook', now(), next_at FROM again ORDER BY created_at, id RETURNING id)
SELECT count(*) AS n FROM sent
""")

_TRIED = text("""
INSERT INTO webhook_messages (tenant_id, id, endpoint_id, cause, type, state, attempts, status,
  said, created_at, queued_at, tried_at, ended_at)
SELECT e.tenant_id, CAST(:id AS uuid), e.id, :cause, :type, :state, 1, CAST(:status AS int), :said,
  now(), now(), now(), now()
FROM webhook_endpoints e WHERE e.id = CAST(:endpoint AS uuid)
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """One message for one endpoint."""

    endpoint: str
    cause: str
    type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message that is to be sent."""

    id: str
    endpoint_id: str
    state: str
    type: str
    body: bytes | None
    queued_at: datetime

    def opened(self, keys: TenantKeys) -> bytes:
        """The very bytes, at each attempt the same."""
        if self.body is None:
            raise RuntimeError("A message that has arrived is not kept; look at its state first.")
        return keys.open(self.body, BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message, and how it went."""

    id: str
    endpoint_id: str
    type: str
    state: str
    attempts: int
    status: int | None
    said: bytes | None
    created_at: datetime
    tried_at: datetime | None
    next_at: datetime | None
    ended_at: datetime | None

    def heard(self, keys: TenantKeys) -> JsonObject:
        """`trouble`, and the beginning of the `answer`."""
        said = {} if self.said is None else keys.open_json(self.said, SAID)
        return said if isinstance(said, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an attempt went."""

    status: int | None
    answer: str = ""
    trouble: str | None = None

    def sealed(self, keys: TenantKeys) -> bytes:
        return keys.seal_json({"trouble": self.trouble, "answer": self.answer}, SAID)


@dataclass(frozen=True, slots=True)
class Old:
    """A message that is kept no longer."""

    tenant_id: str
    id: str


async def add(session: AsyncSession, keys: TenantKeys, new: Sequence[NewMessage]) -> None:
    """In the transaction of the cause; what there is already is not written again."""
    if not new:
        return
    sealed = {id(one.body): keys.seal(one.body, BODY) for one in new}
    values: dict[str, object] = {
        "id": [new_id() for _ in new],
        "endpoint": [one.endpoint for one in new],
        "cause": [one.cause for one in new],
        "type": [one.type for one in new],
        "body": [sealed[id(one.body)] for one in new],
    }
    await session.execute(_ADD, values)


async def take(
    session: AsyncSession,
    busy: Mapping[tuple[str, str], int],
    limit: int,
    of_endpoint: int,
    of_tenant: int,
) -> list[OutboxRow]:
    """In a session of the relay's role. `busy`: what is under way, by tenant and endpoint."""
    values = {
        "tenants": [tenant for tenant, _ in busy],
        "endpoints": [endpoint for _, endpoint in busy],
        "counts": [*busy.values()],
        "limit": limit,
        "of_endpoint": of_endpoint,
        "of_tenant": of_tenant,
        "lease": LEASE_SECONDS,
    }
    return [read(row, OutboxRow) for row in (await session.execute(_TAKE, values)).mappings()]


async def take_changes(session: AsyncSession, limit: int) -> list[OutboxRow]:
    """Of approvals; in a session of the relay's role."""
    return await outbox.take(session, CHANGE, limit, 30.0, 3600.0)


async def waiting(session: AsyncSession, ids: Sequence[str]) -> dict[str, Waiting]:
    query = select(webhook_messages).where(webhook_messages.c.id.in_(ids))
    rows = [read(row, Waiting) for row in (await session.execute(query)).mappings()]
    return {row.id: row for row in rows}


async def sent(database: Database, keys: TenantKeys, row: OutboxRow, outcome: Outcome) -> None:
    """It has arrived: the message is forgotten, in one round trip."""
    await database.at_once(row.tenant, [Step(_SENT, _values(keys, row, outcome))])


async def later(
    session: AsyncSession, keys: TenantKeys, row: OutboxRow, outcome: Outcome, seconds: float
) -> None:
    await session.execute(_LATER, _values(keys, row, outcome) | {"seconds": seconds})


async def dead(session: AsyncSession, keys: TenantKeys, row: OutboxRow, outcome: Outcome) -> None:
    """Not tried again, unless somebody asks for it."""
    await session.execute(_DEAD, _values(keys, row, outcome))


async def unsent(session: AsyncSession, row: OutboxRow) -> None:
    """Its endpoint is off."""
    await session.execute(_OFF, {"message": row.run, "row": row.id})


def _values(keys: TenantKeys, row: OutboxRow, outcome: Outcome) -> dict[str, object]:
    said = outcome.sealed(keys)
    return {"message": row.run, "row": row.id, "status": outcome.status, "said": said}


async def tried(
    session: AsyncSession,
    keys: TenantKeys,
    message: str,
    new: NewMessage,
    outcome: Outcome,
    state: str,
) -> None:
    """A test, which was sent by who asked for it."""
    values = {
        "id": message,
        "endpoint": new.endpoint,
        "cause": new.cause,
        "type": new.type,
        "state": state,
        "status": outcome.status,
        "said": outcome.sealed(keys),
    }
    await session.execute(_TRIED, values)


async def again(session: AsyncSession, endpoint: str, message: str | None = None) -> int:
    """Dead letters are sent again; all of the endpoint, or one. Answers how many."""
    found = await session.execute(_AGAIN, {"endpoint": endpoint, "message": message})
    return column(found.mappings().one(), "n", int)


_SHOWN: Sequence[Column[object]] = [webhook_messages.c[one.name] for one in fields(MessageRow)]


async def page(
    session: AsyncSession,
    endpoint: str,
    state: str | None,
    before: tuple[datetime, str] | None,
    limit: int,
) -> list[MessageRow]:
    """Newest first."""
    table = webhook_messages.c
    query = select(*_SHOWN).where(table.endpoint_id == endpoint)
    if state is not None:
        query = query.where(table.state == state)
    if before is not None:
        at, id_ = before
        query = query.where((table.created_at < at) | ((table.created_at == at) & (table.id < id_)))
    query = query.order_by(table.created_at.desc(), table.id.desc()).limit(limit)
    return [read(row, MessageRow) for row in (await session.execute(query)).mappings()]


async def open_counts(session: AsyncSession) -> dict[tuple[str, str], int]:
    """By endpoint and state, of those that wait or are dead."""
    table = webhook_messages.c
    query = (
        select(table.endpoint_id, table.state, func.count().label("n"))
        .where(table.state.in_((QUEUED, DEAD)))
        .group_by(table.endpoint_id, table.state)
    )
    return {
        (column(row, "endpoint_id", str), column(row, "state", str)): column(row, "n", int)
        for row in (await session.execute(query)).mappings()
    }


_OVER = text("""
SELECT tenant_id, id FROM webhook_messages
WHERE ended_at < now() - CASE WHEN state = 'dead' THEN make_interval(days => :dead)
  ELSE make_interval(days => :kept) END
  AND ended_at < now() - make_interval(days => :kept)
ORDER BY ended_at LIMIT :limit
""")


async def over(session: AsyncSession, limit: int) -> list[Old]:
    """In a session of the relay's role: what has been kept for long enough."""
    values = {"dead": DEAD_DAYS, "kept": KEPT_DAYS, "limit": limit}
    return [read(row, Old) for row in (await session.execute(_OVER, values)).mappings()]


async def forget(session: AsyncSession, ids: Sequence[str]) -> None:
    await session.execute(
        delete(webhook_messages).where(
            webhook_messages.c.id.in_(ids), webhook_messages.c.ended_at.is_not(None)
        )
    )
