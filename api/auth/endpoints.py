"""`/api/v1/session` and `/api/v1/me`.

Never: a token in a body; it travels in a cookie that scripts can't read.
"""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth import cookies, second, service
from api.auth.credentials import refuse_foreign_origin
from api.auth.entering import SignedIn, place_of
from api.auth.guard import MayEndSession, MayReadMe
from api.auth.schemas import Me, SecondFactor, SecondFactorWanted, SignIn
from api.auth.second import HalfIn
from api.bodies import StrictRoute
from api.services import Services, TheServices
from api.shapes import Answers, Problem
from definitions.values import Json

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)

GUESSED: Answers = {401: {"model": Problem}, 429: {"model": Problem}}


@router.post(
    "/session",
    response_model=Me,
    responses={
        202: {"model": SecondFactorWanted, "description": "A second factor comes next."},
        **GUESSED,
    },
)
async def sign_in(request: Request, services: TheServices, wanted: SignIn) -> Response:
    """Signs in with email and password; the answer sets the session's cookie."""
    refuse_foreign_origin(request, services.settings)
    signed = await service.sign_in(services, wanted, place_of(request))
    if isinstance(signed, HalfIn):
        answer = json_answer({"ways": cast("list[Json]", signed.ways)}, 202)
        cookies.put(answer, services.settings, cookies.HALF, signed.token, None)
        return answer
    return welcome(services, signed)


@router.post("/session/second-factor", response_model=Me, responses=GUESSED)
async def second_factor(request: Request, services: TheServices, wanted: SecondFactor) -> Response:
    """The second step of a sign-in that was begun by email and password."""
    refuse_foreign_origin(request, services.settings)
    token = cookies.given(request, services.settings, cookies.HALF)
    return welcome(services, await second.finish(services, token, wanted, place_of(request)))


@router.delete("/session", status_code=204, responses={401: {"model": Problem}})
async def sign_out(services: TheServices, principal: MayEndSession) -> Response:
    """Ends the sign-in at once, on all devices that share this cookie."""
    await service.sign_out(services, principal)
    answer = Response(status_code=204)
    cookies.take(answer, services.settings, cookies.SESSION)
    return answer


@router.get("/me", response_model=Me, responses={401: {"model": Problem}})
async def me(services: TheServices, principal: MayReadMe) -> Response:
    """Who has signed in, and what they may do."""
    return json_answer(service.me(services, principal))


def welcome(services: Services, signed: SignedIn) -> Response:
    """The answer of every way in: who it is, and the cookie."""
    settings = services.settings
    answer = json_answer(service.me(services, signed.principal))
    cookies.put(answer, settings, cookies.SESSION, signed.token, signed.seconds)
    cookies.take(answer, settings, cookies.HALF)
    return answer
