"""What every channel can do, and what it is given.

`deliver` writes, in the transaction that records the deliveries; what goes out to others is carried
later by a round of the channel's own (as the mailer does), for nobody may hold a transaction while
a server is spoken to. Never: a delivery that is not recorded, or one that is made twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from channels.shown import Reader
from definitions.approvals import Who
from definitions.values import JsonObject
from store.keys import TenantKeys
from store.notices import NoticeRow
from store.people import PersonRow
from store.telling import Asked, Known
from store.working_hours import ZONE

LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One person, one thing, one channel."""

    delivery: str
    """Its id: the same however often it is tried."""
    notice: NoticeRow
    said: JsonObject
    """What the notice brings along."""
    person: PersonRow
    known: Known

    @property
    def approval(self) -> Asked | None:
        return self.known.approvals.get(self.notice.approval_id or "")

    @property
    def stands_for(self) -> Who | None:
        """Who is away, and was asked."""
        match self.said.get("for"):
            case {"id": str(person), "name": str(name)}:
                return Who(person, name)
            case _:
                return None

    @property
    def attachments(self) -> list[str]:
        """Ids of files that go with it."""
        match self.said.get("attachments"):
            case list(given):
                return [one for one in given if isinstance(one, str)]
            case _:
                return []

    @property
    def process(self) -> str | None:
        return self.known.processes.get(self.notice.run_id or "")

    @property
    def follows(self) -> str | None:
        """The delivery that began what this one goes on with."""
        known = self.known.first.get((self.notice.approval_id or "", self.person.id))
        return None if known == self.delivery else known

    @property
    def reader(self) -> Reader:
        return Reader(person=self.person.id, language=self.language, zone=self.zone)

    @property
    def language(self) -> str:
        return self.person.language or self.known.tenant.language or LANGUAGE

    @property
    def zone(self) -> str:
        return self.person.time_zone or self.known.tenant.time_zone or ZONE


class Channel(Protocol):
    """One way to tell people."""

    @property
    def name(self) -> str: ...

    @property
    def at_once(self) -> bool:
        """Whether a delivery is done when it is written."""
        ...

    def reaches(self, person: PersonRow, known: Known) -> bool: ...

    async def deliver(
        self, session: AsyncSession, keys: TenantKeys, tellings: Sequence[Telling]
    ) -> None:
        """Put all of them on their way, in this transaction."""
        ...

    async def update(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """What people were told of has changed: where it can be, it is shown anew."""
        ...

    async def close(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """It is over: nobody shall find a question that is dead."""
        ...
