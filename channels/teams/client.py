"""What is asked of Teams' connector: each answer read, each refusal told apart.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference,
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/conversation-messages
Tries nothing twice by itself, but for a token that is not taken any more, with which nothing can
have been done. Never: a token to another host than Teams' own, or in an error.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import suppress
from http import HTTPStatus
from typing import Final, TypeVar
from urllib.parse import quote

import aiohttp
import msgspec
from yarl import URL

from channels.teams import where as places
from channels.teams.login import Client, Login, Session
from channels.teams.settings import TeamsSettings
from channels.teams.where import ForeignError, Where
from channels.vendor import AwayError, LimitedError, Lost, RefusedError
from definitions.values import JsonObject

VENDOR: Final = "Teams"
TIMEOUT_SECONDS: Final = 10.0
MOST_BYTES: Final = 2_000_000
"""Of an answer; a page of members has a quarter."""

TEAMS: Final = "/v3/teams/"
PAGE: Final = 500
MOST_PAGES: Final = 100
FOREIGN: Final = "ForeignServiceUrl"
DISABLED: Final = frozenset({"BotDisabledByAdmin", "BotNotRegistered"})
GONE: Final = frozenset({"ActivityNotFoundInConversation"})

_Shape = TypeVar("_Shape")


class Member(msgspec.Struct, frozen=True, rename="camel"):
    """Somebody in a conversation, as their tenant knows them."""

    id: str
    name: str = ""
    email: str = ""
    user_principal_name: str = ""
    tenant_id: str = ""
    user_role: str = ""
    aad_object_id: str = ""
    object_id: str = ""


class _Made(msgspec.Struct, frozen=True):
    id: str = ""


class Channel(msgspec.Struct, frozen=True):
    """One of a team. The one that each team has from the beginning has no name."""

    id: str
    name: str | None = None


class _Channels(msgspec.Struct, frozen=True):
    conversations: list[Channel] = []


class Team(msgspec.Struct, frozen=True):
    """One into which the app was let."""

    id: str = ""
    name: str | None = None


class _Page(msgspec.Struct, frozen=True, rename="camel"):
    members: list[Member] = []
    continuation_token: str | None = None


class _Fault(msgspec.Struct, frozen=True):
    code: str = ""


class _Refusal(msgspec.Struct, frozen=True):
    error: _Fault = _Fault()


class _Nothing(msgspec.Struct, frozen=True):
    pass


class Connector:
    """Of one process. Its connections open with the first call."""

    @classmethod
    def open(cls, settings: TeamsSettings) -> Connector:
        return cls(Login(Session(settings.teams_login_url)), settings.more_hosts)

    def __init__(self, login: Login, more_hosts: frozenset[str] = frozenset()) -> None:
        self._login = login
        self._more_hosts = more_hosts
        self._http: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
        self._login.close()

    async def post(self, client: Client, where: Where, activity: JsonObject) -> str:
        """Answers what Teams calls the message."""
        made = await self._ask(client, where, "POST", "/activities", _Made, body=activity)
        if not made.id:
            raise AwayError("Teams does not say where the message lies.")
        return made.id

    async def update(self, client: Client, where: Where, posted: str, activity: JsonObject) -> None:
        path = f"/activities/{quote(posted, safe='')}"
        await self._ask(client, where, "PUT", path, _Nothing, body=activity)

    async def begin(self, client: Client, service: str, account: str) -> Where:
        """The conversation with one person, made where there is none; there is one only."""
        given: JsonObject = {
            "bot": {"id": f"28:{client.id}"},
            "members": [{"id": account}],
            "isGroup": False,
            "tenantId": client.tenant,
            "channelData": {"tenant": {"id": client.tenant}},
        }
        base = Where(service, "")
        made = await self._ask(client, base, "POST", "", _Made, body=given)
        if not made.id:
            raise AwayError("Teams does not say where the conversation is.")
        return Where(service, made.id)

    async def member(self, client: Client, where: Where, account: str) -> Member | None:
        """None: they are not in there."""
        path = f"/members/{quote(account, safe='')}"
        try:
            return await self._ask(client, where, "GET", path, Member)
        except RefusedError as refused:
            if refused.code == "MemberNotFoundInConversation":
                return None
            raise

    async def members(self, client: Client, where: Where) -> AsyncGenerator[Member]:
        """All that are in there, page by page."""
        token: str | None = None
        for _ in range(MOST_PAGES):
            query = {"pageSize": str(PAGE)}
            if token is not None:
                query["continuationToken"] = token
            page = await self._ask(client, where, "GET", "/pagedmembers", _Page, query=query)
            for one in page.members:
                yield one
            token = page.continuation_token
            if not token:
                return

    async def team(self, client: Client, service: str, team: str) -> Team:
        """As /bots/how-to/get-teams-context has it, and the next too."""
        at = places.of(service, team)
        return await self._ask(client, at, "GET", "", Team, below=TEAMS)

    async def channels(self, client: Client, service: str, team: str) -> list[Channel]:
        at = places.of(service, team)
        found = await self._ask(client, at, "GET", "/conversations", _Channels, below=TEAMS)
        return found.conversations

    async def _ask(
        self,
        client: Client,
        where: Where,
        verb: str,
        path: str,
        shape: type[_Shape],
        *,
        body: JsonObject | None = None,
        query: dict[str, str] | None = None,
        below: str = places.CONVERSATIONS,
    ) -> _Shape:
        try:
            places.checked(where.service, self._more_hosts)
        except ForeignError:
            raise RefusedError(VENDOR, FOREIGN, "conversation") from None
        url = where.write(below).removesuffix("/") + path
        token = await self._login.token(client)
        status, answer, rest = await self._send(verb, url, token, body, query)
        if status == HTTPStatus.UNAUTHORIZED:
            token = await self._login.token(client, anew=True)
            status, answer, rest = await self._send(verb, url, token, body, query)
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise _refusal(status, _code(answer), rest, where)
        try:
            return msgspec.json.decode(answer or b"{}", type=shape)
        except msgspec.DecodeError as error:
            raise AwayError(f"Teams answers otherwise than it says: {verb}.") from error

    async def _send(
        self, verb: str, url: str, token: str, body: JsonObject | None, query: dict[str, str] | None
    ) -> tuple[int, bytes, str]:
        """Status, body, and how long to rest."""
        if self._http is None:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
            self._http = aiohttp.ClientSession(timeout=timeout)
        headers = {"Authorization": f"Bearer {token}"}
        data = None if body is None else msgspec.json.encode(body)
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with self._http.request(
                verb,
                URL(url, encoded=True),
                headers=headers,
                data=data,
                params=query,
                allow_redirects=False,
            ) as answer:
                read = await answer.content.read(MOST_BYTES)
                while not answer.content.at_eof() and len(read) < MOST_BYTES:
                    read += await answer.content.read(MOST_BYTES - len(read))
                return answer.status, read, answer.headers.get("Retry-After", "")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise AwayError(f"Teams can't be reached: {type(error).__name__}.") from None


def _refusal(status: int, code: str, rest: str, where: Where) -> Exception:
    named = code or str(status)
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.PRECONDITION_FAILED):
        # The page names both as what is over in a moment; nothing was done.
        return LimitedError.until(VENDOR, rest)
    if status < HTTPStatus.BAD_REQUEST or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return AwayError(f"Teams answers {status}.")
    return RefusedError(VENDOR, named, _lost(status, code, where))


def _lost(status: int, code: str, where: Where) -> Lost | None:
    if status == HTTPStatus.UNAUTHORIZED or code in DISABLED:
        return "place"
    if code in GONE:
        return "message"
    if status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return "conversation" if where.is_shared else "person"
    return None


def _code(answer: bytes) -> str:
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(answer, type=_Refusal).error.code
    return ""
