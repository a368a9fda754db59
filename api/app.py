"""Puts the application together: the API, the pages beside it, the edge around both.

Never: a connection opened here; whoever calls brings them.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import cast

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api import errors
from api.absences import endpoints as absences
from api.access import endpoints as access
from api.approvals import endpoints as approvals
from api.audit import endpoints as audit
from api.auth import endpoints as auth
from api.auth.oidc import endpoints as oidc
from api.belonging import endpoints as belonging
from api.chat.slack import endpoints as slack
from api.chat.slack.sockets import Sockets
from api.chat.teams import endpoints as teams
from api.chats import endpoints as chats
from api.chats import returning
from api.checking import endpoints as checking
from api.code import endpoints as code
from api.decide import endpoints as decide
from api.definitions import endpoints as definitions
from api.departments import endpoints as departments
from api.described import Api
from api.edge import Edge
from api.events import endpoints as events
from api.expressions import endpoints as expressions
from api.factors import endpoints as factors
from api.files import endpoints as files
from api.functions import endpoints as functions
from api.groups import endpoints as groups
from api.health import endpoints as health
from api.keys import endpoints as keys
from api.layouts import endpoints as layouts
from api.live import endpoints as live
from api.mailbox import endpoints as mailbox
from api.me import endpoints as me
from api.notices import endpoints as notices
from api.notification_templates import endpoints as notification_templates
from api.outlook import endpoints as outlook
from api.own_tenant import endpoints as own_tenant
from api.passkeys import endpoints as passkeys
from api.password import endpoints as password
from api.people import endpoints as people
from api.people import import_endpoints as people_import
from api.people import invitation_endpoints as invitations
from api.people import profile_endpoints as profiles
from api.processes import endpoints as processes
from api.providers import endpoints as identity_providers
from api.ready import endpoints as ready
from api.rehearsals import endpoints as rehearsals
from api.repairs import endpoints as repairs
from api.runs import endpoints as runs
from api.runs import file_endpoints as run_files
from api.scenarios import endpoints as scenarios
from api.schedules import endpoints as schedules
from api.schemas import endpoints as schemas
from api.secrets import endpoints as secrets
from api.security_rules import endpoints as security_rules
from api.service_accounts import endpoints as service_accounts
from api.services import Services
from api.simulations import endpoints as simulations
from api.sketches import endpoints as sketches
from api.tenant_keys import endpoints as tenant_keys
from api.tenants import endpoints as tenants
from api.web import WebApplication
from api.webhook_endpoints import endpoints as webhook_endpoints

VERSION = "1"
OURS = ("/api", "/health", "/metrics", "/hooks", "/files", "/decide", "/chat")
"""What begins so is the API's; everything else is a page."""


def create_app(services: Services) -> Edge:
    api = create_api(services)
    api.state.services = services
    web = WebApplication(services.settings.web)
    return Edge(
        _Split(api, web),
        services.metrics,
        https=services.settings.secure,
        limiter=services.limiter,
        larger={"/api/v1/files": services.files.most_bytes},
    )


def create_api(services: Services | None = None) -> FastAPI:
    """Without services the routes alone; what the OpenAPI file is made of."""
    api = Api(
        title="Baton",
        version=VERSION,
        summary="Run an organisation's processes so that none is ever dropped.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        lifespan=None if services is None else _lifespan(services),
    )
    errors.install(api)
    for router in (
        auth.router,
        oidc.router,
        me.router,
        factors.router,
        passkeys.router,
        password.router,
        security_rules.router,
        identity_providers.router,
        webhook_endpoints.router,
        *(chats.router, returning.router, slack.router, teams.router),
        # Before the definitions: `layout` is no version.
        layouts.router,
        definitions.router,
        sketches.router,
        *(checking.router, expressions.router, simulations.router),
        rehearsals.router,
        functions.router,
        code.router,
        schemas.router,
        access.router,
        *(processes.router, scenarios.router, ready.router),
        runs.router,
        repairs.router,
        audit.router,
        run_files.router,
        schedules.router,
        live.router,
        events.router,
        files.router,
        files.links,
        # Before the people: `import` is nobody.
        people_import.router,
        invitations.router,
        profiles.router,
        people.router,
        absences.router,
        approvals.router,
        departments.router,
        groups.router,
        secrets.router,
        keys.router,
        service_accounts.router,
        tenant_keys.router,
        outlook.router,
        own_tenant.router,
        mailbox.router,
        tenants.router,
        belonging.router,
        notices.router,
        notification_templates.router,
        *(decide.router, health.router),
    ):
        api.include_router(router)
    return api


class _Split:
    """One look at the path decides who answers."""

    def __init__(self, api: ASGIApp, web: ASGIApp) -> None:
        self._api = api
        self._web = web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] != "http" or _is_ours(cast("str", scope["path"]))
        await (self._api if ours else self._web)(scope, receive, send)


def _is_ours(path: str) -> bool:
    return any(path == root or path.startswith(root + "/") for root in OURS)


def _lifespan(services: Services) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncGenerator[None]:
        services.open()
        sockets = Sockets(services)
        sockets.open()
        try:
            yield
        finally:
            await sockets.close()
            await services.close()

    return living
