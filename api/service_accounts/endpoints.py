"""`/api/v1/service-accounts`.

Never: one deleted; runs and the audit trail name it, so it is disabled.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayManageServiceAccounts
from api.bodies import StrictRoute
from api.service_accounts import service
from api.service_accounts.schemas import (
    ServiceAccount,
    ServiceAccountChange,
    ServiceAccountList,
    ServiceAccountWanted,
)
from api.services import TheServices
from api.shapes import PathId, Problem, Refusal

router = APIRouter(prefix="/api/v1/service-accounts", tags=["keys"], route_class=StrictRoute)


@router.get("", response_model=ServiceAccountList)
async def every(services: TheServices, principal: MayManageServiceAccounts) -> Response:
    """Accounts that only programs use, by name."""
    return json_answer(await service.every(services, principal))


@router.post(
    "",
    status_code=201,
    response_model=ServiceAccount,
    responses={409: {"model": Problem}, 422: {"model": Refusal}},
)
async def make(
    services: TheServices, principal: MayManageServiceAccounts, wanted: ServiceAccountWanted
) -> Response:
    """Makes one. It signs in nowhere; it gets keys by `POST /api/v1/keys`."""
    return json_answer(await service.make(services, principal, wanted), 201)


@router.patch(
    "/{id}",
    response_model=ServiceAccount,
    responses={404: {"model": Problem}, 422: {"model": Refusal}},
)
async def change(
    services: TheServices,
    principal: MayManageServiceAccounts,
    account: PathId,
    wanted: ServiceAccountChange,
) -> Response:
    """Changes roles or owner, disables it or enables it again."""
    return json_answer(await service.change(services, principal, account, wanted))
