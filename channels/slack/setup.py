"""What is asked of Slack while an administrator sets it up: a code for tokens, who is who.

https://docs.slack.dev/authentication/installing-with-oauth. The id and the secret of the app go in
the body. Never: a code, a token or a secret in an address or an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeVar

import aiohttp
import msgspec

from channels.slack.asking import SLACK, Response, Web, asked, web
from channels.vendor import RefusedError
from definitions.values import JsonObject

SCOPES: Final = "x-oauth-scopes"
MOST_PAGES: Final = 20
"""Of a list that is answered twenty times a minute."""

PAGE: Final = 999
"""The most that Slack takes."""
TYPES: Final = "public_channel,private_channel"

_Shape = TypeVar("_Shape", bound=msgspec.Struct)

_ID: Final = re.compile(r"[CG][A-Z0-9]{6,20}")


class Team(msgspec.Struct, frozen=True):
    """A workspace."""

    id: str
    name: str = ""


class Let(msgspec.Struct, frozen=True):
    """The app was let in."""

    access_token: str = ""
    token_type: str = ""
    scope: str = ""
    bot_user_id: str = ""
    team: Team | None = None
    refresh_token: str = ""
    expires_in: int = 0
    is_enterprise_install: bool = False


class Bot(msgspec.Struct, frozen=True):
    """Whose token it is."""

    team_id: str
    team: str = ""
    user_id: str = ""
    bot_id: str = ""
    is_enterprise_install: bool = False


class Conversation(msgspec.Struct, frozen=True):
    """A channel, and whether the app is in it."""

    id: str
    name: str = ""
    is_member: bool = False
    is_archived: bool = False


class _More(msgspec.Struct, frozen=True):
    next_cursor: str = ""


class _List(msgspec.Struct, frozen=True):
    channels: list[Conversation]
    response_metadata: _More = _More()


class _Info(msgspec.Struct, frozen=True):
    channel: Conversation


@dataclass(slots=True)
class _Hears:
    """Keeps what stands above the answers."""

    web: Web
    headers: dict[str, str]

    async def api_call(
        self,
        api_method: str,
        *,
        data: JsonObject | None = None,
        json: JsonObject | None = None,
        params: JsonObject | None = None,
    ) -> Response:
        answer = await self.web.api_call(api_method, data=data, json=json, params=params)
        self.headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer


class Setup:
    """With a token of a bot, or without one yet."""

    def __init__(self, url: str, session: aiohttp.ClientSession, token: str = "") -> None:
        self._heard = _Hears(web(token, url, session), {})

    async def let_in(self, client_id: str, secret: str, code: str, redirect: str) -> Let:
        """A code counts once."""
        given: JsonObject = {
            "client_id": client_id,
            "client_secret": secret,
            "code": code,
            "redirect_uri": redirect,
        }
        return await self._asked("oauth.v2.access", Let, given)

    async def bot(self) -> tuple[Bot, list[str]]:
        """Whose token it is, and what it may do."""
        found = await self._asked("auth.test", Bot, {})
        named = self._heard.headers.get(SCOPES, "").split(",")
        return found, [one.strip() for one in named if one.strip()]

    async def revoke(self) -> None:
        """The token is good for nothing from then on."""
        await self._asked("auth.revoke", msgspec.Struct, {})

    async def conversations(self) -> list[Conversation]:
        """Channels in which the app is; those alone can be written to."""
        given: JsonObject = {"types": TYPES, "limit": PAGE, "exclude_archived": True}
        found: list[Conversation] = []
        for _ in range(MOST_PAGES):
            page = await self._asked("users.conversations", _List, given)
            found += page.channels
            if not page.response_metadata.next_cursor:
                break
            given = {**given, "cursor": page.response_metadata.next_cursor}
        return found

    async def conversation(self, wanted: str) -> Conversation:
        """By `#name` or id. Raises RefusedError where there is none that the app could see."""
        if _ID.fullmatch(wanted):
            given: JsonObject = {"channel": wanted}
            return (await self._asked("conversations.info", _Info, given)).channel
        name = wanted.removeprefix("#").lower()
        given = {"types": TYPES, "limit": PAGE, "exclude_archived": True}
        for _ in range(MOST_PAGES):
            page = await self._asked("conversations.list", _List, given)
            for one in page.channels:
                if one.name.lower() == name:
                    return one
            if not page.response_metadata.next_cursor:
                break
            given = {**given, "cursor": page.response_metadata.next_cursor}
        raise RefusedError(SLACK, "channel_not_found", "conversation")

    async def _asked(self, method: str, shape: type[_Shape], given: JsonObject) -> _Shape:
        return await asked(self._heard, method, shape, data=given)
