"""Teams, on a free port of this machine: connector, its keys, the sign-in service, Workflows.

    async with teams_standing_in() as teams:
        ada = teams.person(teams.tenant.hires("Ada Byron"))

The bot posts to `teams.service_url`, reads keys at `teams.metadata_url`, and gets tokens by
`Door(teams.url)` from tests/standins/teams/login.py. What stands behind each part is said there.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.standins.clock import Clock
from tests.standins.serving import served
from tests.standins.teams.connector import Connector, RefusedError, Request
from tests.standins.teams.delivery import Delivery
from tests.standins.teams.limits import Limits
from tests.standins.teams.login import Login
from tests.standins.teams.person import Acting
from tests.standins.teams.tenant import Person, Tenant
from tests.standins.teams.tokens import Signing
from tests.standins.teams.workflows import Workflows

APP = "c9e8c047-2a74-40a2-b28a-b162d5f5327c"
SECRET = "a secret/of+the=tests"


@dataclass
class TeamsStandIn:
    clock: Clock
    tenants: dict[str, Tenant]
    signing: Signing
    login: Login
    limits: Limits
    connector: Connector
    workflows: Workflows
    delivery: Delivery
    url: str = ""
    done: Callable[[Request], Awaitable[None]] | None = None
    """Awaited when the connector has done something, before the bot hears of it."""

    @property
    def tenant(self) -> Tenant:
        return next(iter(self.tenants.values()))

    @property
    def service_url(self) -> str:
        return f"{self.url}/teams/"

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/v1/.well-known/openidconfiguration"

    def joins(self, id_: str) -> Tenant:
        """One more tenant."""
        self.tenants[id_] = Tenant(id_)
        return self.tenants[id_]

    def person(self, who: Person) -> Acting:
        return Acting(self.tenants[who.tenant], who, self.delivery)

    async def rest(self, request: Asked) -> Response:
        raw = await request.body()
        try:
            body: Any = json.loads(raw) if raw else None
        except ValueError:
            body = None
        asked = Request(
            request.method,
            request.path_params["path"],
            request.headers.get("authorization", ""),
            dict(request.query_params),
            body,
        )
        try:
            status, found = self.connector.answer(asked)
        except RefusedError as refused:
            return JSONResponse(refused.body, refused.status, refused.headers)
        if self.done is not None:
            await self.done(asked)
        return JSONResponse(found, status)

    async def metadata(self, _request: Asked) -> Response:
        return JSONResponse(self.signing.metadata(self.url))

    async def keys(self, _request: Asked) -> Response:
        return JSONResponse(self.signing.keys())

    async def configuration(self, request: Asked) -> Response:
        status, found = self.login.configuration(request.path_params["tenant"])
        return JSONResponse(found, status)

    async def token(self, request: Asked) -> Response:
        kind = request.headers.get("content-type", "")
        status, found = self.login.token(request.path_params["tenant"], kind, await request.body())
        return JSONResponse(found, status)

    async def webhook(self, request: Asked) -> Response:
        status, found = self.workflows.take(
            request.path_params["flow"],
            request.query_params.get("sig", ""),
            request.headers.get("content-type", ""),
            await request.body(),
        )
        wait = found.pop("wait", None)
        headers = {} if wait is None else {"retry-after": str(wait)}
        return JSONResponse(found, status, headers)

    def routes(self) -> list[Route]:
        every = ["GET", "POST", "PUT", "DELETE"]
        return [
            Route("/teams/{path:path}", self.rest, methods=every),
            Route("/v1/.well-known/openidconfiguration", self.metadata),
            Route("/v1/.well-known/keys", self.keys),
            Route("/workflows/{flow}/triggers/manual/paths/invoke", self.webhook, methods=["POST"]),
            Route("/{tenant}/v2.0/.well-known/openid-configuration", self.configuration),
            Route("/{tenant}/oauth2/v2.0/token", self.token, methods=["POST"]),
        ]


@asynccontextmanager
async def teams_standing_in() -> AsyncIterator[TeamsStandIn]:
    clock = Clock()
    tenants = {one.id: one for one in (Tenant(),)}
    signing, limits = Signing(clock, APP), Limits(clock)
    login = Login(clock, APP, [SECRET], list(tenants))
    # An empty context: reading the machine's certificates takes longer than most tests.
    async with httpx.AsyncClient(
        trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ) as http:
        delivery = Delivery(signing, http, APP)
        teams = TeamsStandIn(
            clock,
            tenants,
            signing,
            login,
            limits,
            Connector(tenants, login, limits, APP),
            Workflows(Limits(clock)),
            delivery,
        )
        async with served(Starlette(routes=teams.routes())) as url:
            teams.url = teams.workflows.url = url
            delivery.service_url = teams.service_url
            yield teams
