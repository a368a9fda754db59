"""Messages in chats: one for each delivery, and which change of the approval it shows.

Taken by workspace and account, so that one that the vendor holds back keeps nobody else waiting.
Never: a text; what there is to say is read when it is sent. Never: an older state over a newer one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import OUTBOX_CHANNEL
from store.chat_tables import chat_messages
from store.outbox import OutboxRow
from store.rows import column, read

CHAT: Final = "chat"
"""Kind of the rows of the outbox that say that a message is not as it should be."""

LEASE_SECONDS: Final = 60.0
QUEUED, SENT, GONE, FAILED = "queued", "sent", "gone", "failed"


def _sending(source: str) -> str:
    """A row for each of them, whether or not there is one already: that may just be done with."""
    return f"""sent AS (
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  SELECT tenant_id, id, '{CHAT}', now(), now() FROM {source} ORDER BY id RETURNING id)
SELECT pg_notify('{OUTBOX_CHANNEL}', '') FROM sent LIMIT 1"""  # noqa: S608 (names of ours)


_ADD = text(f"""
WITH made AS (
  INSERT INTO chat_messages (tenant_id, id, place_id, channel_id, notice_id, account, approval_id,
    run_id, wants, shown, state, created_at)
  SELECT current_setting('baton.tenant')::uuid, m.*, 0, 'queued', now()
  FROM unnest(CAST(:id AS uuid[]), CAST(:place AS uuid[]), CAST(:channel AS uuid[]),
    CAST(:notice AS uuid[]), CAST(:account AS text[]), CAST(:approval AS uuid[]),
    CAST(:run AS uuid[]), CAST(:wants AS int[])) AS m
  ON CONFLICT DO NOTHING RETURNING tenant_id, id),
{_sending("made")}
""")  # noqa: S608 (names of ours)

_CHANGED = text(f"""
WITH raised AS (
  UPDATE chat_messages SET wants = :number
  WHERE approval_id = CAST(:approval AS uuid) AND wants < :number AND state IN ('queued', 'sent')
  RETURNING tenant_id, id),
{_sending("raised")}
""")  # noqa: S608 (names of ours)

# What changed while the app was not let in had nobody to show it, and may not have been said here.
_MISSED = text(f"""
WITH missed AS (
  UPDATE chat_messages m SET wants = greatest(m.wants, a.number) FROM approvals a
  WHERE a.id = m.approval_id AND m.state = 'sent' AND a.number > m.shown
    AND (m.place_id = CAST(:place AS uuid) OR m.channel_id = CAST(:channel AS uuid))
  RETURNING m.tenant_id, m.id),
{_sending("missed")}
""")  # noqa: S608 (names of ours)

# What never came into a conversation, or is gone there, while there is still something to decide.
_ANEW = text(f"""
WITH anew AS (
  UPDATE chat_messages m SET state = 'queued', posted = NULL, conversation = NULL, thread = NULL,
    shown = 0, wants = greatest(m.wants, a.number), trying_since = NULL, held_until = NULL
  FROM approvals a
  WHERE a.id = m.approval_id AND a.ended_at IS NULL AND m.state IN ('failed', 'gone')
    AND m.channel_id = CAST(:channel AS uuid)
  RETURNING m.tenant_id, m.id),
{_sending("anew")}
""")  # noqa: S608 (names of ours)

# Workspaces in turn, and one at a time for each reader; what is under way is left out.
_TAKE = text(f"""
WITH busy AS (
  SELECT * FROM unnest(CAST(:places AS uuid[]), CAST(:readers AS text[])) AS b (place, reader)),
