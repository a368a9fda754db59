"""`/api/v1/code`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadDefinitions
from api.bodies import StrictRoute
from api.code import service
from api.code.schemas import CodePage, CodeShown
from api.services import TheServices
from api.shapes import NOT_FOUND, Cursor, PageSize

router = APIRouter(prefix="/api/v1/code", tags=["definitions"], route_class=StrictRoute)


@router.get("", response_model=CodePage)
async def page(
    services: TheServices,
    principal: MayReadDefinitions,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """What installed packages bring as processes written in Python, by name and version.

    They have schemas and no document. A run is started as one of a definition is.
    """
    reach = principal.rights.reach(principal.asks)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, reach, cursor, limit))


@router.get("/{namespace}/{name}/{version}", response_model=CodeShown, responses=NOT_FOUND)
async def describe(
    services: TheServices,
    principal: MayReadDefinitions,
    namespace: Annotated[str, Path(max_length=63)],
    name: Annotated[str, Path(max_length=63)],
    version: Annotated[str, Path(max_length=100)],
) -> Response:
    """One version."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.describe(session, namespace, name, version))
