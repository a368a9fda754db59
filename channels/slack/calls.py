"""What functions of processes ask of Slack: messages, files, people and channels by name.

Never: what those who decide need of Slack; that is client.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Final, TypeVar

import aiohttp
import msgspec

from channels.refusals import ScopeError, UnsentError
from channels.slack import asking
from channels.slack.asking import Answer, Lies, Web, asked, known
from channels.slack.message import Message
from channels.vendor import AwayError, RefusedError
from definitions.values import Json, JsonObject

TIMEOUT_SECONDS: Final = 15
UPLOAD_SECONDS: Final = 40
EVENT: Final = "baton_call"
"""Under this name a message carries the key of its call, by which it is found again."""

PAGE: Final = 200
PAGES: Final = 5
"""So many are looked through for a message, and for a channel by its name."""

CHANNELS_PAGE: Final = 999
CHANNELS_PAGES: Final = 20

_Shape = TypeVar("_Shape", bound=Answer)


class _Link(Answer, frozen=True):
    permalink: str


class _Profile(Answer, frozen=True):
    real_name: str = ""


class Account(Answer, frozen=True):
    """Somebody of the workspace."""

    id: str
    name: str = ""
    deleted: bool = False
    is_bot: bool = False
    profile: _Profile = _Profile()

    @property
    def called(self) -> str:
        return self.profile.real_name or self.name


class Channel(Answer, frozen=True):
    id: str
    name: str = ""
    is_archived: bool = False


class _Looked(Answer, frozen=True):
    user: Account


class _Conversation(Answer, frozen=True):
    channel: Channel


class _Cursor(Answer, frozen=True):
    next_cursor: str = ""


class _Channels(Answer, frozen=True):
    channels: list[Channel]
    response_metadata: _Cursor = _Cursor()


class _Metadata(Answer, frozen=True):
    event_payload: JsonObject = msgspec.field(default_factory=dict)


class _Said(Answer, frozen=True):
    ts: str
    metadata: _Metadata = _Metadata()


class _History(Answer, frozen=True):
    messages: list[_Said]
    has_more: bool = False
    response_metadata: _Cursor = _Cursor()


class _Upload(Answer, frozen=True):
    upload_url: str
    file_id: str


class File(Answer, frozen=True):
    """As it lies there."""

    id: str
    permalink: str = ""


class _Uploaded(Answer, frozen=True):
    files: list[File]


class Renewal(Answer, frozen=True):
    """Tokens in place of those that are over."""

    access_token: str
    refresh_token: str = ""
    expires_in: int = 0


@dataclass(frozen=True, slots=True)
class Calls:
    """Of one workspace."""

    web: Web
    session: aiohttp.ClientSession

    @classmethod
    def of(cls, token: str, url: str, session: aiohttp.ClientSession) -> Calls:
        return cls(asking.web(token, url, session, TIMEOUT_SECONDS), session)

    # ---- messages

    async def post(self, conversation: str, message: Message, key: str, thread: str | None) -> Lies:
        metadata: JsonObject = {"event_type": EVENT, "event_payload": {"id": key}}
        given: JsonObject = {
            "channel": conversation,
            "text": message.text,
            "blocks": [*message.blocks],
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        return await self._json("chat.postMessage", Lies, given | known("thread_ts", thread))

    async def update(self, lies: Lies, message: Message) -> None:
        blocks: list[Json] = [*message.blocks]
        where: JsonObject = {"channel": lies.channel, "ts": lies.ts}
        await self._json("chat.update", Answer, {**where, "text": message.text, "blocks": blocks})

    async def found(
        self, conversation: str, key: str, thread: str | None, since: datetime
    ) -> Lies | None:
        """A message of which nobody knows whether it was posted; None: it was not.

        Raises AwayError where there is too much to look through. Needs channels:history, or its
        like for what isn't public.
        """
        given: JsonObject = {
            "channel": conversation,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": "true",
            "limit": PAGE,
            **known("ts", thread),
        }
        method = "conversations.history" if thread is None else "conversations.replies"
        cursor: str | None = None
        for _ in range(PAGES):
            page = await self._form(method, _History, given | known("cursor", cursor))
            for one in page.messages:
                if one.metadata.event_payload.get("id") == key:
                    return Lies(conversation, one.ts)
            cursor = page.response_metadata.next_cursor
            if not page.has_more or not cursor:
                return None
        raise AwayError("Too much was said there since.")

    async def link(self, lies: Lies) -> str:
        """By which people open it."""
        where: JsonObject = {"channel": lies.channel, "message_ts": lies.ts}
        return (await self._form("chat.getPermalink", _Link, where)).permalink

    # ---- files

    async def upload(self, name: str, content: bytes) -> str:
        """Its bytes; nobody sees it before it is shared. Answers its id."""
        asked: JsonObject = {"filename": name, "length": len(content)}
        place = await self._form("files.getUploadURLExternal", _Upload, asked)
        limit = aiohttp.ClientTimeout(total=UPLOAD_SECONDS)
        try:
            async with self.session.post(
                place.upload_url, data=BytesIO(content), timeout=limit, allow_redirects=False
            ) as answer:
                if answer.status != HTTPStatus.OK:
                    raise UnsentError("Slack has not taken the bytes of a file.")
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise UnsentError(f"Slack can't be reached: {type(error).__name__}.") from None
        return place.file_id

    async def share(
        self, files: Mapping[str, str], conversation: str, comment: str, thread: str | None
    ) -> list[File]:
        """Files by their ids, each with its title: from now on the conversation sees them."""
        listed: list[Json] = [{"id": one, "title": title} for one, title in files.items()]
        given: JsonObject = {"files": listed, "channel_id": conversation}
        given |= known("initial_comment", comment or None) | known("thread_ts", thread)
        return (await self._json("files.completeUploadExternal", _Uploaded, given)).files

    # ---- who and where

    async def conversation_with(self, account: str) -> str:
        opened = await self._json("conversations.open", _Conversation, {"users": account})
        return opened.channel.id

    async def account_of(self, email: str) -> Account | None:
        """None: nobody has this address there, or nobody who could read."""
        try:
            found = await self._form("users.lookupByEmail", _Looked, {"email": email})
        except RefusedError as refused:
            if refused.code == "users_not_found":
                return None
            raise
        return None if found.user.deleted or found.user.is_bot else found.user

    async def channel_of(self, name: str) -> Channel | None:
        """Public ones, and private ones that the app is in, as far as its scopes let it look."""
        kinds = "public_channel,private_channel"
        try:
            return await self._channel_of(name, kinds)
        except ScopeError as refused:
            if "groups:read" not in refused.needed:
                raise
            return await self._channel_of(name, "public_channel")

    async def _channel_of(self, name: str, kinds: str) -> Channel | None:
        given: JsonObject = {"types": kinds, "exclude_archived": "true", "limit": CHANNELS_PAGE}
        cursor: str | None = None
        for _ in range(CHANNELS_PAGES):
            page = await self._form(
                "conversations.list", _Channels, given | known("cursor", cursor)
            )
            found = next((one for one in page.channels if one.name == name), None)
            cursor = page.response_metadata.next_cursor
            if found is not None or not cursor:
                return found
        return None

    # ---- tokens

    async def renewed(self, client_id: str, secret: str, refresh: str) -> Renewal:
        """New tokens; the old refresh token is good for nothing any more."""
        given: JsonObject = {
            "client_id": client_id,
            "client_secret": secret,
            "grant_type": "refresh_token",
            "refresh_token": refresh,
        }
        return await asked(self.web, "oauth.v2.access", Renewal, data=given)

    # ---- how it is asked

    async def _json(self, method: str, shape: type[_Shape], given: JsonObject) -> _Shape:
        return await asked(self.web, method, shape, json=given)

    async def _form(self, method: str, shape: type[_Shape], given: JsonObject) -> _Shape:
        """Those that only look take a form."""
        return await asked(self.web, method, shape, params=given)