due AS (
  SELECT o.id, coalesce(m.place_id, m.channel_id) AS place,
    coalesce(m.channel_id::text, m.account, m.id::text) AS reader
  FROM outbox o
  LEFT JOIN chat_messages m ON m.tenant_id = o.tenant_id AND m.id = o.run_id
  LEFT JOIN chat_places p ON p.tenant_id = m.tenant_id AND p.id = m.place_id
  LEFT JOIN chat_channels c ON c.tenant_id = m.tenant_id AND c.id = m.channel_id
  WHERE o.kind = '{CHAT}' AND o.next_at <= now() AND coalesce(c.posts_rest, now()) <= now()
    AND coalesce(m.held_until, now()) <= now()
    AND coalesce(CASE WHEN m.posted IS NULL THEN p.posts_rest ELSE p.updates_rest END, now())
      <= now()),
waiting AS (
  SELECT *, row_number() OVER (PARTITION BY place, reader ORDER BY id) AS nth FROM due),
turned AS (
  SELECT w.id, row_number() OVER (PARTITION BY w.place ORDER BY w.id)
    + (SELECT count(*) FROM busy b WHERE b.place = w.place) AS turn
  FROM waiting w WHERE w.nth = 1 AND NOT EXISTS (
    SELECT 1 FROM busy b WHERE b.place = w.place AND b.reader = w.reader)),
chosen AS (
  SELECT o.id FROM outbox o JOIN turned t USING (id) WHERE t.turn <= :of_place
  ORDER BY t.turn, t.id LIMIT :limit FOR UPDATE OF o SKIP LOCKED)
UPDATE outbox o SET attempts = o.attempts + 1,
  next_at = now() + make_interval(secs => CAST(:lease AS float))
FROM chosen WHERE o.id = chosen.id AND o.next_at <= now()
RETURNING o.id, o.tenant_id AS tenant, o.run_id AS run, o.kind, o.attempts
""")  # noqa: S608 (names of ours)

# What has changed meanwhile is shown next, at once.
_SHOWN = text("""
WITH sent AS (
  UPDATE chat_messages SET state = 'sent', shown = greatest(shown, :number),
    trying_since = NULL, held_until = NULL,
    conversation = :conversation, posted = :posted, thread = :thread,
    sent_at = coalesce(sent_at, now())
  WHERE id = CAST(:message AS uuid) RETURNING wants, shown),
again AS (
  UPDATE outbox o SET next_at = now(), attempts = 0 FROM sent s
  WHERE o.id = :row AND s.wants > s.shown RETURNING o.id)
DELETE FROM outbox WHERE id = :row AND NOT EXISTS (SELECT 1 FROM sent s WHERE s.wants > s.shown)
""")

_HOLD = text("""
UPDATE chat_messages SET held_until = now() + make_interval(secs => CAST(:lease AS float))
WHERE id = ANY(CAST(:ids AS uuid[])) AND coalesce(held_until, now()) <= now()
RETURNING id::text AS id
""")

_BACK = text("""
UPDATE outbox SET next_at = now() + make_interval(secs => CAST(:seconds AS float)),
  attempts = attempts - 1 WHERE id = :row
""")

# An attempt that is known to have done nothing need not be looked for, and is none that counts.
_LATER = text("""
WITH freed AS (
  UPDATE chat_messages SET held_until = NULL,
    trying_since = CASE WHEN :undone THEN NULL ELSE trying_since END
  WHERE id = CAST(:message AS uuid))
UPDATE outbox SET next_at = now() + make_interval(secs => CAST(:seconds AS float)),
  attempts = attempts - CASE WHEN :counts THEN 0 ELSE 1 END
WHERE id = :row
""")


# A message about an approval is shown anew, so that it says how that has ended.
_SHOWING = text("""
SELECT DISTINCT a.kind AS chat, n.person_id::text AS person, m.approval_id::text AS approval
FROM chat_messages m JOIN notices n ON n.id = m.notice_id
JOIN chat_places p ON p.id = m.place_id AND p.state = 'on' JOIN chat_apps a ON a.id = p.app_id
WHERE m.state = 'sent' AND m.approval_id = ANY(CAST(:approvals AS uuid[]))
  AND n.person_id = ANY(CAST(:persons AS uuid[]))
