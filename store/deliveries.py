"""What was sent to whom by which channel, and how that went: once for each notice and channel.

Never: an address or a text; a mail's id is that of its delivery.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import column, read, read_or_none
from store.telling_tables import deliveries

QUEUED, SENT, FAILED, DROPPED = "queued", "sent", "failed", "dropped"
HELD, GATHERED = "held", "gathered"
"""It waits for a digest, and a digest has said it."""

_ADD = text("""
INSERT INTO deliveries
  (tenant_id, id, notice_id, person_id, channel, state, reason, due_at, created_at, sent_at)
SELECT current_setting('baton.tenant')::uuid, d.*, now(),
  CASE WHEN d.state = 'sent' THEN now() END
FROM unnest(CAST(:id AS uuid[]), CAST(:notice AS uuid[]), CAST(:person AS uuid[]),
  CAST(:channel AS text[]), CAST(:state AS text[]), CAST(:reason AS text[]),
  CAST(:due AS timestamptz[])) AS d (id, notice, person, channel, state, reason, due)
ON CONFLICT DO NOTHING RETURNING id::text AS id
""")

# The first that each of them was told of each approval by this channel.
_FIRST = text("""
SELECT DISTINCT ON (n.approval_id, n.person_id) n.approval_id::text AS approval,
  n.person_id::text AS person, d.id::text AS delivery
FROM notices n JOIN deliveries d ON d.notice_id = n.id AND d.channel = :channel
  AND d.state IN ('queued', 'sent')
WHERE n.approval_id = ANY(CAST(:approvals AS uuid[]))
  AND n.person_id = ANY(CAST(:people AS uuid[]))
ORDER BY n.approval_id, n.person_id, d.created_at, d.id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One of a notice by one channel."""

    id: str
    notice_id: str
    person_id: str | None
    channel: str
    state: str
    reason: str | None
    attempts: int
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """To be recorded."""

    id: str
    notice: str
    person: str | None
    channel: str
    state: str = QUEUED
    reason: str | None = None
    due: datetime | None = None
    """Of the digest for which it is held."""


async def add(session: AsyncSession, new: Sequence[NewDelivery]) -> set[str]:
    """The ids of those that there had not been."""
    if not new:
        return set()
    values = {
        "id": [one.id for one in new],
        "notice": [one.notice for one in new],
        "person": [one.person for one in new],
        "channel": [one.channel for one in new],
        "state": [one.state for one in new],
        "reason": [one.reason for one in new],
        "due": [one.due for one in new],
    }
    rows = (await session.execute(_ADD, values)).mappings()
    return {column(row, "id", str) for row in rows}


async def of_notices(session: AsyncSession, notices: Collection[str]) -> list[DeliveryRow]:
    query = select(deliveries).where(deliveries.c.notice_id.in_(notices))
    return [read(row, DeliveryRow) for row in (await session.execute(query)).mappings()]


async def first(
    session: AsyncSession, channel: str, approvals: Collection[str], people: Collection[str]
) -> dict[tuple[str, str], str]:
    """By approval and person: what the later ones follow."""
    values = {"channel": channel, "approvals": [*approvals], "people": [*people]}
    rows = (await session.execute(_FIRST, values)).mappings()
    return {
        (column(row, "approval", str), column(row, "person", str)): column(row, "delivery", str)
        for row in rows
    }


async def sent(session: AsyncSession, delivery: str, attempts: int = 1) -> None:
    await session.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery)
        .values(state=SENT, reason=None, sent_at=func.now(), attempts=attempts)
    )


async def later(session: AsyncSession, delivery: str, reason: str, attempts: int) -> None:
    """It is tried again."""
    await session.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery)
        .values(reason=reason, attempts=attempts)
    )


async def dropped(session: AsyncSession, delivery: str, reason: str) -> None:
    """Nobody has to be told any more."""
    await session.execute(
        update(deliveries).where(deliveries.c.id == delivery).values(state=DROPPED, reason=reason)
    )


async def failed(
    session: AsyncSession, delivery: str, reason: str, attempts: int
) -> DeliveryRow | None:
    """For good. None: it is no delivery, or has failed before."""
    changed = (
        update(deliveries)
        .where(deliveries.c.id == delivery, deliveries.c.state != FAILED)
        .values(state=FAILED, reason=reason, attempts=attempts)
        .returning(deliveries)
    )
    return read_or_none((await session.execute(changed)).mappings().first(), DeliveryRow)
