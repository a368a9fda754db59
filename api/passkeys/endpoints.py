"""`/api/v1/me/passkeys` and `/api/v1/session/passkey`.

Never: a list of somebody's passkeys before they have signed in.
"""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.credentials import refuse_foreign_origin
from api.auth.endpoints import GUESSED, welcome
from api.auth.entering import place_of
from api.auth.guard import MayWriteMe
from api.auth.rotation import told
from api.auth.schemas import Me
from api.bodies import StrictRoute
from api.passkeys import service
from api.passkeys.authenticator import site_of
from api.passkeys.schemas import (
    Challenge,
    PasskeyAdded,
    PasskeyMade,
    PasskeyRenamed,
    PasskeySignIn,
)
from api.services import TheServices
from api.shapes import CONFLICT, NOT_FOUND, PathId, Problem
from definitions.values import Json, JsonObject

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)


@router.post("/session/passkey/challenge", response_model=Challenge, responses=GUESSED)
async def sign_in_challenge(request: Request, services: TheServices) -> Response:
    """What a passkey has to sign to get in."""
    refuse_foreign_origin(request, services.settings)
    site = site_of(request, services.settings)
    return json_answer(await service.to_sign_in(services, site, place_of(request).address))


@router.post("/session/passkey", response_model=Me, responses=GUESSED)
async def sign_in(request: Request, services: TheServices, wanted: PasskeySignIn) -> Response:
    """Signs in by a passkey, without a password; the answer sets the session's cookie."""
    refuse_foreign_origin(request, services.settings)
    site = site_of(request, services.settings)
    signed = await service.sign_in(services, site, {**wanted.credential}, place_of(request))
    return welcome(services, signed)


@router.post("/me/passkeys/challenge", response_model=Challenge, responses=CONFLICT)
async def register_challenge(
    request: Request, services: TheServices, principal: MayWriteMe
) -> Response:
    """What a device is asked to make a passkey."""
    site = site_of(request, services.settings)
    return json_answer(await service.to_register(services, principal, site))


@router.post(
    "/me/passkeys",
    response_model=PasskeyAdded,
    status_code=201,
    responses={401: {"model": Problem}, 409: {"model": Problem}},
)
async def register(
    request: Request, services: TheServices, principal: MayWriteMe, wanted: PasskeyMade
) -> Response:
    """Adds a passkey; all other sign-ins end."""
    site = site_of(request, services.settings)
    added = await service.register(services, principal, site, wanted)
    body: JsonObject = {
        "passkey": added.passkey,
        "recoveryCodes": cast("list[Json]", added.codes),
    }
    return told(services, json_answer(body, 201), added.renewed)


@router.patch("/me/passkeys/{id}", status_code=204, responses=NOT_FOUND)
async def rename(
    services: TheServices, principal: MayWriteMe, one: PathId, wanted: PasskeyRenamed
) -> Response:
    """Gives it another name."""
    await service.rename(services, principal, one, wanted.name.strip())
    return Response(status_code=204)


@router.delete("/me/passkeys/{id}", status_code=204, responses=NOT_FOUND | CONFLICT)
async def remove(services: TheServices, principal: MayWriteMe, one: PathId) -> Response:
    """Takes it away; whoever has the device can't sign in by it any more."""
    await service.remove(services, principal, one)
    return Response(status_code=204)
