"""`/api/v1/password`.

Never: a token in an address; it stands in the link's fragment, which browsers keep to themselves.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.auth.credentials import refuse_foreign_origin
from api.auth.entering import place_of
from api.bodies import StrictRoute
from api.password import service
from api.password.schemas import Forgotten, NewPassword
from api.services import TheServices
from api.shapes import NOT_FOUND, Problem

router = APIRouter(prefix="/api/v1/password", tags=["people"], route_class=StrictRoute)


@router.post("/forgotten", status_code=202, responses={429: {"model": Problem}})
async def forgotten(request: Request, services: TheServices, wanted: Forgotten) -> Response:
    """Sends a link by mail, if there is such a person; the answer is always the same."""
    refuse_foreign_origin(request, services.settings)
    await service.forgotten(services, wanted, place_of(request).address)
    return Response(status_code=202)


@router.post("", status_code=204, responses=NOT_FOUND)
async def renew(request: Request, services: TheServices, wanted: NewPassword) -> Response:
    """Sets a password by a link that was sent; all sign-ins of the person end."""
    refuse_foreign_origin(request, services.settings)
    await service.renew(services, wanted)
    return Response(status_code=204)
