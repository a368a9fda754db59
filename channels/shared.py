"""Conversations in which many read: each approval of their processes is shown there too, once.

It has nobody to tell; whatever changes an approval leads here, and the carrier posts and updates
what is written. Never: an approval that is posted because it ends, or two of it in one place.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from channels.channel import Telling
from definitions.approvals import OPEN
from store import chat_channels, chat_messages
from store.chat_messages import NewMessage
from store.keys import TenantKeys
from store.people import PersonRow
from store.runs import new_id
from store.telling import Asked, Known

SHARED = "shared"


class Shared:
    """All of them, of both vendors and without any."""

    name = SHARED
    at_once = False

    def reaches(self, person: PersonRow, known: Known) -> bool:  # noqa: ARG002 - as every channel
        """It leads to no person."""
        return False

    async def deliver(
        self, session: AsyncSession, keys: TenantKeys, tellings: Sequence[Telling]
    ) -> None:
        """What a person is told is theirs."""

    async def update(
        self,
        session: AsyncSession,
        keys: TenantKeys,  # noqa: ARG002 - as every channel
        asked: Asked,
    ) -> None:
        if asked.status == OPEN:
            showing = await chat_channels.showing_run(session, asked.run_id)
            new = [
                NewMessage(
                    id=new_id(),
                    place=channel.place_id,
                    channel=channel.id,
                    notice=None,
                    account=None,
                    approval=asked.id,
                    run=asked.run_id,
                    wants=asked.number,
                )
                for channel in showing
            ]
            await chat_messages.add(session, new)
        await chat_messages.changed(session, asked.id, asked.number)

    async def close(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        await self.update(session, keys, asked)
