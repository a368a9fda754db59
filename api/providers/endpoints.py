"""`/api/v1/identity-providers`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayWriteProviders
from api.bodies import StrictRoute
from api.providers import service
from api.providers.schemas import ProviderChecked, ProviderList, ProviderShown, ProviderWanted
from api.services import TheServices
from api.shapes import CHANGES, NOT_FOUND, PathId

router = APIRouter(prefix="/api/v1/identity-providers", tags=["people"], route_class=StrictRoute)


@router.get("", response_model=ProviderList)
async def everything(services: TheServices, principal: MayWriteProviders) -> Response:
    """All identity providers of the tenant, by name, without their secrets."""
    return json_answer(await service.everything(services, principal))


@router.post("", status_code=201, response_model=ProviderShown, responses=CHANGES)
async def create(
    services: TheServices, principal: MayWriteProviders, wanted: ProviderWanted
) -> Response:
    """A new one. Nobody maps a group to a role that gives more than they have."""
    return json_answer(await service.create(services, principal, wanted), 201)


@router.put("/{id}", response_model=ProviderShown, responses=CHANGES)
async def put(
    services: TheServices, principal: MayWriteProviders, provider: PathId, wanted: ProviderWanted
) -> Response:
    """The provider as it shall be. With another issuer it knows nobody any more."""
    return json_answer(await service.change(services, principal, provider, wanted))


@router.delete("/{id}", status_code=204, responses=NOT_FOUND)
async def remove(services: TheServices, principal: MayWriteProviders, provider: PathId) -> Response:
    """Takes it away; its people stay, with the roles that they have."""
    await service.remove(services, principal, provider)
    return Response(status_code=204)


@router.post("/{id}/check", response_model=ProviderChecked, responses=NOT_FOUND)
async def check(services: TheServices, principal: MayWriteProviders, provider: PathId) -> Response:
    """Asks the provider what it says of itself, and says what is wrong."""
    return json_answer(await service.check(services, principal, provider))
