"""What is asked of Slack, by its own library: each answer read, each refusal told apart.

Tries nothing twice by itself; whoever asks knows when that is right. Never: a token in an error, or
a text of Slack's passed on to people; what it refuses has a code, and words.py has the words.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol, TypeVar, cast

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.message import Message
from definitions.values import JsonObject

TIMEOUT_SECONDS: Final = 10
LONGEST_REST_SECONDS: Final = 3_600
EVENT: Final = "baton_delivery"
"""Under this name a message carries the id of its delivery, by which it is found again."""

PLACE_LOST: Final = frozenset(
    {"invalid_auth", "token_revoked", "account_inactive", "not_authed", "org_login_required"}
)
"""The app is not there any more."""

TOKEN_OVER: Final = "token_expired"  # noqa: S105 - a code
PERSON_LOST: Final = frozenset(
    {"user_not_found", "users_not_found", "user_disabled", "channel_not_found", "is_archived"}
)
"""There is nobody whom it could reach."""

MESSAGE_LOST: Final = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found"}
)
"""It was deleted there."""

_Shape = TypeVar("_Shape", bound="_Answer")


class AwayError(Exception):
    """No answer, or none that could be read; whether it was done, nobody knows."""


class RefusedError(Exception):
    """Slack has said no, and nothing was done."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refuses: {code}.")
        self.code = code


class LimitedError(RefusedError):
    """Too much at once."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


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
    is_email_confirmed: bool = True
    profile: Profile = Profile()


class _Looked(_Answer, frozen=True):
    user: Account


class _Metadata(_Answer, frozen=True):
    event_type: str = ""
    event_payload: JsonObject = {}


class _Said(_Answer, frozen=True):
    ts: str
    metadata: _Metadata = _Metadata()


class _History(_Answer, frozen=True):
    messages: list[_Said]


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
        params: JsonObject | None = None,
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
        self, conversation: str, message: Message, delivery: str, thread: str | None
    ) -> Lies:
        metadata: JsonObject = {"event_type": EVENT, "event_payload": {"id": delivery}}
        given: JsonObject = {
            "channel": conversation,
            "text": message.text,
            "blocks": [*message.blocks],
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        return await self._ask("chat.postMessage", Lies, given | _if("thread_ts", thread))

    async def update(self, lies: Lies, message: Message) -> None:
        given: JsonObject = {
            "channel": lies.channel,
            "ts": lies.ts,
            "text": message.text,
            "blocks": [*message.blocks],
        }
        await self._ask("chat.update", _Answer, given)

    async def found(self, conversation: str, delivery: str, since: float) -> Lies | None:
        """A message of which nobody knows whether it was posted."""
        given: JsonObject = {
            "channel": conversation,
            "oldest": f"{since:.6f}",
            "include_all_metadata": True,
            "limit": 100,
        }
        history = await self._ask("conversations.history", _History, given)
        for one in history.messages:
            if one.metadata.event_payload.get("id") == delivery:
                return Lies(conversation, one.ts)
        return None

    async def conversation_with(self, account: str) -> str:
        opened = await self._ask("conversations.open", _Conversation, {"users": account})
        return opened.channel.id

    async def account_of(self, email: str) -> Account | None:
        """Nobody has this address there, or nobody who could read."""
        try:
            found = await self._ask("users.lookupByEmail", _Looked, {"email": email}, form=True)
        except RefusedError as refused:
            if refused.code in PERSON_LOST:
                return None
            raise
        return None if found.user.deleted or found.user.is_bot else found.user

    async def account(self, account: str) -> Account:
        return (await self._ask("users.info", _Looked, {"user": account}, form=True)).user

    async def open_view(self, trigger: str, view: JsonObject) -> None:
        await self._ask("views.open", _Answer, {"trigger_id": trigger, "view": view})

    async def show_home(self, account: str, view: JsonObject) -> None:
        await self._ask("views.publish", _Answer, {"user_id": account, "view": view})

    async def _ask(
        self, method: str, shape: type[_Shape], given: JsonObject, *, form: bool = False
    ) -> _Shape:
        """Those that only look take a form, the others JSON."""
        try:
            if form:
                answer = await self.web.api_call(method, params=given)
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
        return LimitedError(_seconds(answer.headers))
    data = answer.data
    code = cast("dict[str, object]", data).get("error") if isinstance(data, dict) else None
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or not isinstance(code, str):
        return AwayError(f"Slack answers {answer.status_code}.")
    if code == "ratelimited":
        return LimitedError(_seconds(answer.headers))
    return RefusedError(code)


def _seconds(headers: dict[str, str]) -> float:
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    with suppress(ValueError):
        return min(max(float(said), 1.0), LONGEST_REST_SECONDS)
    return 1.0


def _if(name: str, value: str | None) -> JsonObject:
    return {} if value is None else {name: value}
