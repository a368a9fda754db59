"""Channels and groups that an app was let into: those that can be chosen as a place to write to.

Never: one of which the vendor has not told; nobody types an id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.chat_tables import chat_conversations
from store.rows import TENANT, column, read


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """One of them."""

    place_id: str
    conversation: str
    name: str
    team: str | None
    seen_at: datetime


async def every(session: AsyncSession, place: str) -> list[ConversationRow]:
    """By name."""
    query = select(chat_conversations).where(chat_conversations.c.place_id == place)
    query = query.order_by(func.lower(chat_conversations.c.name), chat_conversations.c.conversation)
    return [read(row, ConversationRow) for row in (await session.execute(query)).mappings()]


async def seen(
    session: AsyncSession, place: str, conversation: str, name: str, team: str | None
) -> None:
    """It is there; a name that is not said stays as it was."""
    made = insert(chat_conversations).values(
        tenant_id=TENANT,
        place_id=place,
        conversation=conversation,
        name=name or conversation.rpartition("/")[2],
        team=team,
        seen_at=func.now(),
    )
    told = {"seen_at": made.excluded.seen_at}
    if name:
        told["name"] = made.excluded.name
    if team is not None:
        told["team"] = made.excluded.team
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["tenant_id", "place_id", "conversation"], set_=told
        )
    )


async def forget(session: AsyncSession, place: str, conversation: str) -> bool:
    """Deleted, or closed to the app."""
    gone = (
        delete(chat_conversations)
        .where(
            chat_conversations.c.place_id == place,
            chat_conversations.c.conversation == conversation,
        )
        .returning(chat_conversations.c.name)
    )
    return (await session.execute(gone)).first() is not None


async def forget_team(session: AsyncSession, place: str, team: str) -> list[str]:
    """All of a team; answers how they were written to."""
    gone = (
        delete(chat_conversations)
        .where(chat_conversations.c.place_id == place, chat_conversations.c.team == team)
        .returning(chat_conversations.c.conversation)
    )
    rows = (await session.execute(gone)).mappings()
    return [column(row, "conversation", str) for row in rows]
