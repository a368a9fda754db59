"""`/api/v1/me/profile` and `/api/v1/working-hours`: what people say of themselves, and the tenant.

Never: a role or an address changed by its owner.
"""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayReadMe, MayReadPeople, MayWriteMe, MayWritePeople
from api.bodies import StrictRoute
from api.people import service, shown
from api.people.schemas import HoursShown, HoursWanted, PersonShown, ProfileChange
from api.services import TheServices
from api.shapes import INVALID
from definitions.values import JsonObject
from store import tenants
from store.audit import Deed
from store.working_hours import WorkingHours, settled

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)


@router.get("/me/profile", response_model=PersonShown)
async def profile(services: TheServices, principal: MayReadMe) -> Response:
    """Oneself, as others see one."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await shown.one(session, principal, principal.person))


@router.patch("/me/profile", response_model=PersonShown, responses=INVALID)
async def change_profile(
    services: TheServices, principal: MayWriteMe, wanted: ProfileChange
) -> Response:
    """One's own name, language, time zone and working hours; null takes away."""
    return json_answer(await service.change(services, principal, principal.person, wanted))


@router.get("/working-hours", response_model=HoursShown)
async def hours(services: TheServices, principal: MayReadPeople) -> Response:
    """The tenant's time zone and working hours, for whoever has none of their own."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await _hours(session))


@router.put("/working-hours", response_model=HoursShown, responses=INVALID)
async def set_hours(
    services: TheServices, principal: MayWritePeople, wanted: HoursWanted
) -> Response:
    """Sets them."""
    details: JsonObject = {}
    deed = Deed(
        principal.person, "working-hours.write", f"tenant:{principal.tenant}", None, details
    )
    async with audited(services, principal, deed) as session:
        details["before"] = await _hours(session)
        await tenants.set_working_hours(session, wanted.timeZone, wanted.workingHours)
        details["after"] = answer = await _hours(session)
        return json_answer(answer)


async def _hours(session: AsyncSession) -> JsonObject:
    zone, week = settled(WorkingHours(None, None), await tenants.working_hours(session))
    return {"timeZone": zone, "workingHours": shown.hours(week)}
