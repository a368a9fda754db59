"""What functions of processes ask of Microsoft Graph: events of a calendar, and mails.

https://learn.microsoft.com/en-us/graph/api/user-post-events, …/user-list-calendarview and
…/user-sendmail, by the Teams app of the organisation: permissions are those of the app, which an
administrator grants. Tries nothing twice by itself, but for a token that is not taken any more.
Never: a token in an error, a token to another host, or a text of Microsoft's passed on to people.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Final, TypeVar
from urllib.parse import quote

import aiohttp
import msgspec

from channels.refusals import ScopeError, UnsentError
from channels.teams.login import Client, Login
from channels.vendor import AwayError, LimitedError, Lost, RefusedError
from definitions.values import Json, JsonObject

GRAPH: Final = "Microsoft"
URL: Final = "https://graph.microsoft.com"
SCOPE: Final = "https://graph.microsoft.com/.default"
CALENDARS_WRITE, CALENDARS_READ, MAIL_SEND = "Calendars.ReadWrite", "Calendars.Read", "Mail.Send"
"""Application permissions: https://learn.microsoft.com/en-us/graph/permissions-reference"""

TIMEOUT_SECONDS: Final = 20.0
MOST_BYTES: Final = 4_000_000
"""Of an answer."""

NOBODY: Final = frozenset(
    {
        "ErrorInvalidUser",
        "ErrorNonExistentMailbox",
        "MailboxNotEnabledForRESTAPI",
        "Request_ResourceNotFound",
        "ResourceNotFound",
    }
)
"""There is no such mailbox."""

SHOWN: Final = (
    "id,subject,start,end,isAllDay,isCancelled,organizer,attendees,location,webLink,onlineMeeting"
)
_CODE: Final = re.compile(r"[A-Za-z0-9_.]{1,80}")
_Shape = TypeVar("_Shape")


class _Shaped(msgspec.Struct, frozen=True, rename="camel"):
    pass


class Address(_Shaped, frozen=True):
    name: str | None = None
    address: str | None = None


class Somebody(_Shaped, frozen=True):
    email_address: Address = Address()


class Moment(_Shaped, frozen=True):
    """In UTC, as it was asked for."""

    date_time: str = ""


class _Location(_Shaped, frozen=True):
    display_name: str | None = None


class Online(_Shaped, frozen=True):
    join_url: str | None = None


class Event(_Shaped, frozen=True):
    id: str
    subject: str | None = None
    start: Moment = Moment()
    end: Moment = Moment()
    is_all_day: bool = False
    is_cancelled: bool = False
    organizer: Somebody | None = None
    attendees: list[Somebody] = []
    location: _Location = _Location()
    web_link: str | None = None
    online_meeting: Online | None = None

    @property
    def meeting(self) -> str | None:
        """By which it is joined in Teams."""
        return None if self.online_meeting is None else self.online_meeting.join_url


class Events(msgspec.Struct, frozen=True):
    value: list[Event] = []
    more: str | None = msgspec.field(name="@odata.nextLink", default=None)


class _Nothing(msgspec.Struct, frozen=True):
    pass


class _Fault(msgspec.Struct, frozen=True):
    code: str = ""


class _Refusal(msgspec.Struct, frozen=True):
    error: _Fault = _Fault()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """As it is to be; moments in UTC, as 2026-11-23T09:00:00."""

    subject: str
    html: str
    start: str
    end: str
    attendees: tuple[str, ...] = ()
    location: str = ""
    online: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    name: str
    media_type: str
    base64: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    subject: str
    html: str
    to: tuple[str, ...]
    copies: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()
    answers_to: tuple[str, ...] = ()
    files: tuple[Attached, ...] = ()
    kept: bool = True
    """Among what the mailbox has sent."""


