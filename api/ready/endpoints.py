"""`/api/v1/ready`: processes that come with Baton, each with its scenarios.

Never: a decision; the address calls the service and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadDefinitions
from api.bodies import StrictRoute
from api.ready import service
from api.ready.schemas import ReadyList

router = APIRouter(prefix="/api/v1/ready", tags=["definitions"], route_class=StrictRoute)


@router.get("", response_model=ReadyList)
async def page(_principal: MayReadDefinitions) -> Response:
    """Processes to begin with. Whoever takes one saves it as a definition of their own."""
    return json_answer(await service.page())
