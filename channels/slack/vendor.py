"""Slack, for the round that carries messages: letters become blocks, and limits are kept.

Rates: https://docs.slack.dev/apis/web-api/rate-limits. What would be too much is refused here, as
Slack would refuse it. Never: a token anywhere but in a call; nothing tried twice.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

import aiohttp

from channels.pace import Pace, Rate
from channels.slack import message
from channels.slack.asking import SLACK, Lies
from channels.slack.client import Client
from channels.vendor import Letter, LimitedError, Place, RefusedError, Renewed
from definitions.values import JsonObject
from store.chat_messages import Posted
from store.chats import Tokens

POSTS: Final = Rate(280, 60.0)
"""In a workspace: "several hundred messages per minute"."""

CONVERSATION: Final = Rate(1, 1.0)
UPDATES: Final = Rate(48, 60.0)
LOOKS: Final = Rate(48, 60.0)
"""Tier 3: 50 a minute for each method; somewhat less, since clocks differ."""

SHORT_SECONDS: Final = 1.5
"""So long it waits by itself: until a conversation takes the next message."""

SKEW: Final = timedelta(minutes=2)
"""How far Slack's clock may be behind ours."""


class Slack:
    """One for a process; all workspaces."""

    def __init__(self, url: str, session: aiohttp.ClientSession, pace: Pace | None = None) -> None:
        """`url`: under which its methods are called."""
        self._url = url
        self._session = session
        self._pace = pace or Pace()

    async def account_of(self, place: Place, email: str) -> str | None:
        """Only who is a member: whoever is found so may decide here from then on."""
        self._looks(place, "lookup")
        found = await self._client(place).account_of(email)
        return found.id if found is not None and found.is_member(place.row.team) else None

    async def conversation_with(
        self,
        place: Place,
        account: str,
        reference: JsonObject | None,  # noqa: ARG002 - of other vendors
    ) -> str:
        self._looks(place, "open")
        return await self._client(place).conversation_with(account)

    async def post(
        self, place: Place, conversation: str, letter: Letter, delivery: str, thread: str | None
    ) -> Posted:
        own = (place.row.id, "post")
        windows = ((own, POSTS), ((*own, conversation), CONVERSATION))
        if 0 < (wait := self._pace.wait(*windows)) <= SHORT_SECONDS:
            await asyncio.sleep(wait)
            wait = self._pace.wait(*windows)
        _held(wait)
        written = message.write(letter.said, letter.token, letter.stands, letter.language)
        # Whoever is asked shall not have to look for it in a thread.
        asks = bool(letter.said.decisions) or letter.said.way is not None
        aloud = asks and not letter.stands
        client = self._client(place)
        lies = await client.post(conversation, written, delivery, thread, aloud=aloud)
        return Posted(conversation=lies.channel, posted=lies.ts, thread=thread)

    async def update(self, place: Place, posted: Posted, letter: Letter) -> None:
        _held(self._pace.wait(((place.row.id, "update"), UPDATES)))
        written = message.write(letter.said, letter.token, letter.stands, letter.language)
        await self._client(place).update(Lies(posted.conversation, posted.posted), written)

    async def found(
        self,
        place: Place,
        conversation: str,
        delivery: str,
        since: datetime,
        thread: str | None = None,
    ) -> Posted | None:
        """Where the app may not read, nobody knows."""
        self._looks(place, "history")
        client, earliest = self._client(place), (since - SKEW).timestamp()
        try:
            lies = await client.found(conversation, delivery, earliest, thread)
        except RefusedError as refused:
            if refused.code in ("missing_scope", "thread_not_found"):
                return None
            raise
        if lies is None:
            return None
        return Posted(conversation=lies.channel, posted=lies.ts, thread=thread)

    async def renewed(self, place: Place) -> Renewed | None:
        if not place.tokens.refresh:
            return None
        client = Client.of("", self._url, self._session)
        access = await client.renew(place.app.client_id, place.secrets.client, place.tokens.refresh)
        lasts = timedelta(seconds=access.expires_in)
        tokens = Tokens(
            bot=access.access_token, refresh=access.refresh_token or place.tokens.refresh
        )
        return Renewed(tokens, datetime.now(UTC) + lasts if lasts else None)

    def _client(self, place: Place) -> Client:
        return Client.of(place.tokens.bot, self._url, self._session)

    def _looks(self, place: Place, method: str) -> None:
        _held(self._pace.turn((place.row.id, method), LOOKS))


def _held(seconds: float) -> None:
    if seconds > 0:
        raise LimitedError(SLACK, seconds)
