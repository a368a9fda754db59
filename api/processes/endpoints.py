"""`/api/v1/processes`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadDefinitions
from api.bodies import StrictRoute
from api.definitions.schemas import State
from api.processes import service
from api.processes.schemas import ProcessPage, ProcessShown, UsesShown
from api.services import TheServices
from api.shapes import NOT_FOUND, Cursor, PageSize

router = APIRouter(prefix="/api/v1/processes", tags=["definitions"], route_class=StrictRoute)

Namespace = Annotated[str, Path(max_length=63)]
Name = Annotated[str, Path(max_length=63)]


@router.get("", response_model=ProcessPage)
async def page(
    services: TheServices,
    principal: MayReadDefinitions,
    search: Annotated[
        str, Query(max_length=100, description="A part of namespace, name, title or summary.")
    ] = "",
    state: Annotated[State | None, Query()] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """Processes by name, each with how its runs stand."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, principal, search, state, cursor, limit))


@router.get("/{namespace}/{name}", response_model=ProcessShown, responses=NOT_FOUND)
async def describe(
    services: TheServices, principal: MayReadDefinitions, namespace: Namespace, name: Name
) -> Response:
    """One process with all its versions."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.describe(session, principal, namespace, name))


@router.get("/{namespace}/{name}/uses", response_model=UsesShown, responses=NOT_FOUND)
async def uses(
    services: TheServices, principal: MayReadDefinitions, namespace: Namespace, name: Name
) -> Response:
    """What leans on a process: others that run it, its open runs, its schedules."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.uses(session, principal, namespace, name))
