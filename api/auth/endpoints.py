"""`/api/v1/session` and `/api/v1/me`.

Never: a token in a body; it travels in a cookie that scripts can't read.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth import service
from api.auth.credentials import COOKIE, refuse_foreign_origin
from api.auth.guard import MayEndSession, MayReadMe
from api.auth.schemas import Me, SignIn
from api.bodies import StrictRoute
from api.services import TheServices
from api.settings import ApiSettings
from api.shapes import Problem

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)


@router.post(
    "/session",
    response_model=Me,
    responses={401: {"model": Problem}, 429: {"model": Problem}},
)
async def sign_in(request: Request, services: TheServices, wanted: SignIn) -> Response:
    """Signs in with email and password; the answer sets the session's cookie."""
    refuse_foreign_origin(request, services.settings)
    address = request.client.host if request.client else ""
    signed = await service.sign_in(services, wanted, address)
    answer = json_answer(service.me(signed.principal))
    _set(answer, services.settings, signed.token, signed.seconds)
    return answer


@router.delete("/session", status_code=204, responses={401: {"model": Problem}})
async def sign_out(request: Request, services: TheServices, principal: MayEndSession) -> Response:
    """Ends the sign-in at once, on all devices that share this cookie."""
    token = request.cookies.get(COOKIE)
    if principal.by_cookie and token is not None:
        await service.sign_out(services, principal, token)
    answer = Response(status_code=204)
    _set(answer, services.settings, "", 0)
    return answer


@router.get("/me", response_model=Me, responses={401: {"model": Problem}})
async def me(principal: MayReadMe) -> Response:
    """Who has signed in, and what they may do."""
    return json_answer(service.me(principal))


def _set(answer: Response, settings: ApiSettings, token: str, seconds: int) -> None:
    answer.set_cookie(
        COOKIE,
        token,
        max_age=seconds,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
