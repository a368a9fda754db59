"""`/api/v1/me/tenants`.

Never: a token in a body; it travels in a cookie that scripts can't read.
"""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth import cookies
from api.auth.endpoints import welcome
from api.auth.entering import place_of
from api.auth.guard import MayReadMe, MayWriteMe
from api.auth.schemas import Me, SecondFactorWanted
from api.auth.service import HalfIn
from api.belonging import service
from api.belonging.schemas import Organisations, OrganisationWanted
from api.bodies import StrictRoute
from api.services import TheServices
from api.shapes import NOT_FOUND, PathId, Problem, Refusal
from definitions.values import Json

router = APIRouter(prefix="/api/v1/me/tenants", tags=["people"], route_class=StrictRoute)


@router.get("", response_model=Organisations)
async def page(services: TheServices, principal: MayReadMe) -> Response:
    """The organisations that you have put together, and the one that you are in."""
    return json_answer(await service.page(services, principal))


@router.post(
    "",
    status_code=201,
    response_model=Organisations,
    responses={409: {"model": Problem}, 422: {"model": Refusal}, 429: {"model": Problem}},
)
async def add(
    request: Request, services: TheServices, principal: MayWriteMe, wanted: OrganisationWanted
) -> Response:
    """One more, by proof that you are a person of it too. Needs a fresh sign-in here."""
    return json_answer(await service.add(services, principal, wanted, place_of(request)), 201)


@router.delete("/{id}", status_code=204, responses=NOT_FOUND)
async def leave(services: TheServices, principal: MayWriteMe, tenant: PathId) -> Response:
    """Takes one from the list; you are a person of it still."""
    await service.leave(services, principal, tenant)
    return Response(status_code=204)


@router.post(
    "/{id}/enter",
    response_model=Me,
    responses={
        202: {"model": SecondFactorWanted, "description": "A second factor comes next."},
        403: {"model": Problem},
        **NOT_FOUND,
    },
)
async def switch(
    request: Request, services: TheServices, principal: MayWriteMe, tenant: PathId
) -> Response:
    """On to another one; the sign-in here ends. Its rules hold: it may ask for a second factor."""
    signed = await service.switch(services, principal, tenant, place_of(request))
    if isinstance(signed, HalfIn):
        answer = json_answer({"ways": cast("list[Json]", signed.ways)}, 202)
        cookies.put(answer, services.settings, cookies.HALF, signed.token, None)
        return answer
    return welcome(services, signed)
