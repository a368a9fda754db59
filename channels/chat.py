"""A chat as a channel: each delivery is a message in it.

Never: a vendor that is spoken to here; messages are carried by a round of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from channels.channel import Telling
from store import chat_messages
from store.chat_messages import NewMessage
from store.chats import Kind
from store.keys import TenantKeys
from store.people import PERSON, PersonRow
from store.telling import Asked, Known

FIRST = 1
"""What does not change has one state only."""


class Chat:
    """Slack, or Teams."""

    at_once = False

    def __init__(self, kind: Kind) -> None:
        self._kind: Kind = kind

    @property
    def name(self) -> str:
        return self._kind

    def reaches(self, person: PersonRow, known: Known) -> bool:
        here = person.disabled_at is None and person.kind == PERSON
        return here and (self._kind, person.id) in known.seats

    async def deliver(
        self,
        session: AsyncSession,
        keys: TenantKeys,  # noqa: ARG002 - as every channel
        tellings: Sequence[Telling],
    ) -> None:
        new: list[NewMessage] = []
        for telling in tellings:
            seat = telling.known.seats[self._kind, telling.person.id]
            asked = telling.approval
            new.append(
                NewMessage(
                    id=telling.delivery,
                    place=seat.place_id,
                    notice=telling.notice.id,
                    account=seat.account,
                    approval=None if asked is None else asked.id,
                    run=telling.notice.run_id,
                    wants=FIRST if asked is None else asked.number,
                )
            )
        await chat_messages.add(session, new)

    async def update(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """Messages to people and in conversations of many are raised at once: see shared.py."""

    async def close(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """That it is over is one more change."""
