"""What becomes of a message of a chat after a vendor was asked: recorded, later, or the next way.

Never: a message that is given up without a word; its person is told another way, and where a place
is lost, whoever can mend it is told.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from channels.vendor import Place, RefusedError, Vendor
from store import (
    chat_channels,
    chat_messages,
    chat_people,
    chats,
    deliveries,
    notices,
    outbox,
    troubles,
)
from store.chat_channels import ChannelRow
from store.chat_messages import FAILED, GONE, MessageRow, Posted
from store.chats import REMOVED, REVOKED
from store.keys import TenantKeys
from store.outbox import OutboxRow
from store.session import Database
from worker.chat_letters import Written

PAUSES: Final = (5.0, 30.0, 120.0, 600.0, 1_800.0, 3_600.0, 7_200.0, 14_400.0, 21_600.0, 28_800.0)
"""Before the second attempt, the third, and so on: 22 hours in all."""

AT_ONCE: Final = 2
"""So often tokens are turned and it is tried again without a pause."""

_KINDS: Final = {"slack": "Slack", "teams": "Teams", "workflows": "Workflows"}
_REVOKED: Final = frozenset({"token_revoked", "token_expired", "invalid_refresh_token"})
_log = structlog.stdlib.get_logger()


@dataclass(slots=True, kw_only=True)
class Ready:
    """A message with all that is known of it."""

    row: OutboxRow
    keys: TenantKeys
    message: MessageRow
    written: Written
    place: Place | None
    channel: ChannelRow | None
    vendor: Vendor | None
    step: Literal["look", "post", "update"] = "look"
    """What the vendor is asked for now."""
    account: str | None = None
    """Who they are there, once that is known."""

    @property
    def kind(self) -> str:
        if self.place is not None:
            return self.place.app.kind
        return "workflows" if self.channel is None else self.channel.kind


def jitter(seconds: float) -> float:
    """So that what has failed together is not tried again together."""
    return seconds * random.uniform(0.9, 1.1)  # noqa: S311 - nothing secret


class Outcomes:
    """One for a process."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def shown(self, ready: Ready, posted: Posted, number: int) -> None:
        row = ready.row
        async with self._database.tenant(row.tenant) as session:
            await chat_messages.shows(session, row, posted, number)
            if ready.message.sent_at is None and ready.message.notice_id is not None:
                await deliveries.sent(session, ready.message.id, row.attempts)
        _log.info("chats.shown", message=row.run, step=ready.step, attempts=row.attempts)

    async def limited(self, ready: Ready, seconds: float) -> None:
        """Only what the vendor has too much of rests, and none of it counts as an attempt."""
        until = self._clock() + timedelta(seconds=seconds)
        async with self._database.tenant(ready.row.tenant) as session:
            if ready.step == "look":
                await _again(session, ready, seconds)
                return
            if ready.step == "post" and ready.channel is not None:
                await chat_channels.rest(session, ready.channel.id, until)
            elif ready.place is not None:
                updates = ready.step == "update"
                await chats.rest(session, ready.place.row.id, until, updates=updates)
            await _again(session, ready, 0.0)
        _log.info("chats.rests", message=ready.row.run, step=ready.step, seconds=round(seconds, 1))

    async def turned(self, ready: Ready) -> None:
        """With new tokens at once; where those are no good either, later."""
        if ready.row.attempts > AT_ONCE:
            await self.away(ready, "Its tokens can't be renewed now.")
            return
        async with self._database.tenant(ready.row.tenant) as session:
            undone = ready.step == "post"
            await chat_messages.later(session, ready.row, 0.0, counts=True, undone=undone)

    async def away(self, ready: Ready, why: str) -> None:
        """Whether it was done, nobody knows; before it is posted again, it is looked for."""
        row = ready.row
        if row.attempts > len(PAUSES):
            await self._give_up(ready, why)
            return
        _log.warning("chats.later", message=row.run, tenant=row.tenant, why=why)
        async with self._database.tenant(row.tenant) as session:
            pause = jitter(PAUSES[row.attempts - 1])
            await chat_messages.later(session, row, pause, counts=True, undone=False)
            if ready.message.posted is None and ready.message.notice_id is not None:
                await deliveries.later(session, row.run, why, row.attempts)

    async def stranger(self, ready: Ready) -> None:
        """Nobody there has their address: the next way, and not looked for before tomorrow."""
        place, person = ready.place, ready.written.person
        async with self._database.tenant(ready.row.tenant) as session:
            if place is not None and person is not None:
                await chat_people.stranger(session, place.row.id, person.id)
            await fail(session, ready.row, f"Nobody in {_KINDS[ready.kind]} has their address.")

    async def refused(self, ready: Ready, refused: RefusedError) -> None:
        _log.warning("chats.refused", message=ready.row.run, code=refused.code, step=ready.step)
        if refused.lost is None and ready.step == "update":
            # It stands there, and can't be changed as things are: not to be taken for gone.
            await self.away(ready, str(refused))
            return
        async with self._database.tenant(ready.row.tenant) as session:
            match refused.lost:
                case "place" | "tokens" if ready.place is not None:
                    await self.place_lost(session, ready.keys, ready.place, refused.code)
                    await _again(session, ready, 0.0)
                case "message" if ready.step == "update" and ready.channel is None:
                    # Who has only this one would not hear how it has gone on.
                    await chat_messages.again(session, ready.row)
                case "conversation" if ready.channel is not None:
                    await self._channel_lost(session, ready, ready.channel, refused)
                case _ if ready.step == "update":
                    await chat_messages.ends(session, ready.message.id, GONE)
                    await outbox.done(session, [ready.row.id])
                case "person":
                    await self._person_left(session, ready, refused)
                case "conversation":
                    await self._conversation_gone(session, ready, refused)
                case _:
                    await fail(session, ready.row, str(refused))
                    await self._tell(session, ready.keys, ready.kind, str(refused))

    async def place_lost(
        self, session: AsyncSession, keys: TenantKeys, place: Place, code: str
    ) -> None:
        """What is queued for it goes the next way when its turn comes, which is now."""
        state = REVOKED if code in _REVOKED else REMOVED
        since = place.row.installed_at
        if await chats.lost(session, place.row.id, state, code, since):
            why = (
                f"{_KINDS[place.app.kind]} does not let Baton into {place.row.name} any more"
                f" ({code}). Install the app there again, on the page “Slack and Teams”."
            )
            await self._tell(session, keys, f"{place.app.kind}/{place.row.id}", why)

    async def keys_refused(
        self, session: AsyncSession, keys: TenantKeys, place: Place, code: str
    ) -> None:
        """The place is as good as its tokens are; whoever has the new keys can still give them."""
        kind = _KINDS[place.app.kind]
        why = (
            f"{kind} refuses the keys of Baton's app ({code}). Give the client id and secret that"
            f" it has now, on the page “Slack and Teams”, or {place.row.name} is lost soon."
        )
        await self._tell(session, keys, f"{place.app.kind}/keys", why)

    async def _channel_lost(
        self, session: AsyncSession, ready: Ready, channel: ChannelRow, refused: RefusedError
    ) -> None:
        # An older message may lie in the conversation that was chosen before.
        is_here = ready.step == "post" or ready.message.conversation == channel.conversation
        if is_here and await chat_channels.lost(session, channel.id, refused.code):
            why = (
                f"Nothing can be posted to {channel.name} any more ({refused.code}). Choose another"
                " conversation, on the page “Slack and Teams”."
            )
            name = f"{channel.kind}/{channel.id}"
            await self._tell(session, ready.keys, name, why, ready.message.run_id)
        state = FAILED if ready.message.posted is None else GONE
        await chat_messages.ends(session, ready.message.id, state)
        await outbox.done(session, [ready.row.id])

    async def _person_left(
        self, session: AsyncSession, ready: Ready, refused: RefusedError
    ) -> None:
        place, person = ready.place, ready.written.person
        if place is not None and person is not None:
            if ready.account is not None:
                await chat_people.match(session, place.row.id, ready.account, None)
            await chat_people.stranger(session, place.row.id, person.id)
            why = (
                f"{person.name} is not to be found in {place.row.name} any more and is told another"
                " way. Whoever has left can be disabled on the page “People”."
            )
            await self._tell(session, ready.keys, f"{place.app.kind}/person/{person.id}", why)
        await fail(session, ready.row, str(refused))

    async def _conversation_gone(
        self, session: AsyncSession, ready: Ready, refused: RefusedError
    ) -> None:
        place, account = ready.place, ready.account
        if place is not None and account is not None:
            kept = await chat_people.find(session, place.row.id, account)
            if kept is not None:
                await chat_people.write_to(session, place.row.id, account, None, kept.reference)
        await fail(session, ready.row, str(refused))

    async def _give_up(self, ready: Ready, why: str) -> None:
        row = ready.row
        _log.error("chats.given_up", message=row.run, tenant=row.tenant, why=why)
        async with self._database.tenant(row.tenant) as session:
            if ready.message.posted is not None:
                # It stands there as it was; the page behind it says how it is.
                await chat_messages.free(session, row.run)
                await outbox.done(session, [row.id])
                return
            await fail(session, row, why)
            await self._tell(session, ready.keys, ready.kind, why)

    async def _tell(
        self,
        session: AsyncSession,
        keys: TenantKeys,
        name: str,
        why: str,
        run: str | None = None,
    ) -> None:
        today = self._clock().date().isoformat()
        await troubles.channel(session, keys, name, why, today, run)


async def fail(session: AsyncSession, row: OutboxRow, why: str) -> None:
    """For good: by the next channel, if there is one that reaches them."""
    await outbox.done(session, [row.id])
    await chat_messages.ends(session, row.run, FAILED)
    failed = await deliveries.failed(session, row.run, why, row.attempts)
    if failed is not None and failed.person_id is not None:
        await notices.again(session, row.tenant, failed.notice_id)


async def _again(session: AsyncSession, ready: Ready, seconds: float) -> None:
    # Refused before anything was done; what was uncertain before that stays so.
    undone = ready.step == "post"
    await chat_messages.later(session, ready.row, seconds, counts=False, undone=undone)
