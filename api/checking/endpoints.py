"""`/api/v1/definitions/check`: what is wrong with a text, asked while somebody writes it.

Never: a decision; the address reads, calls the service and answers. Nor anything kept.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayWriteDefinitions
from api.bodies import StrictRoute
from api.checking import service
from api.checking.schemas import CheckShown
from api.definitions.endpoints import DOCUMENT, document_in
from api.services import TheServices
from api.shapes import Problem

router = APIRouter(prefix="/api/v1/definitions", tags=["definitions"], route_class=StrictRoute)


@router.post(
    "/check",
    response_model=CheckShown,
    responses={415: {"model": Problem}, 429: {"model": Problem}},
    openapi_extra=DOCUMENT,
)
async def check(
    request: Request, services: TheServices, principal: MayWriteDefinitions
) -> Response:
    """Looks at a text, whatever its state. Nothing is kept, and nothing elsewhere is asked."""
    return json_answer(await service.check(services, principal, await document_in(request)))
