"""`/api/v1/schedules`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayControl, MayReadDefinitions
from api.bodies import StrictRoute
from api.definitions.endpoints import Name, Namespace
from api.schedules import preview as previewing
from api.schedules import service
from api.schedules.schemas import PreviewWanted, ScheduleList, SchedulePage, SchedulePreview
from api.services import TheServices
from api.shapes import INVALID, NOT_FOUND, Cursor, PageSize

router = APIRouter(prefix="/api/v1/schedules", tags=["definitions"], route_class=StrictRoute)


@router.get("", response_model=SchedulePage)
async def page(
    services: TheServices,
    principal: MayReadDefinitions,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """When published processes start by themselves, by process. All times are in UTC."""
    reach = principal.rights.reach(principal.asks)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, reach, cursor, limit))


@router.post("/preview", response_model=SchedulePreview, responses=INVALID)
async def preview(_principal: MayReadDefinitions, wanted: PreviewWanted) -> Response:
    """When a schedule would start runs. Nothing is kept."""
    return json_answer(previewing.preview(wanted.schedule, wanted.timeZone, previewing.now()))


@router.get("/{namespace}/{name}", response_model=ScheduleList, responses=NOT_FOUND)
async def describe(
    services: TheServices, principal: MayReadDefinitions, namespace: Namespace, name: Name
) -> Response:
    """The schedules of one process."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.describe(session, namespace, name))


@router.post("/{namespace}/{name}/pause", response_model=ScheduleList, responses=NOT_FOUND)
async def pause(
    services: TheServices, principal: MayControl, namespace: Namespace, name: Name
) -> Response:
    """Starts no more runs by schedule until somebody resumes it, also in newer versions."""
    deed = service.deed_of(principal, "pause", namespace, name)
    async with audited(services, principal, deed) as session:
        return json_answer(await service.pause(session, principal, namespace, name))


@router.post("/{namespace}/{name}/resume", response_model=ScheduleList, responses=NOT_FOUND)
async def resume(
    services: TheServices, principal: MayControl, namespace: Namespace, name: Name
) -> Response:
    """Goes on from now; what would have been started meanwhile is not made up for."""
    deed = service.deed_of(principal, "resume", namespace, name)
    async with audited(services, principal, deed) as session:
        return json_answer(await service.resume(session, namespace, name))
