"""Conversations in which many read: which approvals are shown there too.

Never: an address of a webhook in clear; whoever has it may post.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store import chat_messages
from store.chat_tables import chat_channels
from store.chat_tables import chat_messages as messages
from store.keys import TenantKeys
from store.models import runs
from store.rows import TENANT, column, read, read_or_none
from store.runs import new_id

Kind: TypeAlias = Literal["slack", "teams", "workflows"]
WORKFLOWS: Final[Kind] = "workflows"
ON, LOST = "on", "lost"
EVERY: Final = "*"
_WEBHOOK = "chat-channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """One of them."""

    id: str
    kind: Kind
    place_id: str | None
    conversation: str | None
    name: str
    webhook: bytes | None
    processes: str
    """*, a namespace with /*, or one process."""
    language: str
    state: str
    reason: str | None
    posts_rest: datetime | None
    changed_at: datetime
    changed_by: str

    def address(self, keys: TenantKeys) -> str | None:
        """Of its webhook, if it has one."""
        if self.webhook is None:
            return None
        return keys.open(self.webhook, f"{_WEBHOOK}.{self.id}").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """As somebody sets it up."""

    kind: Kind
    name: str
    processes: str
    language: str
    place: str | None = None
    conversation: str | None = None
    webhook: str | None = None


async def every(session: AsyncSession) -> list[ChannelRow]:
    """By name."""
    query = select(chat_channels).order_by(func.lower(chat_channels.c.name), chat_channels.c.id)
    return [read(row, ChannelRow) for row in (await session.execute(query)).mappings()]


async def get(session: AsyncSession, own: str) -> ChannelRow | None:
    query = select(chat_channels).where(chat_channels.c.id == own)
    return read_or_none((await session.execute(query)).mappings().first(), ChannelRow)


async def by_ids(session: AsyncSession, ids: Collection[str]) -> dict[str, ChannelRow]:
    query = select(chat_channels).where(chat_channels.c.id.in_(ids))
    rows = (await session.execute(query)).mappings()
    return {one.id: one for one in (read(row, ChannelRow) for row in rows)}


async def showing(session: AsyncSession, namespace: str, name: str) -> list[ChannelRow]:
    """Those in which the approvals of this process are shown."""
    patterns = (EVERY, f"{namespace}/*", f"{namespace}/{name}")
    fitting = or_(*(chat_channels.c.processes == one for one in patterns))
    query = select(chat_channels).where(chat_channels.c.state == ON, fitting)
    rows = (await session.execute(query.order_by(chat_channels.c.id))).mappings()
    return [read(row, ChannelRow) for row in rows]


async def showing_run(session: AsyncSession, run: str) -> list[ChannelRow]:
    """The same of the process of this run, in one look."""
    spelled = runs.c.namespace + "/" + runs.c.name
    patterns = (EVERY, runs.c.namespace + "/*", spelled)
    fitting = or_(*(chat_channels.c.processes == one for one in patterns))
    query = select(chat_channels).join(runs, fitting)
    query = query.where(runs.c.id == run, chat_channels.c.state == ON).order_by(chat_channels.c.id)
    return [read(row, ChannelRow) for row in (await session.execute(query)).mappings()]


async def put(
    session: AsyncSession, keys: TenantKeys, one: Channel, by: str, own: str | None = None
) -> str:
    """Made, or changed; a change makes one that was lost good again."""
    number = own or new_id()
    webhook = None
    if one.webhook is not None:
        webhook = keys.seal(one.webhook.encode(), f"{_WEBHOOK}.{number}")
    values = {
        "kind": one.kind,
        "place_id": one.place,
        "conversation": one.conversation,
        "name": one.name,
        "webhook": webhook,
        "processes": one.processes,
        "language": one.language,
        "state": ON,
        "reason": None,
        "posts_rest": None,
        "changed_at": func.now(),
        "changed_by": by,
    }
    made = insert(chat_channels).values(tenant_id=TENANT, id=number, **values)
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["tenant_id", "id"], set_={name: made.excluded[name] for name in values}
        )
    )
    await chat_messages.catch_up(session, channel=number)
    return number


async def lost(session: AsyncSession, own: str, reason: str) -> bool:
    """Deleted there, or closed to the app; answers whether that is news."""
    changed = (
        update(chat_channels)
        .where(chat_channels.c.id == own, chat_channels.c.state == ON)
        .values(state=LOST, reason=reason)
        .returning(chat_channels.c.id)
    )
    return (await session.execute(changed)).first() is not None


async def lost_there(
    session: AsyncSession, place: str, conversation: str, reason: str
) -> list[ChannelRow]:
    """All that are shown in this conversation; those that were on until now."""
    changed = (
        update(chat_channels)
        .where(
            chat_channels.c.place_id == place,
            chat_channels.c.conversation == conversation,
            chat_channels.c.state == ON,
        )
        .values(state=LOST, reason=reason)
        .returning(chat_channels.c.id)
    )
    rows = (await session.execute(changed)).mappings()
    found = await by_ids(session, [column(row, "id", str) for row in rows])
    return sorted(found.values(), key=lambda one: one.id)


async def last_run(session: AsyncSession, own: str) -> str | None:
    """Of the approval that was shown there last: its owner misses it most."""
    shown = select(messages.c.run_id).where(messages.c.channel_id == own)
    newest = shown.order_by(messages.c.created_at.desc()).limit(1)
    return (await session.execute(newest)).scalar()


async def rest(session: AsyncSession, own: str, until: datetime) -> None:
    """The vendor asks to be left alone there."""
    changed = update(chat_channels).where(chat_channels.c.id == own)
    # What was asked for before this answer may last longer.
    rests = func.greatest(chat_channels.c.posts_rest, until)
    await session.execute(changed.values(posts_rest=rests))
