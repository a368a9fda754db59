"""`/api/v1/departments`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadPeople, MayWriteDepartments
from api.bodies import StrictRoute
from api.departments import service
from api.departments.schemas import (
    DepartmentChange,
    DepartmentList,
    DepartmentShown,
    DepartmentWanted,
)
from api.services import TheServices
from api.shapes import CHANGES, PathId

router = APIRouter(prefix="/api/v1/departments", tags=["people"], route_class=StrictRoute)


@router.get("", response_model=DepartmentList)
async def everything(services: TheServices, principal: MayReadPeople) -> Response:
    """All departments of the tenant, each with the one that it is in."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.everything(session))


@router.post("", status_code=201, response_model=DepartmentShown, responses=CHANGES)
async def create(
    services: TheServices, principal: MayWriteDepartments, wanted: DepartmentWanted
) -> Response:
    """A new one, at the top or in another."""
    return json_answer(await service.create(services, principal, wanted), 201)


@router.patch("/{id}", response_model=DepartmentShown, responses=CHANGES)
async def change(
    services: TheServices,
    principal: MayWriteDepartments,
    department: PathId,
    wanted: DepartmentChange,
) -> Response:
    """Renames it, moves it with all that is below, or gives it another head."""
    return json_answer(await service.change(services, principal, department, wanted))


@router.delete("/{id}", status_code=204, responses=CHANGES)
async def remove(
    services: TheServices, principal: MayWriteDepartments, department: PathId
) -> Response:
    """Takes it away, when nobody and nothing is in it any more."""
    await service.remove(services, principal, department)
    return Response(status_code=204)
