"""Tells people: by which channels, and who stands in for them. Lives in the relay's process.

Notices are taken in batches; all that has to be known is read once for each tenant of a batch.
Never: a delivery that is not recorded, or twice for one cause and channel; never a question about
what is over meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from channels.channel import Channel, Telling
from channels.shown import id_of, last
from definitions.values import JsonObject
from gateway.rounds import by_itself, each, keep_on
from store import channel_choices, deliveries, notices, outbox, telling
from store.channel_choices import EMAIL, PORTAL
from store.chats import CHATS
from store.deliveries import DROPPED, FAILED, HELD, QUEUED, SENT, DeliveryRow, NewDelivery
from store.keys import Keyring, TenantKeys
from store.notices import DIGEST, NewNotice, NoticeRow
from store.outbox import OutboxRow
from store.runs import new_id
from store.session import Database
from store.telling import OUTCOMES, Known

REST_SECONDS = 0.5
BATCH = 200
WAITS_FOR_ANSWER = ("asked", "reminded", "escalated", "resubmitted")
"""Of no use when the approval is over, or when they have answered; deputies are told too."""

OPEN_STATE = "open"
SHOWN = "shown"

_log = structlog.stdlib.get_logger()


class Tells:
    """Looks again and again for notices that are due. Several may do so side by side."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        channels: Sequence[Channel],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hearing: Sequence[Channel] = (),
    ) -> None:
        """`hearing` are those that hear all that anybody is told, and that nobody chooses."""
        self._database = database
        self._keyring = keyring
        self._channels = {one.name: one for one in channels}
        self._hearing = hearing
        self._clock = clock

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "telling", self.round, REST_SECONDS, busy_seconds=0.0)

    async def round(self) -> int:
        """Tells a batch; answers how many."""
        async with self._database.relay() as session:
            rows = await notices.take(session, BATCH)
        await asyncio.gather(*(self._of_tenant(tenant, own) for tenant, own in _by_tenant(rows)))
        return len(rows)

    async def _of_tenant(self, tenant: str, rows: Sequence[OutboxRow]) -> None:
        keys = await by_itself("telling", tenant, self._keyring.of(tenant))
        if keys is not None:
            await each("telling", tenant, rows, partial(self._tell_of, tenant, keys))

    async def _tell_of(self, tenant: str, keys: TenantKeys, rows: Sequence[OutboxRow]) -> None:
        async with self._database.tenant(tenant) as session:
            found = await notices.untold(session, [row.run for row in rows])
            if found:
                known = await telling.know(session, keys, found, EMAIL)
                await self._tell(session, keys, known, found)
            # In the same transaction: told and recorded, or neither.
            held = await notices.still_untold(session, [row.run for row in rows])
            await outbox.done(session, [row.id for row in rows if row.run not in held])
        _log.info("telling.told", tenant=tenant, notices=len(found))

    async def _tell(
        self, session: AsyncSession, keys: TenantKeys, known: Known, found: Sequence[NoticeRow]
    ) -> None:
        new: list[NewDelivery] = []
        wanted: dict[str, list[Telling]] = {name: [] for name in self._channels}
        heard: list[Telling] = []
        deputies: list[NewNotice] = []
        for notice in found:
            said = notice.opened(keys)
            why = _dropped(notice, said, known)
            due = None if why is not None else self._due(notice, said, known)
            for name in self._wanted(notice, said, known):
                not_here = why or _shown(notice, name, known)
                one = _new(notice, name, self._channels[name], not_here, due)
                new.append(one)
                if one.state in (QUEUED, SENT):
                    wanted[name].append(_telling(one.id, notice, said, known))
            if why is None and notice.kind != DIGEST:
                heard.append(_telling(new_id(), notice, said, known))
                deputies += self._deputy(notice, said, known)
        recorded = await deliveries.add(session, new)
        for name, tellings in wanted.items():
            fresh = [one for one in tellings if one.delivery in recorded]
            if fresh:
                await self._channels[name].deliver(session, keys, fresh)
        for channel in self._hearing:
            await channel.deliver(session, keys, heard)
        await notices.add(session, keys, deputies)
        await notices.told(session, [one.id for one in found])

    def _wanted(self, notice: NoticeRow, said: JsonObject, known: Known) -> list[str]:
        """Those that they have chosen; after one that has failed the next that reaches them."""
        person = known.people.get(notice.person_id)
        before = known.before.get(notice.id, ())
        if person is None:
            return [] if before else [PORTAL]
        able = [name for name, one in self._channels.items() if one.reaches(person, known)]
        if not before:
            return _fitting(_chosen(notice, said, known), able) or [PORTAL]
        return _next(before, able)

    def _due(self, notice: NoticeRow, said: JsonObject, known: Known) -> datetime | None:
        """When it is said in a digest; None: at once, as what comes with files has to be."""
        person = known.people.get(notice.person_id)
        if person is None or notice.kind == DIGEST or said.get("attachments"):
            return None
        if known.before.get(notice.id):
            return None  # it is late as it is
        return known.due(person, known.choice(person.id, _topic(notice, known)), self._clock())

    def _deputy(self, notice: NoticeRow, said: JsonObject, known: Known) -> Iterator[NewNotice]:
        """Whoever stands in gets a notice of their own, which says for whom."""
        if notice.kind not in WAITS_FOR_ANSWER or "for" in said or known.before.get(notice.id):
            return
        deputy = known.deputy(notice.person_id, self._clock())
        person = known.people[notice.person_id]
        if deputy is not None:
            yield NewNotice(
                person=deputy,
                kind=notice.kind,
                cause=f"{notice.cause}/for/{person.id}",
                said={"for": {"id": person.id, "name": person.name}},
                approval=notice.approval_id,
                run=notice.run_id,
            )


