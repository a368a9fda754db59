"""`/api/v1/processes/{namespace}/{name}/outlook`.

Never: a decision; the address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayStart
from api.bodies import StrictRoute
from api.outlook import service
from api.outlook.schemas import OutlookShown, OutlookWanted
from api.services import TheServices
from api.shapes import Problem

router = APIRouter(prefix="/api/v1/processes", tags=["runs"], route_class=StrictRoute)


@router.post(
    "/{namespace}/{name}/outlook",
    response_model=OutlookShown,
    responses={
        404: {"model": Problem},
        409: {"model": Problem, "description": "It is written in Python."},
        429: {"model": Problem},
    },
)
async def look(
    services: TheServices,
    principal: MayStart,
    namespace: Annotated[str, Path(max_length=63)],
    name: Annotated[str, Path(max_length=63)],
    wanted: OutlookWanted,
) -> Response:
    """Who would be asked, if one started it with this input now. Nothing is started."""
    process = namespace, name
    found = await service.look(services, principal, process, wanted.version, wanted.input)
    return json_answer(found)
