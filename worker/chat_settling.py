"""What becomes of a message of a chat without asking a vendor. A part of the relay's round.

There is nothing to say any more, nowhere to say it, or it is said already. Never: a message that is
left to wait where nobody will ever take it.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from store import chat_messages, deliveries, outbox
from store.chat_channels import ChannelRow
from store.chat_messages import FAILED, GONE, QUEUED, SENT, MessageRow, Posted
from store.chats import ON, PlaceRow
from store.outbox import OutboxRow
from worker.chat_letters import Written
from worker.chat_outcomes import fail


async def settled(
    session: AsyncSession,
    row: OutboxRow,
    message: MessageRow,
    says: Written | None,
    place: PlaceRow | None,
    channel: ChannelRow | None,
) -> bool:
    """Whether that is so, and recorded."""
    if message.state in (GONE, FAILED):
        await _nothing_to_do(session, row)
    elif _closed(message, place, channel):
        if message.state == QUEUED:
            await fail(session, row, "There the app is not let in any more.")
        else:
            await _nothing_to_do(session, row)
    elif says is None:
        await chat_messages.ends(session, message.id, GONE)
        await outbox.done(session, [row.id])
    elif message.state == SENT and (says.still or message.place_id is None):
        lies = Posted(
            conversation=message.conversation or "",
            posted=message.posted or "",
            thread=message.thread,
        )
        await chat_messages.shows(session, row, lies, max(says.number, message.wants))
    elif message.state == SENT and message.shown >= message.wants:
        await _nothing_to_do(session, row)
    elif message.state == QUEUED and says.moot and not (message.trying_since or message.sent_at):
        await chat_messages.ends(session, message.id, GONE)
        await deliveries.dropped(session, message.id, says.moot)
        await outbox.done(session, [row.id])
    else:
        return False
    return True


def _closed(message: MessageRow, place: PlaceRow | None, channel: ChannelRow | None) -> bool:
    if message.place_id is not None and (place is None or place.state != ON):
        return True
    return message.channel_id is not None and (channel is None or channel.state != ON)


async def _nothing_to_do(session: AsyncSession, row: OutboxRow) -> None:
    await chat_messages.free(session, row.run)
    await outbox.done(session, [row.id])
