"""The guard that stands before every route: it finds out who asks and whether they may.

Never: a route that goes around it; a test asks each one for its permission.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated

import structlog
from fastapi import Depends
from starlette.requests import Request

from api.auth.credentials import authenticate
from api.auth.principal import Principal
from api.errors import ApiError
from api.permissions import Guard, Permission, mark
from api.services import services_of


@cache
def requires(permission: Permission) -> Guard:
    async def guard(request: Request) -> Principal:
        principal = await authenticate(request, services_of(request))
        structlog.contextvars.bind_contextvars(tenant=principal.tenant_slug)
        if not principal.may(permission):
            raise ApiError(
                403,
                "forbidden",
                f"This needs the permission {permission}, which none of your roles gives.",
                "Ask an administrator for a role that has it.",
            )
        return principal

    mark(guard, permission)
    return guard


MayReadMe = Annotated[Principal, Depends(requires("me:read"))]
MayEndSession = Annotated[Principal, Depends(requires("session:end"))]
MayReadDefinitions = Annotated[Principal, Depends(requires("definitions:read"))]
MayWriteDefinitions = Annotated[Principal, Depends(requires("definitions:write"))]
MayPublish = Annotated[Principal, Depends(requires("definitions:publish"))]
MayStart = Annotated[Principal, Depends(requires("runs:start"))]
MayReadRuns = Annotated[Principal, Depends(requires("runs:read"))]
MayReadFacts = Annotated[Principal, Depends(requires("runs:read-facts"))]
MayControl = Annotated[Principal, Depends(requires("runs:control"))]
MayReadPeople = Annotated[Principal, Depends(requires("people:read"))]
MayReadSecrets = Annotated[Principal, Depends(requires("secrets:read"))]
MayWriteSecrets = Annotated[Principal, Depends(requires("secrets:write"))]
