"""`/api/v1/me/…`: one's own password and sign-ins.

Never: a password in an answer or a log.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.entering import place_of
from api.auth.guard import MayReadMe, MayWriteMe
from api.auth.rotation import told
from api.bodies import StrictRoute
from api.me import service
from api.me.schemas import PasswordChange, Proof, Security, SessionPage, SignInPage
from api.services import TheServices
from api.shapes import CONFLICT, NOT_FOUND, Answers, Cursor, PageSize, PathId, Problem

router = APIRouter(prefix="/api/v1/me", tags=["people"], route_class=StrictRoute)

GUESSED: Answers = {429: {"model": Problem}, **CONFLICT}


@router.post("/proof", status_code=204, responses=GUESSED)
async def prove(
    request: Request, services: TheServices, principal: MayWriteMe, wanted: Proof
) -> Response:
    """Proves again who one is, for the next 15 minutes of this sign-in."""
    await service.prove(services, principal, wanted.password, place_of(request).address)
    return Response(status_code=204)


@router.post("/password", status_code=204, responses=GUESSED)
async def password(
    request: Request, services: TheServices, principal: MayWriteMe, wanted: PasswordChange
) -> Response:
    """Changes the password; all other sign-ins end."""
    address = place_of(request).address
    renewed = await service.change_password(services, principal, wanted, address)
    return told(services, Response(status_code=204), renewed)


@router.get("/security", response_model=Security)
async def security(services: TheServices, principal: MayReadMe) -> Response:
    """By what one can sign in."""
    return json_answer(await service.security(services, principal))


@router.get("/sessions", response_model=SessionPage)
async def sessions(services: TheServices, principal: MayReadMe) -> Response:
    """One's own sign-ins that are not over."""
    return json_answer(await service.open_sessions(services, principal))


@router.delete("/sessions", status_code=204)
async def end_others(services: TheServices, principal: MayWriteMe) -> Response:
    """Ends all of one's sign-ins but the one that asks."""
    await service.end_others(services, principal)
    return Response(status_code=204)


@router.delete("/sessions/{id}", status_code=204, responses=NOT_FOUND)
async def end_session(services: TheServices, principal: MayWriteMe, one: PathId) -> Response:
    """Ends one of one's own sign-ins, wherever it is."""
    await service.end_session(services, principal, one)
    return Response(status_code=204)


@router.get("/sign-ins", response_model=SignInPage)
async def history(
    services: TheServices, principal: MayReadMe, cursor: Cursor = None, limit: PageSize = 50
) -> Response:
    """Who got in as this person, and who tried to, in the last 90 days."""
    return json_answer(await service.history(services, principal, cursor, limit))
