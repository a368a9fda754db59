"""Slack, on a free port of this machine: what a test opens.

    async with slack_standing_in() as standin:
        client = AsyncWebClient(standin.slack.installed().value, base_url=standin.slack.base_url)

What stands behind each part is said in the modules beside this one.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute

from tests.standins.serving import served
from tests.standins.shapes import Json
from tests.standins.slack import (
    chat,
    directory,
    files,
    history,
    oauth,
    payloads,
    response_addresses,
    views,
)
from tests.standins.slack.calls import Incoming, Method, answer
from tests.standins.slack.delivery import MOST_REDIRECTS, Delivery, Sent
from tests.standins.slack.person import Acting
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.signing import Forged
from tests.standins.slack.sockets import Sockets
from tests.standins.slack.state import Asked, Slack
from tests.standins.slack.workspace import Person, Workspace


@dataclass
class SlackStandIn:
    slack: Slack
    sockets: Sockets
    delivery: Delivery
    methods: dict[str, Method] = field(default_factory=dict[str, Method])
    done: Callable[[Asked], Awaitable[None]] | None = None
    """Awaited when a call has been done, before the app hears of it."""

    def __post_init__(self) -> None:
        for one in (
            *chat.METHODS,
            *directory.METHODS,
            *history.METHODS,
            *views.METHODS,
            *files.METHODS,
            *oauth.METHODS,
            self.sockets.method(),
        ):
            self.methods[one.name] = one

    def person(self, who: Person, there: Workspace | None = None) -> Acting:
        return Acting(self.slack, there or self.slack.workspace, who, self.delivery)

    async def event(
        self,
        kind: str,
        there: Workspace | None = None,
        forged: Forged | None = None,
        **fields: Any,
    ) -> list[Sent]:
        """Tells the app of something, if it has subscribed to it."""
        if kind not in self.slack.app.events:
            return []
        payload = payloads.event(self.slack, there or self.slack.workspace, kind, **fields)
        return await self.delivery.event(payload, forged)

    async def uninstall(self, there: Workspace | None = None) -> list[Sent]:
        """Somebody removes the app: its tokens end, and both events are sent."""
        place = there or self.slack.workspace
        self.slack.tokens.ends(place.id)
        revoked = {"oauth": [], "bot": [place.bot_user]}
        first = await self.event("tokens_revoked", place, tokens=revoked)
        return [*first, *await self.event("app_uninstalled", place)]

    async def verify_url(
        self, challenge: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
    ) -> bool:
        """https://docs.slack.dev/reference/events/url_verification"""
        body: Json = {
            "token": self.slack.app.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        (sent, *_) = await self.delivery.event(body)
        text = sent.answer.decode()
        return sent.ok and challenge in (text, sent.json.get("challenge") if "{" in text else "")

    async def api(self, request: Request) -> Response:
        name = request.path_params["method"]
        incoming = Incoming(
            request.method,
            request.headers.get("content-type", ""),
            request.headers.get("authorization", ""),
            request.url.query,
            await request.body(),
        )
        asked = Asked(name, "", {}, {})
        self.slack.asked.append(asked)
        try:
            self._fails()
            body = self._says(name, incoming, asked)
        except RefusedError as refused:
            asked.answer, asked.status = refused.body, refused.status
            return JSONResponse(refused.body, refused.status, refused.headers)
        except _BrokenError as broken:
            asked.status = broken.status
            return PlainTextResponse("Internal Server Error", broken.status)
        asked.answer = body
        if self.done is not None:
            await self.done(asked)
        scopes = {"x-oauth-scopes": ",".join(self.slack.app.scopes)}
        return JSONResponse(body, headers=scopes)

    def _fails(self) -> None:
        if self.slack.failing:
            failure = self.slack.failing.pop(0)
            raise failure if isinstance(failure, RefusedError) else _BrokenError(failure)

    def _says(self, name: str, incoming: Incoming, asked: Asked) -> Json:
        if name == oauth.ACCESS.name:
            return oauth.access(self.slack, incoming)
        method = self.methods.get(name)
        if method is None:
            # https://docs.slack.dev/apis/web-api (unknown_method)
            raise RefusedError("unknown_method", req_method=name)
        found, call = answer(self.slack, method, incoming)
        asked.team = call.token.team if call is not None else ""
        asked.arguments = call.given if call is not None else {}
        return found

    async def authorize(self, request: Request) -> Response:
        try:
            return RedirectResponse(oauth.authorize(self.slack, request.url.query), 302)
        except oauth.NotShownError as wrong:
            return PlainTextResponse(str(wrong), 400)

    async def upload(self, request: Request) -> Response:
        status, words = files.takes(
            self.slack,
            request.path_params["team"],
            request.path_params["file"],
            request.headers.get("content-type", ""),
            await request.body(),
        )
        return PlainTextResponse(words, status)

    async def respond(self, request: Request) -> Response:
        kind = request.headers.get("content-type", "")
        try:
            key = request.path_params["key"]
            response_addresses.take(self.slack, key, kind, await request.body())
        except RefusedError as refused:
            return JSONResponse(refused.body, refused.status)
        return PlainTextResponse("ok")

    def routes(self) -> list[Route | WebSocketRoute]:
        return [
            Route("/api/{method}", self.api, methods=["GET", "POST"]),
            Route("/oauth/v2/authorize", self.authorize),
            Route("/upload/{team}/{file}", self.upload, methods=["POST"]),
            Route("/actions/{key:path}", self.respond, methods=["POST"]),
            WebSocketRoute("/link/", self.sockets.serve),
        ]


class _BrokenError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@asynccontextmanager
async def slack_standing_in(slack: Slack | None = None) -> AsyncIterator[SlackStandIn]:
    state = slack or Slack()
    sockets = Sockets(state)
    # An empty context: reading the machine's certificates takes longer than most tests.
    async with httpx.AsyncClient(
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        trust_env=False,
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    ) as http:
        standin = SlackStandIn(state, sockets, Delivery(state, sockets, http))
        async with served(Starlette(routes=standin.routes())) as url:
            state.url = url
            yield standin
            await sockets.ends()
