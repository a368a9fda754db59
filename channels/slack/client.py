"""What is asked of Slack, by its own library: each answer read, each refusal told apart.

Tries nothing twice by itself; whoever asks knows when that is right. Never: a token in an error, or
a text of Slack's passed on to people; what it refuses has a code, and words.py has the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol, TypeVar, cast

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.message import Message
from channels.vendor import AwayError, LimitedError, Lost, RefusedError
from definitions.values import JsonObject

TIMEOUT_SECONDS: Final = 10
LONGEST_REST_SECONDS: Final = 3_600
HISTORY: Final = 200
HISTORY_PAGES: Final = 5
SLACK: Final = "Slack"
EVENT: Final = "baton_delivery"
"""Under this name a message carries the id of its delivery, by which it is found again."""

_AWAY: Final = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""Slack's own troubles: whether it was done, it doesn't say."""

_PLACE = dict.fromkeys(
    (
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "invalid_refresh_token",
        "invalid_client_id",
        "bad_client_secret",
    ),
    "place",
)
_PERSON = dict.fromkeys(
    ("user_not_found", "users_not_found", "user_disabled", "user_not_visible"), "person"
)
_CONVERSATION = dict.fromkeys(
    ("channel_not_found", "is_archived", "not_in_channel", "messages_tab_disabled"), "conversation"
)
_MESSAGE = dict.fromkeys(
    (
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "thread_not_found",
        "cannot_reply_to_message",
    ),
    "message",
)
_LOST = cast(
    "Mapping[str, Lost]",
    {**_PLACE, "token_expired": "tokens", **_PERSON, **_CONVERSATION, **_MESSAGE},
)
"""What a code says is not there any more."""

_Shape = TypeVar("_Shape", bound=msgspec.Struct)


class _Answer(msgspec.Struct, frozen=True):
    pass


class _Named(_Answer, frozen=True):
    id: str


class _Conversation(_Answer, frozen=True):
    channel: _Named


class Lies(_Answer, frozen=True):
    """Where a message lies."""

    channel: str
    ts: str


class Profile(_Answer, frozen=True):
    """What somebody has said of themselves, and Slack has verified."""

    email: str = ""


class Account(_Answer, frozen=True):
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


class _Looked(_Answer, frozen=True):
    user: Account


class _Metadata(_Answer, frozen=True):
    event_type: str = ""
    event_payload: JsonObject = {}


class _Said(_Answer, frozen=True):
    ts: str
    metadata: _Metadata = _Metadata()


class _More(_Answer, frozen=True):
    next_cursor: str = ""


class _History(_Answer, frozen=True):
    messages: list[_Said]
    response_metadata: _More = _More()


class Access(_Answer, frozen=True):
    """What there is in place of tokens that are over."""

    access_token: str
    refresh_token: str = ""
    expires_in: int = 0


class _Response(Protocol):
    """As the library gives it, with its types."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> dict[str, str]: ...

    @property
    def data(self) -> object: ...


class _Web(Protocol):
    async def api_call(
        self,
        api_method: str,
        *,
        json: JsonObject | None = None,
        data: JsonObject | None = None,
    ) -> _Response: ...


@dataclass(frozen=True, slots=True)
class Client:
    """Of one workspace."""

    web: _Web

    @classmethod
    def of(cls, token: str, url: str, session: aiohttp.ClientSession) -> Client:
        web = AsyncWebClient(
            token, url, timeout=TIMEOUT_SECONDS, session=session, retry_handlers=[]
        )
        return cls(cast("_Web", web))

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
        await self._ask("chat.update", _Answer, given)

    async def found(
        self, conversation: str, delivery: str, since: float, thread: str | None = None
    ) -> Lies | None:
        """A message of which nobody knows whether it was posted. A thread has its own list."""
        method = "conversations.history" if thread is None else "conversations.replies"
        given: JsonObject = {
            "channel": conversation,
            "oldest": f"{since:.6f}",
            "include_all_metadata": True,
            "limit": HISTORY,
            **_if("ts", thread),
        }
        for _ in range(HISTORY_PAGES):
            history = await self._ask(method, _History, given)
            for one in history.messages:
                if one.metadata.event_payload.get("id") == delivery:
                    return Lies(conversation, one.ts)
            if not history.response_metadata.next_cursor:
                break
            given = given | {"cursor": history.response_metadata.next_cursor}
        return None

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
        await self._ask("views.open", _Answer, {"trigger_id": trigger, "view": view})

    async def show_home(self, account: str, view: JsonObject) -> None:
        await self._ask("views.publish", _Answer, {"user_id": account, "view": view})

    async def ask(self, method: str, shape: type[_Shape], given: JsonObject) -> _Shape:
        """What only those need who set Slack up: by a form."""
        return await self._ask(method, shape, given, form=True)

    async def _ask(
        self, method: str, shape: type[_Shape], given: JsonObject, *, form: bool = False
    ) -> _Shape:
        """Those that only look take a form, the others JSON."""
        try:
            if form:
                answer = await self.web.api_call(method, data=given)
            else:
                answer = await self.web.api_call(method, json=given)
        except SlackApiError as error:
            raise _refusal(cast("_Response", error.response)) from None
        except (TimeoutError, SlackClientError, aiohttp.ClientError, ValueError) as error:
            raise AwayError(f"Slack can't be reached: {type(error).__name__}.") from None
        try:
            return msgspec.convert(answer.data, shape)
        except msgspec.ValidationError as error:
            raise AwayError(f"Slack answers otherwise than it says: {method}.") from error


def _refusal(answer: _Response) -> Exception:
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return LimitedError(SLACK, _seconds(answer.headers))
    data = answer.data
    code = cast("dict[str, object]", data).get("error") if isinstance(data, dict) else None
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or not isinstance(code, str):
        return AwayError(f"Slack answers {answer.status_code}.")
    if code in _AWAY:
        return AwayError(f"Slack answers {code}.")
    if code == "ratelimited":
        return LimitedError(SLACK, _seconds(answer.headers))
    return RefusedError(SLACK, code, _LOST.get(code))


def _seconds(headers: dict[str, str]) -> float:
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    with suppress(ValueError):
        return min(max(float(said), 1.0), LONGEST_REST_SECONDS)
    return 1.0


def _if(name: str, value: str | None) -> JsonObject:
    return {} if value is None else {name: value}
