"""`/api/v1/groups`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadPeople, MayWriteDepartments
from api.bodies import StrictRoute
from api.groups import service
from api.groups.schemas import GroupList, GroupPeople, GroupShown, GroupWanted
from api.services import TheServices
from api.shapes import CHANGES, NOT_FOUND, PathId

router = APIRouter(prefix="/api/v1/groups", tags=["people"], route_class=StrictRoute)


@router.get("", response_model=GroupList)
async def everything(services: TheServices, principal: MayReadPeople) -> Response:
    """All groups of the tenant, by name."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.everything(session))


@router.post("", status_code=201, response_model=GroupShown, responses=CHANGES)
async def create(
    services: TheServices, principal: MayWriteDepartments, wanted: GroupWanted
) -> Response:
    """A new group of people and departments."""
    return json_answer(await service.put(services, principal, None, wanted), 201)


@router.put("/{id}", response_model=GroupShown, responses=CHANGES)
async def put(
    services: TheServices, principal: MayWriteDepartments, group: PathId, wanted: GroupWanted
) -> Response:
    """The group as it shall be, with all its members."""
    return json_answer(await service.put(services, principal, group, wanted))


@router.delete("/{id}", status_code=204, responses=NOT_FOUND)
async def remove(services: TheServices, principal: MayWriteDepartments, group: PathId) -> Response:
    """Takes the group away; its people stay."""
    await service.remove(services, principal, group)
    return Response(status_code=204)


@router.get("/{id}/people", response_model=GroupPeople, responses=NOT_FOUND)
async def who(services: TheServices, principal: MayReadPeople, group: PathId) -> Response:
    """Everybody who is in it now, by themselves or by their department."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.who(session, principal, group))
