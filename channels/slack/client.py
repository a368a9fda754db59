"""What those who decide, and whoever tells them, need of Slack: messages, people, modals, tokens.

Never: anything that a process asks of Slack by itself; that is calls.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import aiohttp
import msgspec

from channels.slack import asking
from channels.slack.asking import Answer, Lies, Web, asked, known
from channels.slack.message import Message
from channels.vendor import AwayError, RefusedError
from definitions.values import JsonObject

HISTORY: Final = 200
HISTORY_PAGES: Final = 5
"""So many are looked through for a message."""

EVENT: Final = "baton_delivery"
"""Under this name a message carries the id of its delivery, by which it is found again."""

_Shape = TypeVar("_Shape", bound=msgspec.Struct)


class _Named(Answer, frozen=True):
    id: str


class _Conversation(Answer, frozen=True):
    channel: _Named


class Profile(Answer, frozen=True):
    """What somebody has said of themselves, and Slack has verified."""

    email: str = ""


class Account(Answer, frozen=True):
    """Somebody of the workspace."""

    id: str
    team_id: str = ""
    is_stranger: bool = False
    deleted: bool = False
    is_bot: bool = False
    is_email_confirmed: bool = False
    profile: Profile = Profile()

    def is_member(self, team: str) -> bool:
        """Of this workspace, by an address that it has verified: nobody who comes from another."""
        here = not self.is_stranger and self.team_id in ("", team)
        return here and self.is_email_confirmed and not (self.deleted or self.is_bot)


class _Looked(Answer, frozen=True):
    user: Account


class _Metadata(Answer, frozen=True):
    event_type: str = ""
    event_payload: JsonObject = msgspec.field(default_factory=dict)


class _Said(Answer, frozen=True):
    ts: str
    metadata: _Metadata = _Metadata()


class _More(Answer, frozen=True):
    next_cursor: str = ""


class _History(Answer, frozen=True):
    messages: list[_Said]
    response_metadata: _More = _More()


class Access(Answer, frozen=True):
    """What there is in place of tokens that are over."""

    access_token: str
    refresh_token: str = ""
    expires_in: int = 0


@dataclass(frozen=True, slots=True)
class Client:
    """Of one workspace."""

    web: Web

    @classmethod
    def of(cls, token: str, url: str, session: aiohttp.ClientSession) -> Client:
        return cls(asking.web(token, url, session))

    async def post(
        self,
        conversation: str,
        message: Message,
        delivery: str,
        thread: str | None,
        *,
        aloud: bool = False,
    ) -> Lies:
        """`aloud`: what stands in a thread is shown in the conversation too."""
        metadata: JsonObject = {"event_type": EVENT, "event_payload": {"id": delivery}}
        given: JsonObject = {
            "channel": conversation,
            "text": message.text,
            "blocks": [*message.blocks],
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread is not None:
            given |= {"thread_ts": thread, "reply_broadcast": aloud}
        return await self._ask("chat.postMessage", Lies, given)

    async def update(self, lies: Lies, message: Message) -> None:
        given: JsonObject = {
            "channel": lies.channel,
            "ts": lies.ts,
            "text": message.text,
            "blocks": [*message.blocks],
        }
        await self._ask("chat.update", Answer, given)

    async def found(
        self, conversation: str, delivery: str, since: float, thread: str | None = None
    ) -> Lies | None:
        """A message of which nobody knows whether it was posted. A thread has its own list.

        None: it was not. Raises AwayError where there is too much to look through.
        """
        method = "conversations.history" if thread is None else "conversations.replies"
        given: JsonObject = {
            "channel": conversation,
            "oldest": f"{since:.6f}",
            "include_all_metadata": "true",
            "limit": HISTORY,
            **known("ts", thread),
        }
        for _ in range(HISTORY_PAGES):
            history = await self._ask(method, _History, given, form=True)
            for one in history.messages:
                if one.metadata.event_payload.get("id") == delivery:
                    return Lies(conversation, one.ts)
            if not history.response_metadata.next_cursor:
                return None
            given = given | {"cursor": history.response_metadata.next_cursor}
        raise AwayError("Too much was said there since.")

    async def conversation_with(self, account: str) -> str:
        opened = await self._ask("conversations.open", _Conversation, {"users": account})
        return opened.channel.id

    async def account_of(self, email: str) -> Account | None:
        """Nobody has this address there, or nobody who could read."""
        try:
            found = await self._ask("users.lookupByEmail", _Looked, {"email": email}, form=True)
        except RefusedError as refused:
            if refused.lost == "person":
                return None
            raise
        return None if found.user.deleted or found.user.is_bot else found.user

    async def account(self, account: str) -> Account:
        return (await self._ask("users.info", _Looked, {"user": account}, form=True)).user

    async def renew(self, client: str, secret: str, refresh: str) -> Access:
        """In the body, since the library warns of its own way to say who asks."""
        given: JsonObject = {
            "client_id": client,
            "client_secret": secret,
            "grant_type": "refresh_token",
            "refresh_token": refresh,
        }
        return await self._ask("oauth.v2.access", Access, given, form=True)

    async def open_view(self, trigger: str, view: JsonObject) -> None:
        await self._ask("views.open", Answer, {"trigger_id": trigger, "view": view})

    async def show_home(self, account: str, view: JsonObject) -> None:
        await self._ask("views.publish", Answer, {"user_id": account, "view": view})

    async def _ask(
        self, method: str, shape: type[_Shape], given: JsonObject, *, form: bool = False
    ) -> _Shape:
        """Those that only look take a form, the others JSON."""
        return await asked(self.web, method, shape, **{"data" if form else "json": given})