""")

_TENANTS = text("SELECT DISTINCT tenant_id::text AS tenant FROM chat_messages")

# What nobody presses any more: of what is over, and what was about no approval.
_FORGET = text("""
DELETE FROM chat_messages m WHERE m.created_at < :before AND m.state <> 'queued'
  AND NOT EXISTS (SELECT 1 FROM approvals a WHERE a.id = m.approval_id
    AND (a.ended_at IS NULL OR a.ended_at >= :before))
RETURNING m.id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """One that somebody is to find in a chat; its id is that of the delivery."""

    id: str
    place: str | None
    notice: str | None
    account: str | None
    approval: str | None
    run: str | None
    wants: int
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message, as it stands there."""

    id: str
    place_id: str | None
    channel_id: str | None
    notice_id: str | None
    account: str | None
    approval_id: str | None
    run_id: str | None
    conversation: str | None
    posted: str | None
    thread: str | None
    wants: int
    shown: int
    state: str
    trying_since: datetime | None
    created_at: datetime
    sent_at: datetime | None

    @property
    def lane(self) -> tuple[str, str]:
        """In which it waits its turn: the place, and who reads there."""
        return self.place_id or self.channel_id or "", self.channel_id or self.account or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where a message lies."""

    conversation: str
    posted: str
    thread: str | None = None


async def add(session: AsyncSession, new: Sequence[NewMessage]) -> None:
    """In the transaction that records the deliveries."""
    if not new:
        return
    values: dict[str, object] = {
        "id": [one.id for one in new],
        "place": [one.place for one in new],
        "channel": [one.channel for one in new],
        "notice": [one.notice for one in new],
        "account": [one.account for one in new],
        "approval": [one.approval for one in new],
        "run": [one.run for one in new],
        "wants": [one.wants for one in new],
    }
    await session.execute(_ADD, values)


async def changed(session: AsyncSession, approval: str, number: int) -> None:
    """All messages about it are to show this change."""
    await session.execute(_CHANGED, {"approval": approval, "number": number})


async def catch_up(
    session: AsyncSession, *, place: str | None = None, channel: str | None = None
) -> None:
    """Shown there is again what has changed meanwhile: the app is let in anew."""
    await session.execute(_MISSED, {"place": place, "channel": channel})
    if channel is not None:
        await session.execute(_ANEW, {"channel": channel})


async def take(
    session: AsyncSession, busy: Sequence[tuple[str, str]], limit: int, of_place: int
) -> list[OutboxRow]:
    """In a session of the relay's role. `busy`: places and readers that are written to now."""
    values: dict[str, object] = {
        "places": [place for place, _ in busy],
        "readers": [reader for _, reader in busy],
        "limit": limit,
        "of_place": of_place,
        "lease": LEASE_SECONDS,
    }
    rows = (await session.execute(_TAKE, values)).mappings()
    return [read(row, OutboxRow) for row in rows]


async def by_ids(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, MessageRow]:
    query = select(chat_messages).where(chat_messages.c.id.in_(ids))
    rows = (await session.execute(query)).mappings()
    return {one.id: one for one in (read(row, MessageRow) for row in rows)}


async def hold(session: AsyncSession, ids: Sequence[str]) -> set[str]:
    """Those of them that nobody else works on: until it is said how it went, or for a while."""
    values: dict[str, object] = {"ids": [*ids], "lease": LEASE_SECONDS}
    rows = (await session.execute(_HOLD, values)).mappings()
    return {column(row, "id", str) for row in rows}


async def back(session: AsyncSession, row: OutboxRow, seconds: float) -> None:
    """Somebody else works on it, by another row; this one comes again."""
    await session.execute(_BACK, {"row": row.id, "seconds": seconds})


async def later(
    session: AsyncSession, row: OutboxRow, seconds: float, *, counts: bool, undone: bool
) -> None:
    """It comes again. `undone`: whatever was tried has certainly not been done."""
    values = {
        "message": row.run,
        "row": row.id,
        "seconds": seconds,
        "counts": counts,
        "undone": undone,
    }
    await session.execute(_LATER, values)


