"""`/api/v1/functions`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadDefinitions
from api.bodies import StrictRoute
from api.functions import service
from api.functions.schemas import FunctionPage, FunctionShown
from api.services import TheServices
from api.shapes import NOT_FOUND, Cursor, PageSize

router = APIRouter(prefix="/api/v1/functions", tags=["definitions"], route_class=StrictRoute)


@router.get("", response_model=FunctionPage)
async def page(
    services: TheServices,
    _principal: MayReadDefinitions,
    search: Annotated[
        str, Query(max_length=100, description="A part of name, title or summary.")
    ] = "",
    category: Annotated[str | None, Query(max_length=63)] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """What a process can call, with the schemas for palette and forms, by name and version."""
    return json_answer(service.page(services.catalogue, search, category, cursor, limit))


@router.get("/{name}/{version}", response_model=FunctionShown, responses=NOT_FOUND)
async def describe(
    services: TheServices,
    _principal: MayReadDefinitions,
    name: Annotated[str, Path(max_length=63)],
    version: Annotated[str, Path(max_length=100)],
) -> Response:
    """One version of one function."""
    return json_answer(service.describe(services.catalogue, name, version))
