"""Carries messages to chats, and shows them anew when an approval has changed. In the relay.

Rows are taken by place and reader, many at a time; what is to be said is read when it is sent.
Before something is posted that is noted, so that whoever comes after a crash looks for it first.
Never: a connection of the database held while a vendor is asked for a message; an older state
shown over a newer one; a message posted twice on purpose.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from channels.vendor import AwayError, LimitedError, Place, RefusedError, Vendor
from channels.workflows import Workflows
from gateway.rounds import by_itself, keep_on
from store import chat_channels, chat_messages, chat_people, chats, outbox
from store.chat_messages import Posted
from store.chats import Kind
from store.keys import Keyring, TamperedError, TenantKeys
from store.outbox import OutboxRow
from store.session import Database
from worker import chat_letters, chat_settling
from worker.chat_outcomes import Outcomes, Ready
from worker.chat_tokens import Turning, apps

REST_SECONDS: Final = 0.5
SWEEP_SECONDS: Final = 600.0
AT_ONCE: Final = 40
OF_PLACE: Final = 10
LONGEST_SECONDS: Final = 45.0
"""Of one message with all that it needs; less than it is kept from others."""

NO_VENDOR_SECONDS: Final = 300.0
HELD_SECONDS: Final = 2.0
LOOKED_AT_AGAIN: Final = timedelta(hours=1)
"""After so long it is asked again whether a person is still there: a message to somebody who has
left is taken without a word."""

_ONCE: Final = "-"
"""Where a message lies that nobody can find again."""

_log = structlog.stdlib.get_logger()


class _StrangerError(Exception):
    """Nobody there has their address."""


class Chats:
    """Looks again and again for messages that are due. Several may do so side by side."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        vendors: Mapping[Kind, Vendor],
        workflows: Workflows,
        address: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`address` is where people find the pages."""
        self._database = database
        self._keyring = keyring
        self._vendors = vendors
        self._workflows = workflows
        self._address = address.rstrip("/")
        self._clock = clock
        self._outcomes = Outcomes(database, clock)
        self._turning = Turning(database, keyring, vendors, self._outcomes, clock)
        self._under_way: dict[asyncio.Task[None], tuple[str, str]] = {}

    async def work(self, stop: asyncio.Event) -> None:
        try:
            await asyncio.gather(
                keep_on(stop, "chats", self.round, REST_SECONDS, busy_seconds=0.0),
                keep_on(stop, "chats.tokens", self._turning.sweep, SWEEP_SECONDS),
            )
        finally:
            await self.settled()

    async def settled(self) -> None:
        """What is under way comes to its end; it is bounded."""
        while self._under_way:
            await asyncio.wait([*self._under_way])

    async def sweep(self) -> int:
        """Turns the tokens that are over soon."""
        return await self._turning.sweep()

    async def round(self) -> int:
        """Begins what is due and has room; answers how many. Doesn't wait for the slowest."""
        room = AT_ONCE - len(self._under_way)
        rows: list[OutboxRow] = []
        if room > 0:
            busy = [*self._under_way.values()]
            async with self._database.relay() as session:
                rows = await chat_messages.take(session, busy, room, OF_PLACE)
        for ready in await self._ready(rows):
            task = asyncio.create_task(self._carry(ready))
            self._under_way[task] = ready.message.lane
            task.add_done_callback(self._ended)
        if not self._under_way:
            return len(rows)
        done, _ = await asyncio.wait(
            [*self._under_way], timeout=REST_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        return len(rows) or len(done)

    def _ended(self, task: asyncio.Task[None]) -> None:
        place, _ = self._under_way.pop(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The outbox still has it: tried again when its lease is over, and looked for first.
            _log.warning("chats.waits", place=place, error=type(error).__name__)

    # ---- what there is to do

    async def _ready(self, rows: Sequence[OutboxRow]) -> list[Ready]:
        """One look for each tenant. What needs no vendor is settled here."""
        found: list[Ready] = []
        for tenant in dict.fromkeys(row.tenant for row in rows):
            own = [row for row in rows if row.tenant == tenant]
            keys = await by_itself("chats", tenant, self._keyring.of(tenant))
            if keys is None:
                continue
            try:
                found += await self._of_tenant(keys, own)
            except SQLAlchemyError as error:
                _log.warning("chats.waits", tenant=tenant, error=type(error).__name__)
            except Exception:  # noqa: BLE001 - one that can't be read keeps no other waiting
                for row in own:
                    found += await self._alone(keys, row)
        return found

    async def _alone(self, keys: TenantKeys, row: OutboxRow) -> list[Ready]:
        """It comes again when its lease is over."""
        try:
            return await self._of_tenant(keys, [row])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it
            name = type(error).__name__
            _log.error("chats.unready", tenant=row.tenant, message=row.run, error=name)
            return []

    async def _of_tenant(self, keys: TenantKeys, rows: Sequence[OutboxRow]) -> list[Ready]:
        async with self._database.tenant(rows[0].tenant) as session:
            return await self._written(session, keys, rows)

    async def _written(
        self, session: AsyncSession, keys: TenantKeys, rows: Sequence[OutboxRow]
    ) -> list[Ready]:
        held = await chat_messages.hold(session, [row.run for row in rows])
        messages = await chat_messages.by_ids(session, [row.run for row in rows])
        all_ = [*messages.values()]
        places = await chats.places_by_ids(session, [one.place_id for one in all_ if one.place_id])
        ids = [one.channel_id for one in all_ if one.channel_id]
        channels = await chat_channels.by_ids(session, ids) if ids else {}
        by_app = await apps(session)
        written = await chat_letters.write(session, keys, all_, channels, self._address)
        found: list[Ready] = []
        for row in rows:
            message = messages.get(row.run)
            if message is None:
                await outbox.done(session, [row.id])
                continue
            if row.run not in held:
                # Another row of the same message is under way.
                await chat_messages.back(session, row, HELD_SECONDS)
                continue
            held.discard(row.run)
            place, channel = (
                places.get(message.place_id or ""),
                channels.get(message.channel_id or ""),
            )
            says = written.get(message.id)
            if await chat_settling.settled(session, row, message, says, place, channel):
                continue
            app = None if place is None else by_app.get(place.app_id)
            vendor = None if app is None else self._vendors.get(app.kind)
            if says is None or (vendor is None and place is not None):
                await chat_messages.later(
                    session, row, NO_VENDOR_SECONDS, counts=False, undone=False
                )
                continue
            try:
                opened = None if place is None or app is None else Place.opened(keys, app, place)
            except TamperedError as error:
                # With the right key it may open again; nothing else of the organisation waits.
                _log.error("chats.sealed", message=row.run, tenant=row.tenant, error=str(error))
                await chat_messages.later(
                    session, row, NO_VENDOR_SECONDS, counts=False, undone=False
                )
                continue
            ready = Ready(
                row=row,
                keys=keys,
                message=message,
                written=says,
                place=opened,
                channel=channel,
                vendor=vendor,
            )
            found.append(ready)
        return found

    # ---- one message

    async def _carry(self, ready: Ready) -> None:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                posted, number = await self._bring(ready)
        except LimitedError as limited:
            await self._outcomes.limited(ready, limited.seconds)
        except RefusedError as refused:
            if refused.lost == "tokens" and ready.place is not None:
                await self._turn(ready, ready.place)
            else:
                await self._outcomes.refused(ready, refused)
        except _StrangerError:
            await self._outcomes.stranger(ready)
        except (AwayError, TimeoutError) as error:
            await self._outcomes.away(ready, str(error) or "No answer came in time.")
        except SQLAlchemyError:
            raise  # the outbox has it: nothing can be recorded now
        except Exception as error:  # noqa: BLE001 - what one message can do stays with it
            # A fault of ours: tried again for as long as a vendor that is away, then another way.
            _log.exception("chats.fault", message=ready.row.run)
            await self._outcomes.away(ready, f"It can't be written: {type(error).__name__}.")
        else:
            await self._outcomes.shown(ready, posted, number)

    async def _turn(self, ready: Ready, place: Place) -> None:
        try:
            await self._turning.over(ready.row.tenant, place)
        except LimitedError as limited:
            ready.step = "look"
            await self._outcomes.limited(ready, limited.seconds)
        except (AwayError, RefusedError) as error:
            await self._outcomes.away(ready, str(error))
        else:
            await self._outcomes.turned(ready)

    async def _bring(self, ready: Ready) -> tuple[Posted, int]:
        """Where it lies then, and which change it shows."""
        message, letter, number = ready.message, ready.written.letter, ready.written.number
        if ready.place is None or ready.vendor is None:
            return await self._by_address(ready), number
        if message.posted is not None and message.conversation is not None:
            ready.step = "update"
            lies = Posted(
                conversation=message.conversation, posted=message.posted, thread=message.thread
            )
            await ready.vendor.update(ready.place, lies, letter)
            return lies, number
        if ready.channel is not None:
            conversation = ready.channel.conversation or ""
            return await self._in_thread(ready, ready.place, conversation, None)
        return await self._to_person(ready, ready.place)

    async def _by_address(self, ready: Ready) -> Posted:
        channel = ready.channel
        address = None if channel is None else channel.address(ready.keys)
        if channel is None or address is None:
            raise RefusedError("Workflows", "no address", "conversation")
        ready.step = "post"
        await self._workflows.post(channel.id, address, ready.written.letter)
        return Posted(conversation=channel.id, posted=_ONCE)

    async def _to_person(self, ready: Ready, place: Place) -> tuple[Posted, int]:
        account = ready.account = await self._account(ready, place)
        conversation, kept = await self._conversation(ready, place, account)
        try:
            return await self._in_thread(ready, place, conversation, account)
        except RefusedError as refused:
            if refused.lost != "conversation" or not kept:
                raise
        ready.step = "look"
        conversation = await self._open(ready, place, account)
        return await self._post(ready, place, conversation, None)

    async def _in_thread(
        self, ready: Ready, place: Place, conversation: str, account: str | None
    ) -> tuple[Posted, int]:
        """Under the first message of its run, unless that is gone."""
        thread, run = None, ready.message.run_id
        if run is not None:
            async with self._database.tenant(ready.row.tenant) as session:
                thread = await chat_messages.thread_of(
                    session, place.row.id, run, account, conversation
                )
        try:
            return await self._post(ready, place, conversation, thread)
        except RefusedError as refused:
            if refused.lost not in ("message", "conversation") or thread is None:
                raise
        return await self._post(ready, place, conversation, None)

    async def _post(
        self, ready: Ready, place: Place, conversation: str, thread: str | None
    ) -> tuple[Posted, int]:
        vendor, message = ready.vendor, ready.message
        if vendor is None:
            raise AwayError("Nobody speaks to this vendor now.")
        if message.trying_since is not None and ready.step == "look":
            for below in dict.fromkeys((None, thread)):
                found = await vendor.found(
                    place, conversation, message.id, message.trying_since, below
                )
                if found is not None:
                    # What it says is as old as the attempt, so it is shown anew.
                    return found, 0
        ready.step = "post"
        async with self._database.tenant(ready.row.tenant) as session:
            await chat_messages.trying(session, message.id)
        letter = ready.written.letter
        posted = await vendor.post(place, conversation, letter, message.id, thread)
        return posted, ready.written.number

    # ---- who they are there

    async def _account(self, ready: Ready, place: Place) -> str:
        """Never one that was theirs when it was written, and is theirs no more."""
        person, vendor = ready.written.person, ready.vendor
        if person is None or vendor is None:
            raise _StrangerError
        async with self._database.tenant(ready.row.tenant) as session:
            known = await chat_people.account_of(session, place.row.id, person.id)
            if known not in (None, ready.message.account):
                await chat_messages.known_as(session, ready.message.id, known)
        if known is not None:
            return known
        account = await vendor.account_of(place, person.email)
        if account is None:
            raise _StrangerError
        async with self._database.tenant(ready.row.tenant) as session:
            await chat_people.match(session, place.row.id, account, person.id)
            await chat_messages.known_as(session, ready.message.id, account)
        return account

    async def _conversation(self, ready: Ready, place: Place, account: str) -> tuple[str, bool]:
        """And whether it was known; now and then it is asked whether they are still there."""
        async with self._database.tenant(ready.row.tenant) as session:
            kept = await chat_people.find(session, place.row.id, account)
        known = None if kept is None else kept.conversation
        if known is None or kept is None:
            return await self._open(ready, place, account), False
        if self._clock() - kept.matched_at < LOOKED_AT_AGAIN:
            return known, True
        try:
            return await self._open(ready, place, account), False
        except LimitedError:
            return known, True

    async def _open(self, ready: Ready, place: Place, account: str) -> str:
        vendor, person = ready.vendor, ready.written.person
        if vendor is None:
            raise AwayError("Nobody speaks to this vendor now.")
        async with self._database.tenant(ready.row.tenant) as session:
            kept = await chat_people.find(session, place.row.id, account)
        reference = None if kept is None else kept.reference
        conversation = await vendor.conversation_with(place, account, reference)
        async with self._database.tenant(ready.row.tenant) as session:
            if person is not None:
                await chat_people.match(session, place.row.id, account, person.id)
            await chat_people.write_to(session, place.row.id, account, conversation, reference)
        return conversation