async def known_as(session: AsyncSession, message: str, account: str) -> None:
    """Who they are there has been found out."""
    await session.execute(
        update(chat_messages).where(chat_messages.c.id == message).values(account=account)
    )


async def trying(session: AsyncSession, message: str) -> None:
    """Said before it is posted: whoever comes after looks for it first."""
    since = func.coalesce(chat_messages.c.trying_since, func.now())
    await session.execute(
        update(chat_messages).where(chat_messages.c.id == message).values(trying_since=since)
    )


async def shows(session: AsyncSession, row: OutboxRow, posted: Posted, number: int) -> None:
    """It lies there, and shows this change."""
    values = {
        "row": row.id,
        "message": row.run,
        "number": number,
        "conversation": posted.conversation,
        "posted": posted.posted,
        "thread": posted.thread,
    }
    await session.execute(_SHOWN, values)


async def free(session: AsyncSession, message: str) -> None:
    """There was nothing to be done."""
    await session.execute(
        update(chat_messages).where(chat_messages.c.id == message).values(held_until=None)
    )


async def again(session: AsyncSession, row: OutboxRow) -> None:
    """What lay there is gone: posted once more, as it stands now."""
    changed_ = update(chat_messages).where(chat_messages.c.id == row.run)
    await session.execute(
        changed_.values(state=QUEUED, posted=None, conversation=None, thread=None, shown=0)
    )
    await later(session, row, 0.0, counts=True, undone=True)


async def ends(session: AsyncSession, message: str, state: str) -> None:
    """It is gone there, or can't be sent."""
    changed_ = update(chat_messages).where(chat_messages.c.id == message)
    await session.execute(changed_.values(state=state, trying_since=None, held_until=None))


async def is_shown(session: AsyncSession, place: str, approval: str, posted: str) -> bool:
    """Whether this message is about this approval, and stands where many read it."""
    query = select(chat_messages.c.id).where(
        chat_messages.c.place_id == place,
        chat_messages.c.approval_id == approval,
        chat_messages.c.posted == posted,
        chat_messages.c.channel_id.is_not(None),
    )
    return (await session.execute(query.limit(1))).first() is not None


async def thread_of(
    session: AsyncSession, place: str, run: str, account: str | None, conversation: str
) -> str | None:
    """The first message of a run there, under which the later ones stand.

    With one person it is theirs, in whichever conversation; without, that where many read.
    """
    query = (
        select(chat_messages.c.posted)
        .where(
            chat_messages.c.place_id == place,
            chat_messages.c.account == account,
            chat_messages.c.run_id == run,
            *([] if account is not None else [chat_messages.c.conversation == conversation]),
            chat_messages.c.state == SENT,
            chat_messages.c.thread.is_(None),
        )
        .order_by(chat_messages.c.created_at, chat_messages.c.id)
        .limit(1)
    )
    row = (await session.execute(query)).mappings().first()
    return None if row is None else column(row, "posted", str)


async def showing(
    session: AsyncSession, approvals: Collection[str], persons: Collection[str]
) -> frozenset[tuple[str, str, str]]:
    """Vendor, person and approval, where a message to the person lies that shows how it stands."""
    values = {"approvals": [*approvals], "persons": [*persons]}
    rows = (await session.execute(_SHOWING, values)).mappings()
    return frozenset(
        (column(row, "chat", str), column(row, "person", str), column(row, "approval", str))
        for row in rows
    )


async def tenants(session: AsyncSession) -> list[str]:
    """Who has any; in a session of the relay's role."""
    rows = (await session.execute(_TENANTS)).mappings()
    return [column(row, "tenant", str) for row in rows]


async def forget(session: AsyncSession, before: datetime) -> int:
    """Where messages lie that are older, and whose approval is long over; answers how many."""
    return len((await session.execute(_FORGET, {"before": before})).all())
