"""`/api/v1/people/{id}/invitation` and `/api/v1/invitation`: a link by mail, and who follows it.

Never: the link in an answer.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.credentials import refuse_foreign_origin
from api.auth.guard import MayWritePeople
from api.bodies import StrictRoute
from api.people import inviting, rights, service, shown
from api.people.schemas import InvitationTaken, Invited, PersonShown
from api.services import TheServices
from api.shapes import CHANGES, NOT_FOUND, PathId

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)


@router.post("/people/{id}/invitation", response_model=PersonShown, responses=CHANGES)
async def invite(
    services: TheServices,
    principal: MayWritePeople,
    person: PathId,
) -> Response:
    """Sends a link that works for seven days, once. One that was sent before ends."""
    keys = await services.keyring.of(principal.tenant)
    started = service.deed(principal, "invite", person, {})
    async with audited(services, principal, started) as session:
        row = await service.find(session, person)
        await rights.check_person(session, principal, row)
        await inviting.send(services, session, keys, principal, row)
        return json_answer(await shown.one(session, principal, person))


@router.delete("/people/{id}/invitation", response_model=PersonShown, responses=NOT_FOUND)
async def revoke(
    services: TheServices,
    principal: MayWritePeople,
    person: PathId,
) -> Response:
    """Ends the link; they stay invited until they are sent another, or are disabled."""
    started = service.deed(principal, "uninvite", person, {})
    async with audited(services, principal, started) as session:
        row = await service.find(session, person)
        await rights.check_person(session, principal, row)
        await inviting.end(session, person)
        return json_answer(await shown.one(session, principal, person))


@router.post("/invitation", response_model=Invited, responses=NOT_FOUND)
async def follow(request: Request, services: TheServices, taken: InvitationTaken) -> Response:
    """Who a link is for, for the page that it opens; a name given with it becomes theirs.

    The password is set by `/api/v1/password`, and with that the link is used.
    """
    refuse_foreign_origin(request, services.settings)
    return json_answer(await inviting.look(services, taken))
