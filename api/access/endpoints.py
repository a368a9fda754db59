"""`/api/v1/permissions`, `/roles`, `…/access` and exceptions.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.access import service
from api.access.schemas import (
    AccessShown,
    AccessWanted,
    ExceptionList,
    ExceptionShown,
    ExceptionWanted,
    MyPermissions,
    PermissionList,
    ProcessPattern,
    RoleList,
    RoleWanted,
    Verdict,
)
from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayReadAccess, MayReadMe, MayWriteAccess
from api.bodies import StrictRoute
from api.permissions import Permission
from api.services import TheServices
from api.shapes import Answers, PathId, Problem, Refusal
from definitions.values import JsonObject
from store.audit import Deed

router = APIRouter(prefix="/api/v1", tags=["access"], route_class=StrictRoute)

RoleName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]*$", max_length=63)]
Namespace = Annotated[str, Path(max_length=63)]
Name = Annotated[str, Path(max_length=63, description="Or `*` for all of them.")]
_REFUSED: Answers = {
    403: {"model": Problem},
    404: {"model": Problem},
    409: {"model": Problem},
    422: {"model": Refusal},
}


@router.get("/me/permissions", response_model=MyPermissions)
async def mine(
    principal: MayReadMe,
    process: Annotated[ProcessPattern | None, Query(description="Those for this one.")] = None,
) -> Response:
    """What you may do, in the whole tenant or for one process; pages show what this says."""
    return json_answer(service.mine(principal.rights, process))


@router.get("/permissions", response_model=PermissionList)
async def permissions(_principal: MayReadMe) -> Response:
    """All permissions that there are, and what each right for a process brings."""
    return json_answer(service.permissions())


@router.get("/permissions/why", response_model=Verdict, responses=_REFUSED)
async def why(
    services: TheServices,
    principal: MayReadAccess,
    person: Annotated[str, Query(max_length=100)],
    permission: Permission,
    process: ProcessPattern | None = None,
    run: Annotated[str | None, Query(max_length=100, description="With this one.")] = None,
) -> Response:
    """Whether this person may do that, and why."""
    async with services.database.tenant(principal.tenant) as session:
        said = await service.why(services, session, person, permission, process, run)
        return json_answer(said)


@router.get("/roles", response_model=RoleList)
async def roles(services: TheServices, principal: MayReadAccess) -> Response:
    """Built-in roles and the tenant's own, with what each gives."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.roles(session, installation=principal.installation))


@router.put("/roles/{role}", status_code=204, responses=_REFUSED)
async def put_role(
    services: TheServices, principal: MayWriteAccess, role: RoleName, wanted: RoleWanted
) -> Response:
    """Makes a role, or changes it for all who have it."""
    details: JsonObject = {"title": wanted.title}
    deed = Deed(principal.person, "role.write", f"role:{role}", wanted.reason, details)
    async with audited(services, principal, deed) as session:
        title, patterns = wanted.title, wanted.permissions
        details |= await service.put_role(session, principal, role, title, patterns)
    return Response(status_code=204)


@router.delete("/roles/{role}", status_code=204, responses=_REFUSED)
async def drop_role(services: TheServices, principal: MayWriteAccess, role: RoleName) -> Response:
    """Takes a role away that nobody has any more, with what was granted to it for processes."""
    details: JsonObject = {}
    deed = Deed(principal.person, "role.delete", f"role:{role}", None, details)
    async with audited(services, principal, deed) as session:
        details |= await service.drop_role(session, principal, role)
    return Response(status_code=204)


@router.get("/processes/{namespace}/{name}/access", response_model=AccessShown)
async def of_process(
    services: TheServices, principal: MayReadAccess, namespace: Namespace, name: Name
) -> Response:
    """Who has been granted what for a process, and whether it is for those alone."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.of_process(session, principal, (namespace, name)))


@router.put("/processes/{namespace}/{name}/access", response_model=AccessShown, responses=_REFUSED)
async def change_process(
    services: TheServices,
    principal: MayWriteAccess,
    namespace: Namespace,
    name: Name,
    wanted: AccessWanted,
) -> Response:
    """Grants and restricts: the whole list, as it is to be."""
    process = namespace, name
    details: JsonObject = {}
    subject = f"process:{namespace}/{name}"
    deed = Deed(principal.person, "process.grant", subject, wanted.reason, details)
    async with audited(services, principal, deed) as session:
        details |= await service.change_process(session, principal, process, wanted)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.of_process(session, principal, process))


@router.get("/people/{id}/exceptions", response_model=ExceptionList, responses=_REFUSED)
async def exceptions(services: TheServices, principal: MayReadAccess, person: PathId) -> Response:
    """What this person may, or may not, other than their roles say."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.exceptions(session, person))


@router.post(
    "/people/{id}/exceptions", status_code=201, response_model=ExceptionShown, responses=_REFUSED
)
async def exempt(
    services: TheServices, principal: MayWriteAccess, person: PathId, wanted: ExceptionWanted
) -> Response:
    """Lets one person do something for a while, or keeps them from it."""
    said = {"permission": wanted.permission, "process": wanted.process, "allowed": wanted.allowed}
    until = {"until": wanted.until.isoformat()}
    subject = f"person:{person}"
    deed = Deed(principal.person, "exception.make", subject, wanted.reason, {**said, **until})
    async with audited(services, principal, deed) as session:
        made = await service.exempt(session, principal, person, wanted)
    return json_answer(made, 201)


@router.delete("/people/{id}/exceptions/{exception}", status_code=204, responses=_REFUSED)
async def end_exception(
    services: TheServices,
    principal: MayWriteAccess,
    person: PathId,
    exception: Annotated[str, Path(max_length=100)],
) -> Response:
    """Ends an exception before its time."""
    details = {"exception": exception}
    deed = Deed(principal.person, "exception.end", f"person:{person}", None, {**details})
    async with audited(services, principal, deed) as session:
        await service.end_exception(session, principal, person, exception)
    return Response(status_code=204)
