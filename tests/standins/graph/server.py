"""Microsoft Graph, as far as it is called: events of a calendar and mails, by an app alone.

https://learn.microsoft.com/en-us/graph/api/user-post-events, …/user-list-calendarview,
…/user-sendmail, …/resources/event (transactionId: a second POST makes no second event),
https://learn.microsoft.com/en-us/graph/errors (shape, 401, 403, 404, 413, 429 with Retry-After).
Tokens are those of the sign-in service that stands in beside it. Never: leniency with a property
that the pages don't have.
"""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.standins.serving import served
from tests.standins.shapes import (
    Json,
    Shape,
    boolean,
    faults_of,
    listing,
    one_of,
    string,
)
from tests.standins.teams.login import Login

AUDIENCE = "https://graph.microsoft.com"
MOST_MAIL_BYTES = 4 * 1024 * 1024
MOST_TOP = 1_000
MOST_ATTENDEES = 500

_MOMENT = string(pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?")
_ADDRESS = Shape({"address": string(pattern=r"[^@\s]+@[^@\s]+")}, {"name": string(least=0)})
_RECIPIENT = Shape({"emailAddress": _ADDRESS})
_BODY = Shape({"contentType": one_of("HTML", "Text", "html", "text"), "content": string(least=0)})
_WHEN = Shape({"dateTime": _MOMENT, "timeZone": string()})
_ATTENDEE = Shape({"emailAddress": _ADDRESS}, {"type": one_of("required", "optional", "resource")})
_EVENT = Shape(
    {"start": _WHEN, "end": _WHEN},
    {
        "subject": string(255, least=0),
        "body": _BODY,
        "attendees": listing(_ATTENDEE, MOST_ATTENDEES, least=0),
        "location": Shape({}, {"displayName": string(least=0)}),
        "isOnlineMeeting": boolean,
        "onlineMeetingProvider": one_of(
            "unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness"
        ),
        "transactionId": string(),
    },
)
_FILE = Shape(
    {
        "@odata.type": one_of("#microsoft.graph.fileAttachment"),
        "name": string(),
        "contentBytes": string(),
    },
    {"contentType": string()},
)
_RECIPIENTS = listing(_RECIPIENT, MOST_ATTENDEES, least=0)
_MAIL = Shape(
    {
        "message": Shape(
            {"toRecipients": _RECIPIENTS},
            {
                "subject": string(255, least=0),
                "body": _BODY,
                "ccRecipients": _RECIPIENTS,
                "bccRecipients": _RECIPIENTS,
                "replyTo": _RECIPIENTS,
                "attachments": listing(_FILE, least=0),
            },
        )
    },
    {"saveToSentItems": boolean},
)


class RefusedError(Exception):
    def __init__(self, status: int, code: str, wait: int | None = None) -> None:
        super().__init__(status, code)
        self.status = status
        self.body: Json = {
            "error": {
                "code": code,
                "message": f"The vendor's own words on {code}.",
                "innerError": {"request-id": "0", "date": "2026-11-23T00:00:00"},
            }
        }
        self.headers = {} if wait is None else {"retry-after": str(wait)}


@dataclass
class Mailbox:
    events: list[Json] = field(default_factory=list[Json])
    sent: list[Json] = field(default_factory=list[Json])


@dataclass
class Graph:
    """`granted`: application permissions, with the consent of an administrator."""

    login: Login
    granted: set[str] = field(
        default_factory=lambda: {"Calendars.ReadWrite", "Calendars.Read", "Mail.Send"}
    )
    mailboxes: dict[str, Mailbox] = field(default_factory=dict[str, Mailbox])
    failing: list[RefusedError] = field(default_factory=list[RefusedError])
    """The next answers, whatever is asked."""
    silent: int = 0
    """So many of the next are done, and answered with 504 all the same."""
    asked: list[Request] = field(default_factory=list[Request])
    url: str = ""
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def hires(self, address: str) -> Mailbox:
        return self.mailboxes.setdefault(address, Mailbox())

    def _admitted(self, request: Request, *permissions: str) -> Mailbox:
        if self.login.known(request.headers.get("authorization", ""), AUDIENCE) is None:
            raise RefusedError(401, "InvalidAuthenticationToken")
        if self.failing:
            raise self.failing.pop(0)
        if not self.granted & set(permissions):
            raise RefusedError(403, "ErrorAccessDenied")
        found = self.mailboxes.get(request.path_params["mailbox"])
        if found is None:
            raise RefusedError(404, "ErrorInvalidUser")
        return found

    async def _read(self, request: Request, shape: Shape) -> Json:
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise RefusedError(415, "RequestBodyRead")
        raw = await request.body()
        if len(raw) > MOST_MAIL_BYTES:
            raise RefusedError(413, "RequestEntityTooLarge")
        body: Any = await request.json()
        if faults_of(shape, body):
            raise RefusedError(400, "RequestBodyRead")
        return body

    async def events(self, request: Request) -> Response:
        mailbox = self._admitted(request, "Calendars.ReadWrite")
        body = await self._read(request, _EVENT)
        if body["start"]["dateTime"] > body["end"]["dateTime"]:
            raise RefusedError(400, "ErrorPropertyValidationFailure")
        known = body.get("transactionId")
        for one in mailbox.events:
            if known is not None and one.get("transactionId") == known:
                return JSONResponse(one, 201)
        number = next(self._numbers)
        url = f"https://teams.microsoft.com/l/meetup-join/{number}"
        made: Json = {
            **body,
            "id": f"AAMk{number}",
            "isAllDay": False,
            "isCancelled": False,
            "organizer": {"emailAddress": {"address": request.path_params["mailbox"]}},
            "webLink": f"https://outlook.office365.com/owa/?itemid=AAMk{number}",
            "onlineMeeting": {"joinUrl": url} if body.get("isOnlineMeeting") else None,
        }
        mailbox.events.append(made)
        return JSONResponse(made, 201)

    async def view(self, request: Request) -> Response:
        mailbox = self._admitted(request, "Calendars.ReadWrite", "Calendars.Read")
        query = request.query_params
        start, end = query.get("startDateTime", ""), query.get("endDateTime", "")
        if not (re.match(r"\d{4}-\d\d-\d\dT", start) and re.match(r"\d{4}-\d\d-\d\dT", end)):
            raise RefusedError(400, "ErrorInvalidParameter")
        top = int(query.get("$top", "10"))
        if not 0 < top <= MOST_TOP:
            raise RefusedError(400, "ErrorInvalidParameter")
        if query.get("$orderby") not in (None, "start/dateTime"):
            raise RefusedError(400, "ErrorInvalidParameter")
        within = [
            one
            for one in mailbox.events
            if one["start"]["dateTime"] < end and one["end"]["dateTime"] > start
        ]
        within.sort(key=lambda one: one["start"]["dateTime"])
        names = query.get("$select", "").split(",")
        shown = [
            {name: value for name, value in one.items() if name in names} for one in within[:top]
        ]
        more = {"@odata.nextLink": f"{self.url}/v1.0/next"} if len(within) > top else {}
        return JSONResponse({"value": shown, **more})

    async def mail(self, request: Request) -> Response:
        mailbox = self._admitted(request, "Mail.Send")
        body = await self._read(request, _MAIL)
        message: Json = body["message"]
        if not any(message.get(name) for name in ("toRecipients", "ccRecipients", "bccRecipients")):
            raise RefusedError(400, "ErrorInvalidRecipients")
        for one in message.get("attachments", []):
            base64.b64decode(one["contentBytes"], validate=True)
        mailbox.sent.append(message)
        return Response(status_code=202)

    async def answer(self, request: Request) -> Response:
        self.asked.append(request)
        by_name = {"events": self.events, "calendarView": self.view, "sendMail": self.mail}
        does = by_name.get(request.path_params["what"])
        verb = "GET" if request.path_params["what"] == "calendarView" else "POST"
        if does is None or request.method != verb:
            return JSONResponse(RefusedError(400, "BadRequest").body, 400)
        try:
            answer = await does(request)
        except RefusedError as refused:
            return JSONResponse(refused.body, refused.status, refused.headers)
        if self.silent:
            self.silent -= 1
            return JSONResponse(RefusedError(504, "UnknownError").body, 504)
        return answer


@asynccontextmanager
async def graph_standing_in(login: Login) -> AsyncIterator[Graph]:
    graph = Graph(login)
    route = Route("/v1.0/users/{mailbox}/{what}", graph.answer, methods=["GET", "POST"])
    async with served(Starlette(routes=[route])) as url:
        graph.url = url
        yield graph
