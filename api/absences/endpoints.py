"""`/api/v1/me/absences` and `/api/v1/people/{id}/absences`, and who stands in.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.absences import service
from api.absences.schemas import AbsenceList, AbsenceShown, AbsenceWanted, StandIn
from api.answers import json_answer
from api.auth.guard import MayReadMe, MayReadPeople, MayWriteMe, MayWritePeople
from api.bodies import StrictRoute
from api.services import TheServices
from api.shapes import CHANGES, NOT_FOUND, Moment, PathId

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)

AbsenceId = Annotated[str, Path(alias="absence", max_length=100)]


@router.get("/me/absences", response_model=AbsenceList)
async def own(services: TheServices, principal: MayReadMe) -> Response:
    """When one is away, now and later."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.of_person(session, principal.person))


@router.post("/me/absences", status_code=201, response_model=AbsenceShown, responses=CHANGES)
async def add_own(services: TheServices, principal: MayWriteMe, wanted: AbsenceWanted) -> Response:
    """I am away until then, and this person stands in."""
    return json_answer(await service.add(services, principal, principal.person, wanted), 201)


@router.delete("/me/absences/{absence}", status_code=204, responses=NOT_FOUND)
async def remove_own(services: TheServices, principal: MayWriteMe, absence: AbsenceId) -> Response:
    """I am back, or stay."""
    await service.remove(services, principal, principal.person, absence)
    return Response(status_code=204)


@router.get("/people/{id}/absences", response_model=AbsenceList, responses=NOT_FOUND)
async def of_person(services: TheServices, principal: MayReadPeople, person: PathId) -> Response:
    """When somebody is away, now and later."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.of_person(session, person))


@router.post(
    "/people/{id}/absences", status_code=201, response_model=AbsenceShown, responses=CHANGES
)
async def add(
    services: TheServices, principal: MayWritePeople, person: PathId, wanted: AbsenceWanted
) -> Response:
    """Somebody else is away, and can't say so themselves."""
    return json_answer(await service.add(services, principal, person, wanted), 201)


@router.delete("/people/{id}/absences/{absence}", status_code=204, responses=NOT_FOUND)
async def remove(
    services: TheServices, principal: MayWritePeople, person: PathId, absence: AbsenceId
) -> Response:
    """They are back, or stay."""
    await service.remove(services, principal, person, absence)
    return Response(status_code=204)


@router.get("/people/{id}/stand-in", response_model=StandIn, responses=NOT_FOUND)
async def stand_in(
    services: TheServices,
    principal: MayReadPeople,
    person: PathId,
    at: Annotated[Moment | None, Query(description="Left out: now.")] = None,
) -> Response:
    """Whom to ask instead of somebody; deputies of deputies are followed."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.stand_in(session, person, at))
