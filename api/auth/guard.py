"""The guard that stands before every route: it finds out who asks and whether they may.

Never: a route that goes around it; a test asks each one for its permission.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import Annotated, cast

import structlog
from fastapi import Depends
from starlette.exceptions import WebSocketException
from starlette.requests import Request
from starlette.websockets import WebSocket

from api.audit.service import at_the_door, refusals
from api.auth.credentials import authenticate, authenticate_socket
from api.auth.principal import Principal, Proven
from api.errors import ApiError, not_found
from api.live.protocol import SUBPROTOCOL, Close
from api.permissions import Guard, Permission, mark
from api.services import services_of
from store.reach import Process


@cache
def requires(permission: Permission) -> Guard:
    async def guard(request: Request) -> Principal:
        services = services_of(request)
        principal = await authenticate(request, services)
        structlog.contextvars.bind_contextvars(tenant=principal.tenant_slug)
        async with refusals(services, principal, at_the_door(request, principal, permission)):
            check(principal, permission)
            process = _process(request)
            if process is not None:
                check_for(principal, permission, process)
        return replace(principal, asks=permission)

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
        return replace(proven, principal=replace(proven.principal, asks=permission))

    mark(guard, permission)
    return guard


def check(principal: Principal, permission: Permission) -> None:
    """Also by who wants more of a route than the route itself asks for."""
    if principal.second_factor_missing and not principal.may(permission):
        raise ApiError(
            403,
            "second-factor-missing",
            "Your organisation asks for a second factor, and you have none yet.",
            "Set up an authenticator app or a passkey under Profile and security.",
        )
    if not principal.rights.may_somewhere(permission):
        raise forbidden(permission)


def check_for(principal: Principal, permission: Permission, process: Process) -> None:
    """Who may not even know of the process is told that there is none."""
    if principal.may(permission, process):
        return
    if not principal.may("definitions:read", process):
        raise not_found(f"The process {'/'.join(process)}")
    raise forbidden(permission, process)


def _process(request: Request) -> Process | None:
    """Which one the address names."""
    names = [request.path_params.get(part) for part in ("namespace", "name")]
    match names:
        case [str() as namespace, str() as name]:
            return namespace, name
        case _:
            return None


def forbidden(permission: Permission, process: Process | None = None) -> ApiError:
    where = "" if process is None else f" for {'/'.join(process)}"
    return ApiError(
        403,
        "forbidden",
        f"This needs the permission {permission}{where}, which nothing gives you.",
        "Ask an administrator for a role that has it, or to be granted the process.",
    )


MayReadMe = Annotated[Principal, Depends(requires("me:read"))]
MayReadApprovals = Annotated[Principal, Depends(requires("approvals:read"))]
MayDecide = Annotated[Principal, Depends(requires("approvals:decide"))]
MayWriteMe = Annotated[Principal, Depends(requires("me:write"))]
MayWriteSecurity = Annotated[Principal, Depends(requires("security:write"))]
MayWriteProviders = Annotated[Principal, Depends(requires("identity-providers:write"))]
MayWriteWebhooks = Annotated[Principal, Depends(requires("webhooks:write"))]
MayWriteChats = Annotated[Principal, Depends(requires("chats:write"))]
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
MayReadAccess = Annotated[Principal, Depends(requires("access:read"))]
MayWriteAccess = Annotated[Principal, Depends(requires("access:write"))]
MayReadAudit = Annotated[Principal, Depends(requires("audit:read"))]
MayExportAudit = Annotated[Principal, Depends(requires("audit:export"))]
MayRevive = Annotated[Principal, Depends(requires("runs:revive"))]
MayReadPeople = Annotated[Principal, Depends(requires("people:read"))]
MayWritePeople = Annotated[Principal, Depends(requires("people:write"))]
MayWriteDepartments = Annotated[Principal, Depends(requires("departments:write"))]
MayReadSecrets = Annotated[Principal, Depends(requires("secrets:read"))]
MayWriteSecrets = Annotated[Principal, Depends(requires("secrets:write"))]
MayReadTemplates = Annotated[Principal, Depends(requires("templates:read"))]
MayWriteTemplates = Annotated[Principal, Depends(requires("templates:write"))]
MayManageServiceAccounts = Annotated[Principal, Depends(requires("service-accounts:write"))]
MayGrantSecrets = Annotated[Principal, Depends(requires("secrets:grant"))]
MayRotateKeys = Annotated[Principal, Depends(requires("tenant-keys:rotate"))]
MayWriteTenant = Annotated[Principal, Depends(requires("tenant:write"))]
MayExportTenant = Annotated[Principal, Depends(requires("tenant:export"))]
MayReadMailbox = Annotated[Principal, Depends(requires("mailbox:read"))]
MayReadTenants = Annotated[Principal, Depends(requires("tenants:read"))]
MayWriteTenants = Annotated[Principal, Depends(requires("tenants:write"))]
MayReadFiles = Annotated[Principal, Depends(requires("files:read"))]
MayWriteFiles = Annotated[Principal, Depends(requires("files:write"))]
MayPublishEvents = Annotated[Principal, Depends(requires("events:publish"))]
