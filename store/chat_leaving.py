"""Apps, workspaces and conversations of chats that an administrator takes away.

What was still to be sent there goes the next way, as if the chat had refused it. Never: a message
that nobody gets because a chat was taken away; one about nobody in particular ends with it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store import outbox
from store.askings import NOTICE
from store.chat_messages import QUEUED
from store.chat_tables import (
    chat_apps,
    chat_channels,
    chat_conversations,
    chat_people,
    chat_places,
    chat_strangers,
)
from store.rows import column

TAKEN_AWAY: Final = "An administrator has taken this chat away."

# Messages before the outbox, as whoever records how they went.
_UNSENT = text(f"""
WITH gone AS (
  DELETE FROM chat_messages WHERE place_id = ANY(CAST(:places AS uuid[]))
    OR channel_id = ANY(CAST(:channels AS uuid[]))
  RETURNING id, state),
unsent AS (
  DELETE FROM outbox o USING gone g WHERE o.run_id = g.id AND o.kind = 'chat' RETURNING o.id)
SELECT id::text AS id FROM gone WHERE state = '{QUEUED}'
""")  # noqa: S608 (names of ours)

_NEXT_WAY = text(f"""
WITH failed AS (
  UPDATE deliveries SET state = 'failed', reason = :reason
  WHERE id = ANY(CAST(:deliveries AS uuid[])) AND state <> 'failed'
  RETURNING notice_id, person_id),
again AS (
  UPDATE notices n SET told_at = NULL
  WHERE n.id IN (SELECT notice_id FROM failed WHERE person_id IS NOT NULL)
  RETURNING n.tenant_id, n.id),
sent AS ({outbox.sending("again", "id", NOTICE)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608 (parts of ours)


async def remove_app(session: AsyncSession, app: str) -> None:
    """With its places, and all that is known of people and messages there."""
    rows = await session.execute(select(chat_places.c.id).where(chat_places.c.app_id == app))
    await remove_places(session, [column(row, "id", str) for row in rows.mappings()])
    await session.execute(delete(chat_apps).where(chat_apps.c.id == app))


async def remove_places(session: AsyncSession, places: Collection[str]) -> None:
    """With the conversations there, and all that is known of people and messages."""
    if not places:
        return
    await _unsent(session, places=[*places])
    for table in (chat_people, chat_strangers, chat_conversations, chat_channels):
        await session.execute(delete(table).where(table.c.place_id.in_(places)))
    await session.execute(delete(chat_places).where(chat_places.c.id.in_(places)))


async def remove_channel(session: AsyncSession, channel: str) -> None:
    await _unsent(session, channels=[channel])
    await session.execute(delete(chat_channels).where(chat_channels.c.id == channel))


async def _unsent(
    session: AsyncSession, places: Sequence[str] = (), channels: Sequence[str] = ()
) -> None:
    given = {"places": [*places], "channels": [*channels]}
    rows = (await session.execute(_UNSENT, given)).mappings()
    waiting = [column(row, "id", str) for row in rows]
    if waiting:
        await session.execute(_NEXT_WAY, {"deliveries": waiting, "reason": TAKEN_AWAY, "grace": 0})