class Graph:
    """Of one process. Its connections open with the first call. `login` is one for SCOPE."""

    def __init__(self, login: Login, url: str = URL) -> None:
        self._login = login
        self._url = url.rstrip("/")
        self._http: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
        self._login.close()

    async def make_event(self, client: Client, mailbox: str, new: NewEvent, call: str) -> Event:
        """`call`: a UUID; one that was made under it already is not made again."""
        body: JsonObject = {
            "subject": new.subject,
            "body": {"contentType": "HTML", "content": new.html},
            "start": {"dateTime": new.start, "timeZone": "UTC"},
            "end": {"dateTime": new.end, "timeZone": "UTC"},
            "attendees": [{**one, "type": "required"} for one in _recipients(new.attendees)],
            "transactionId": call,
        }
        if new.location:
            body["location"] = {"displayName": new.location}
        if new.online:
            body |= {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}
        path = f"{_of(mailbox)}/events"
        return await self._ask(client, "POST", path, Event, CALENDARS_WRITE, body=body, call=call)

    async def events(self, client: Client, mailbox: str, start: str, end: str, most: int) -> Events:
        """What touches the span, in its order, with the single events of a series."""
        query = {
            "startDateTime": start,
            "endDateTime": end,
            "$select": SHOWN,
            "$orderby": "start/dateTime",
            "$top": str(most),
        }
        path = f"{_of(mailbox)}/calendarView"
        return await self._ask(client, "GET", path, Events, CALENDARS_READ, query=query)

    async def send_mail(self, client: Client, mailbox: str, new: NewMail, call: str) -> None:
        """Microsoft keeps nothing by which a second one would be told from the first."""
        files: list[Json] = [
            {
                "@odata.type": "#microsoft.graph.fileAttachment",
                "name": one.name,
                "contentType": one.media_type,
                "contentBytes": one.base64,
            }
            for one in new.files
        ]
        message: JsonObject = {
            "subject": new.subject,
            "body": {"contentType": "HTML", "content": new.html},
            "toRecipients": [*_recipients(new.to)],
            "ccRecipients": [*_recipients(new.copies)],
            "bccRecipients": [*_recipients(new.blind)],
            "replyTo": [*_recipients(new.answers_to)],
            "attachments": files,
        }
        body: JsonObject = {"message": message, "saveToSentItems": new.kept}
        path = f"{_of(mailbox)}/sendMail"
        await self._ask(client, "POST", path, _Nothing, MAIL_SEND, body=body, call=call)

    async def _ask(
        self,
        client: Client,
        verb: str,
        path: str,
        shape: type[_Shape],
        permission: str,
        *,
        body: JsonObject | None = None,
        query: dict[str, str] | None = None,
        call: str = "",
    ) -> _Shape:
        headers = {"Accept": "application/json", "Prefer": 'outlook.timezone="UTC"'}
        if call:
            headers["client-request-id"] = call
        data = None if body is None else msgspec.json.encode(body)
        if data is not None:
            headers["Content-Type"] = "application/json"
        status, answer, rest = HTTPStatus.UNAUTHORIZED.value, b"", ""
        for anew in (False, True):
            token = await self._token(client, anew=anew)
            headers["Authorization"] = f"Bearer {token}"
            status, answer, rest = await self._send(verb, path, headers, data, query)
            if status != HTTPStatus.UNAUTHORIZED:
                break
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise _refusal(status, _code(answer), rest, permission)
        try:
            return msgspec.json.decode(answer or b"{}", type=shape)
        except msgspec.DecodeError:
            raise AwayError(f"Microsoft answers otherwise than it says: {verb}.") from None

    async def _token(self, client: Client, *, anew: bool) -> str:
        """Without one nothing was sent."""
        try:
            return await self._login.token(client, anew=anew)
        except AwayError:
            raise UnsentError("The sign-in service gives no token now.") from None

    async def _send(
        self,
        verb: str,
        path: str,
        headers: dict[str, str],
        data: bytes | None,
        query: dict[str, str] | None,
    ) -> tuple[int, bytes, str]:
        """Status, body, and how long to rest."""
        if self._http is None:
            limit = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
            self._http = aiohttp.ClientSession(timeout=limit)
        url = f"{self._url}/v1.0{path}"
        sent = None if data is None else BytesIO(data)
        try:
            async with self._http.request(
                verb, url, headers=headers, data=sent, params=query, allow_redirects=False
            ) as answer:
                read = await answer.content.read(MOST_BYTES)
                while not answer.content.at_eof() and len(read) < MOST_BYTES:
                    read += await answer.content.read(MOST_BYTES - len(read))
                return answer.status, read, answer.headers.get("Retry-After", "")
        except aiohttp.ClientConnectorError as error:
            raise UnsentError(f"Microsoft can't be reached: {type(error).__name__}.") from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise AwayError(f"Microsoft can't be reached: {type(error).__name__}.") from None


def _of(mailbox: str) -> str:
    return f"/users/{quote(mailbox, safe='@')}"


def _recipients(addresses: tuple[str, ...]) -> list[JsonObject]:
    return [{"emailAddress": {"address": one}} for one in addresses]


def _refusal(status: int, code: str, rest: str, permission: str) -> Exception:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return LimitedError.until(GRAPH, rest)
    if status < HTTPStatus.BAD_REQUEST or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return AwayError(f"Microsoft answers {status}.")
    named = code or str(status)
    if status == HTTPStatus.FORBIDDEN:
        return ScopeError(GRAPH, named, permission)
    lost: Lost | None = "person" if code in NOBODY else None
    return RefusedError(GRAPH, named, "place" if status == HTTPStatus.UNAUTHORIZED else lost)


def _code(answer: bytes) -> str:
    with suppress(msgspec.DecodeError):
        code = msgspec.json.decode(answer, type=_Refusal).error.code
        return code if _CODE.fullmatch(code) else ""
    return ""
