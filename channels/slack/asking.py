"""How Slack is asked, by its own library: an answer is read, and each refusal told apart.

Tries nothing twice by itself; whoever asks knows when that is right. Never: a token in an error, or
a text of Slack's passed on to people; what it refuses has a code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, Protocol, TypeVar, cast

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from channels.refusals import ScopeError, UnsentError
from channels.vendor import AwayError, LimitedError, Lost, RefusedError
from definitions.values import JsonObject

SLACK: Final = "Slack"
TIMEOUT_SECONDS: Final = 10

_AWAY: Final = frozenset(
    {
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "update_failed",
        "external_channel_migrating",
        "org_login_required",
        "team_added_to_org",
    }
)
"""https://docs.slack.dev/reference/methods/chat.postMessage, chat.update: some of it may have been
done, or a workspace is being moved; it passes."""

_LIMITED: Final = frozenset({"ratelimited", "rate_limited"})

_CODE: Final = re.compile(r"[a-z0-9_]{1,60}")
_SCOPES: Final = re.compile(r"[a-z:._,]{1,200}")

_PLACE = dict.fromkeys(
    (
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "not_authed",
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


class Answer(msgspec.Struct, frozen=True):
    """What Slack says to something; what else is in it isn't read."""


class Lies(Answer, frozen=True):
    """Where a message lies."""

    channel: str
    ts: str


class Response(Protocol):
    """As the library gives it, with its types."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def data(self) -> object: ...


class Web(Protocol):
    """The library, as far as it is used."""

    async def api_call(
        self,
        api_method: str,
        *,
        data: JsonObject | None = None,
        json: JsonObject | None = None,
        params: JsonObject | None = None,
    ) -> Response: ...


def web(
    token: str, url: str, session: aiohttp.ClientSession, seconds: int = TIMEOUT_SECONDS
) -> Web:
    """Without a token, where there is none yet."""
    given = token or None
    made = AsyncWebClient(given, url, timeout=seconds, session=session, retry_handlers=[])
    return cast("Web", made)


async def asked(web: Web, method: str, shape: type[_Shape], **given: JsonObject) -> _Shape:
    """`given` as `json`, or for those that only look as `data` or `params`."""
    try:
        answer = await web.api_call(method, **given)
    except SlackApiError as error:
        raise _refusal(cast("Response", error.response)) from None
    except aiohttp.ClientConnectorError as error:
        raise UnsentError(f"Slack can't be reached: {type(error).__name__}.") from None
    except (TimeoutError, SlackClientError, aiohttp.ClientError, ValueError) as error:
        raise AwayError(f"Slack can't be reached: {type(error).__name__}.") from None
    try:
        return msgspec.convert(answer.data, shape)
    except msgspec.ValidationError:
        raise AwayError(f"Slack answers otherwise than it says: {method}.") from None


def known(name: str, value: str | None) -> JsonObject:
    """Nothing, where there is nothing to say."""
    return {} if value is None else {name: value}


def _refusal(answer: Response) -> Exception:
    data = cast("dict[str, object]", answer.data) if isinstance(answer.data, dict) else {}
    code = data.get("error")
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or code in _LIMITED:
        return LimitedError.until(SLACK, _rest(answer.headers))
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or not isinstance(code, str):
        return AwayError(f"Slack answers {answer.status_code}.")
    if code in _AWAY:
        return AwayError(f"Slack answers {code}.")
    named = code if _CODE.fullmatch(code) else "unknown"
    if code == "missing_scope":
        needed = str(data.get("needed") or "")
        return ScopeError(SLACK, named, needed if _SCOPES.fullmatch(needed) else "")
    return RefusedError(SLACK, named, _LOST.get(code))


def _rest(headers: Mapping[str, str]) -> str:
    return next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
