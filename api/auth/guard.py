"""The guard that stands before every route: it finds out who asks and whether they may.

Never: a route that goes around it; a test asks each one for its permission.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Annotated, cast

import structlog
from fastapi import Depends
from starlette.exceptions import WebSocketException
from starlette.requests import Request
from starlette.websockets import WebSocket

from api.auth.credentials import authenticate, authenticate_socket
from api.auth.principal import Principal, Proven
from api.errors import ApiError
from api.live.protocol import SUBPROTOCOL, Close
from api.permissions import Guard, Permission, mark
from api.services import services_of


@cache
def requires(permission: Permission) -> Guard:
    async def guard(request: Request) -> Principal:
        principal = await authenticate(request, services_of(request))
        structlog.contextvars.bind_contextvars(tenant=principal.tenant_slug)
        check(principal, permission)
        return principal

    mark(guard, permission)
    return guard


@cache
def requires_socket(permission: Permission) -> Guard:
    """The same for a socket. A browser sees why it was closed, but not why it never opened."""

    async def guard(socket: WebSocket) -> Proven:
        services = services_of(socket)
        if SUBPROTOCOL not in cast("list[str]", socket.scope["subprotocols"]):
            remedy = f"Offer it: Sec-WebSocket-Protocol: {SUBPROTOCOL}."
            raise ApiError(400, "subprotocol", f"We speak {SUBPROTOCOL} here.", remedy)
        try:
            proven = await authenticate_socket(socket, services)
        except ApiError as error:
            if error.status_code != HTTPStatus.UNAUTHORIZED:
                raise
            await socket.accept(SUBPROTOCOL)
            raise WebSocketException(Close.SIGNED_OUT, error.detail) from error
        structlog.contextvars.bind_contextvars(tenant=proven.principal.tenant_slug)
        check(proven.principal, permission)
        return proven

    mark(guard, permission)
    return guard


def check(principal: Principal, permission: Permission) -> None:
    """Also by who wants more of a route than the route itself asks for."""
    if not principal.may(permission):
        raise ApiError(
            403,
            "forbidden",
            f"This needs the permission {permission}, which none of your roles gives.",
            "Ask an administrator for a role that has it.",
        )


MayReadMe = Annotated[Principal, Depends(requires("me:read"))]
MayEndSession = Annotated[Principal, Depends(requires("session:end"))]
MayReadDefinitions = Annotated[Principal, Depends(requires("definitions:read"))]
MayWriteDefinitions = Annotated[Principal, Depends(requires("definitions:write"))]
MayPublish = Annotated[Principal, Depends(requires("definitions:publish"))]
MayStart = Annotated[Principal, Depends(requires("runs:start"))]
MayReadRuns = Annotated[Principal, Depends(requires("runs:read"))]
MayWatch = Annotated[Proven, Depends(requires_socket("runs:read"))]
MayReadFacts = Annotated[Principal, Depends(requires("runs:read-facts"))]
MayControl = Annotated[Principal, Depends(requires("runs:control"))]
MayChange = Annotated[Principal, Depends(requires("runs:change"))]
MayReadAudit = Annotated[Principal, Depends(requires("audit:read"))]
MayRevive = Annotated[Principal, Depends(requires("runs:revive"))]
MayReadPeople = Annotated[Principal, Depends(requires("people:read"))]
MayReadSecrets = Annotated[Principal, Depends(requires("secrets:read"))]
MayWriteSecrets = Annotated[Principal, Depends(requires("secrets:write"))]
MayPublishEvents = Annotated[Principal, Depends(requires("events:publish"))]