def _by_tenant(rows: Sequence[OutboxRow]) -> list[tuple[str, list[OutboxRow]]]:
    grouped: dict[str, list[OutboxRow]] = {}
    for row in rows:
        grouped.setdefault(row.tenant, []).append(row)
    return [*grouped.items()]


def _topic(notice: NoticeRow, known: Known) -> str:
    """How one's own request has ended is more than how another's has."""
    approval = known.approvals.get(notice.approval_id or "")
    own = approval is not None and approval.requester_id == notice.person_id
    return channel_choices.topic_of("outcome" if own and notice.kind == "decided" else notice.kind)


def _chosen(notice: NoticeRow, said: JsonObject, known: Known) -> Sequence[str]:
    """A digest goes where what it says would have gone."""
    if notice.kind != DIGEST:
        return known.choice(notice.person_id, _topic(notice, known)).channels
    given = said.get("channels")
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def _next(before: Sequence[DeliveryRow], able: Sequence[str]) -> list[str]:
    """After one that has failed: what leads out, unless another one does; the portal is last."""
    tried = {one.channel for one in before}
    if not any(one.state == FAILED for one in before):
        return []
    reached = any(one.state != FAILED and one.channel != PORTAL for one in before)
    outward = [] if reached else [name for name in able if name != PORTAL]
    return [name for name in (*outward, PORTAL) if name in able and name not in tried][:1]


def _fitting(chosen: Sequence[str], able: Sequence[str]) -> list[str]:
    """What can't be told by any way that leads out goes by the next one that does."""
    fitting = [name for name in chosen if name in able]
    outward = [name for name in able if name != PORTAL]
    if any(one != PORTAL for one in chosen) and not any(one in outward for one in fitting):
        fitting = [*outward[:1], *fitting]
    return fitting or [*able[:1]]


def _shown(notice: NoticeRow, channel: str, known: Known) -> str | None:
    """Why there is nothing to say there: a message that lies there says it, or it was they."""
    approval = known.approvals.get(notice.approval_id or "")
    # In chats a message is shown anew when its approval changes.
    if approval is None or notice.kind not in OUTCOMES or channel not in CHATS:
        return None
    if id_of(last(approval.body).get("by")) == notice.person_id:
        return SHOWN
    if approval.requester_id == notice.person_id:
        return None  # what is shown anew makes no sound, and it is theirs that has ended
    return SHOWN if (channel, notice.person_id, approval.id) in known.showing else None


def _dropped(notice: NoticeRow, said: JsonObject, known: Known) -> str | None:
    """Why nobody has to be told any more."""
    person = known.people.get(notice.person_id)
    if person is None or person.disabled_at is not None:
        return "left"
    if notice.approval_id is None:
        return None
    approval = known.approvals.get(notice.approval_id)
    if approval is None:
        return "gone"
    if notice.kind not in WAITS_FOR_ANSWER:
        return None
    if approval.over:
        return "over"
    match said.get("for"):
        case {"id": str(asked)}:
            whose = asked
        case _:
            whose = notice.person_id
    open_ = known.states.get((approval.id, whose), OPEN_STATE) == OPEN_STATE
    return None if open_ else "answered"


def _telling(delivery: str, notice: NoticeRow, said: JsonObject, known: Known) -> Telling:
    person = known.people[notice.person_id]
    return Telling(delivery=delivery, notice=notice, said=said, person=person, known=known)


def _new(
    notice: NoticeRow, name: str, channel: Channel, why: str | None, due: datetime | None
) -> NewDelivery:
    held = None if why is not None or channel.at_once else due
    goes = SENT if channel.at_once else QUEUED if held is None else HELD
    state = DROPPED if why is not None else goes
    return NewDelivery(
        id=new_id(),
        notice=notice.id,
        person=notice.person_id,
        channel=name,
        state=state,
        reason=why,
        due=held,
    )
