"""The inbox of a run: every message from outside, kept first, delivered in order, answered once.

Never: a message to a run that has ended, and never two sequences for one id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import MESSAGE_CHANNEL, Message
from definitions.values import Json, JsonObject
from store import outbox
from store.keys import TenantKeys
from store.models import messages, runs
from store.rows import read, read_or_none
from store.session import Database, Step

BODY = "run.message"

# Whoever asks has locked the run, so that nobody else posts to it meanwhile.
_POST = text(f"""
WITH known AS (SELECT * FROM messages WHERE run_id = :run AND id = :id),
made AS (
  INSERT INTO messages (tenant_id, run_id, id, sequence, kind, body, created_at)
  SELECT CAST(:tenant AS uuid), CAST(:run AS uuid), :id, :sequence, :kind, :body, now()
  WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING *),
counted AS (
  UPDATE runs SET last_message = :sequence WHERE id = :run AND EXISTS (SELECT 1 FROM made)),
sent AS ({outbox.sending("made", "run_id", "message")})
SELECT *, NULL AS told FROM known
UNION ALL SELECT made.*, {outbox.TOLD} FROM made, sent
""")  # noqa: S608

_FIND = text("""
SELECT id, sequence, kind, created_at, answer FROM messages WHERE run_id = :run AND id = :id
""")

_DELIVERED = text("""
UPDATE messages SET delivered_at = now()
WHERE run_id = :run AND sequence <= :upto AND delivered_at IS NULL
""")


class RunEndedError(Exception):
    """The run takes no messages any more."""

    def __init__(self, status: str) -> None:
        super().__init__(f"The run has already ended: it is {status}.")
        self.status = status


class RunMissingError(Exception):
    """There is no such run in this tenant."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the sender sees it."""

    id: str
    sequence: int
    kind: str
    created_at: datetime
    answer: JsonObject | None


@dataclass(frozen=True, slots=True)
class _Receiver:
    tenant_id: str
    status: str
    ended_at: datetime | None
    last_message: int


@dataclass(frozen=True, slots=True)
class _Kept:
    id: str
    sequence: int
    kind: str
    body: bytes


async def post(
    session: AsyncSession,
    keys: TenantKeys,
    run: str,
    message: str,
    kind: str,
    data: Json,
    grace_seconds: float = outbox.GRACE_SECONDS,
) -> MessageRow:
    """Keep it and put it in the outbox. The same id again is the same message.

    Without grace the relay delivers it, for who can't.
    """
    # Whoever posts holds the row: messages of a run are numbered one after the other.
    counted = (
        select(runs.c.tenant_id, runs.c.status, runs.c.ended_at, runs.c.last_message)
        .where(runs.c.id == run)
        .with_for_update()
    )
    row = read_or_none((await session.execute(counted)).mappings().first(), _Receiver)
    if row is None:
        raise RunMissingError(f"There is no run {run}.")
    if row.ended_at is not None:
        known = await find(session, run, message)
        if known is None:
            raise RunEndedError(row.status)
        return known
    values: dict[str, object] = {
        "tenant": row.tenant_id,
        "run": run,
        "id": message,
        "sequence": row.last_message + 1,
        "kind": kind,
        "body": keys.seal_json(data, BODY),
        "grace": grace_seconds,
    }
    return read((await session.execute(_POST, values)).mappings().one(), MessageRow)


async def find(session: AsyncSession, run: str, message: str) -> MessageRow | None:
    row = (await session.execute(_FIND, {"run": run, "id": message})).mappings().first()
    return read_or_none(row, MessageRow)


async def answer(session: AsyncSession, run: str, message: str) -> JsonObject | None:
    """What the run has said to it so far."""
    known = await find(session, run, message)
    return None if known is None else known.answer


async def answer_at_once(
    database: Database, tenant: str, run: str, message: str
) -> JsonObject | None:
    """`answer` in a transaction of its own, in one round trip: whoever waits looks often."""
    rows = await database.at_once(tenant, [Step(_FIND, {"run": run, "id": message})])
    return read(rows[0], MessageRow).answer if rows else None


async def undelivered(session: AsyncSession, keys: TenantKeys, run: str) -> list[Message]:
    """In sequence; the deliverer signals them one after the other."""
    query = (
        select(messages)
        .where(messages.c.run_id == run, messages.c.delivered_at.is_(None))
        .order_by(messages.c.sequence)
    )
    return [
        Message(kept.id, kept.sequence, kept.kind, keys.open_json(kept.body, BODY))
        for kept in (read(row, _Kept) for row in (await session.execute(query)).mappings())
    ]


async def delivered(session: AsyncSession, run: str, upto: int) -> None:
    await session.execute(_DELIVERED, {"run": run, "upto": upto})


async def delivered_at_once(database: Database, tenant: str, run: str, upto: int) -> None:
    """`delivered` in a transaction of its own, in one round trip."""
    await database.at_once(tenant, [Step(_DELIVERED, {"run": run, "upto": upto})])


async def close(session: AsyncSession, run: str, message: str, body: JsonObject) -> None:
    """Answer a message that reached nobody, because the run had ended."""
    await session.execute(
        update(messages)
        .where(messages.c.run_id == run, messages.c.id == message, messages.c.answer.is_(None))
        .values(answer=body, answered_at=func.now(), delivered_at=func.now())
    )
    await session.execute(
        text("SELECT pg_notify(:channel, :id)"), {"channel": MESSAGE_CHANNEL, "id": message}
    )
