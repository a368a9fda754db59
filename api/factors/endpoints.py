"""`/api/v1/me/totp` and `/api/v1/me/recovery-codes`.

Never: a secret that can be asked for again.
"""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayWriteMe
from api.auth.rotation import told
from api.bodies import StrictRoute
from api.factors import service
from api.factors.schemas import RecoveryCodes, TotpBegun, TotpCode
from api.services import TheServices
from api.shapes import CONFLICT, NOT_FOUND, Problem
from definitions.values import Json

router = APIRouter(prefix="/api/v1/me", tags=["people"], route_class=StrictRoute)


@router.post("/totp", response_model=TotpBegun, status_code=201, responses=CONFLICT)
async def begin(services: TheServices, principal: MayWriteMe) -> Response:
    """Begins to set up an authenticator app; it counts when its first code was confirmed."""
    return json_answer(await service.begin(services, principal), 201)


@router.post(
    "/totp/confirmation",
    response_model=RecoveryCodes,
    responses={**CONFLICT, 429: {"model": Problem}},
)
async def confirm(services: TheServices, principal: MayWriteMe, wanted: TotpCode) -> Response:
    """Confirms the app by a code that it shows; all other sign-ins end."""
    added = await service.confirm(services, principal, wanted.code)
    return told(services, codes_answer(added.codes), added.renewed)


@router.delete("/totp", status_code=204, responses=NOT_FOUND | CONFLICT)
async def remove(services: TheServices, principal: MayWriteMe) -> Response:
    """Takes the authenticator app away."""
    await service.remove(services, principal)
    return Response(status_code=204)


@router.post("/recovery-codes", response_model=RecoveryCodes, status_code=201, responses=CONFLICT)
async def new_codes(services: TheServices, principal: MayWriteMe) -> Response:
    """Ten new ones; the earlier ones count no more."""
    return codes_answer(await service.new_codes(services, principal), 201)


def codes_answer(codes: list[str], status: int = 200) -> Response:
    return json_answer({"recoveryCodes": cast("list[Json]", codes)}, status)
