"""Makes digests: when one is due, what was held for it becomes one notice. A part of the relay.

The notice is told as any other, by the channels by which its things would have been. It is written
in the transaction that says of each of them what has become of it. Never: a clock of its own; it is
given one. Never: a digest of nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from channels import digest
from channels.channel import Telling
from gateway.rounds import by_itself, keep_on
from store import digests, notices, telling
from store.channel_choices import EMAIL
from store.chats import CHATS
from store.deliveries import DeliveryRow
from store.keys import Keyring, TenantKeys
from store.notices import DIGEST, NewNotice, NoticeRow
from store.session import Database
from store.telling import Known

REST_SECONDS = 5.0
BATCH = 200
"""People."""

_log = structlog.stdlib.get_logger()


class Digests:
    """Several relays may do so side by side: what one gathers the others leave."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        address: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`address` is where people find the pages."""
        self._database = database
        self._keyring = keyring
        self._address = address.rstrip("/")
        self._clock = clock

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "digests", self.round, REST_SECONDS, busy_seconds=0.0)

    async def round(self) -> int:
        """Of those who have waited longest; answers how many deliveries were gathered."""
        now = self._clock()
        async with self._database.relay() as session:
            due = await digests.due(session, now, BATCH)
        gathered = 0
        for tenant in dict.fromkeys(one.tenant for one in due):
            people = [one.person for one in due if one.tenant == tenant]
            done = self._of_tenant(tenant, people, now)
            gathered += await by_itself("digests", tenant, done) or 0
        return gathered

    async def _of_tenant(self, tenant: str, people: Sequence[str], now: datetime) -> int:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            held = await digests.held(session, people, now)
            made = await self._gather(session, keys, held) if held else 0
        _log.info("digests.made", tenant=tenant, deliveries=len(held), digests=made)
        return len(held)

    async def _gather(
        self, session: AsyncSession, keys: TenantKeys, held: Sequence[DeliveryRow]
    ) -> int:
        """Answers how many digests that makes."""
        found = await notices.by_ids(session, {one.notice_id for one in held})
        came = {one.id: number for number, one in enumerate(found)}
        known = await telling.know(session, keys, found, EMAIL)
        rows = {one.id: one for one in found}
        dropped: dict[str, list[str]] = {}
        kept: dict[str, list[Telling]] = {}
        for one in sorted(held, key=lambda one: came.get(one.notice_id, 0)):
            heard = _telling(one.id, rows.get(one.notice_id), keys, known)
            why = "gone" if heard is None else _why_not(heard)
            if heard is None or why is not None:
                dropped.setdefault(why or "gone", []).append(one.id)
            else:
                kept.setdefault(heard.notice.id, []).append(heard)
        new = [*self._digests(kept, {one.id: one.channel for one in held})]
        await notices.add(session, keys, new)
        await digests.gathered(session, [one.delivery for of in kept.values() for one in of])
        for why, ids in dropped.items():
            await digests.dropped(session, ids, why)
        return len(new)

    def _digests(
        self, kept: dict[str, list[Telling]], channels: dict[str, str]
    ) -> Iterator[NewNotice]:
        """For each person one, unless their topics go different ways."""
        together: dict[tuple[str, tuple[str, ...]], list[Telling]] = {}
        for of_notice in kept.values():
            first = of_notice[0]
            ways = tuple(sorted({channels[one.delivery] for one in of_notice}))
            together.setdefault((first.person.id, ways), []).append(first)
        for (person, ways), tellings in together.items():
            in_chats = any(one in CHATS for one in ways)
            most = digest.MOST_IN_CHATS if in_chats else None
            said = digest.write(tellings, self._address, most)
            yield NewNotice(
                person=person,
                kind=DIGEST,
                # A delivery is gathered once: nobody else makes this one.
                cause=f"{DIGEST}/{tellings[0].delivery}",
                said={**said, "channels": [*ways]},
            )


def _telling(
    delivery: str, notice: NoticeRow | None, keys: TenantKeys, known: Known
) -> Telling | None:
    """None: there is nothing to say any more, or nobody to say it to."""
    person = None if notice is None else known.people.get(notice.person_id)
    if notice is None or person is None:
        return None
    said = notice.opened(keys)
    return Telling(delivery=delivery, notice=notice, said=said, person=person, known=known)


def _why_not(telling: Telling) -> str | None:
    return "left" if telling.person.disabled_at is not None else digest.left_out(telling)
