"""`/api/v1/definitions/{namespace}/{name}/layout`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayReadDefinitions, MayWriteDefinitions
from api.bodies import StrictRoute
from api.layouts import service
from api.layouts.schemas import LayoutShown, LayoutWanted
from api.services import TheServices
from api.shapes import NOT_FOUND
from definitions.values import JsonObject
from store.audit import Deed

router = APIRouter(
    prefix="/api/v1/definitions/{namespace}/{name}/layout",
    tags=["definitions"],
    route_class=StrictRoute,
)

Namespace = Annotated[str, Path(max_length=63)]
Name = Annotated[str, Path(max_length=63)]


@router.get("", response_model=LayoutShown, responses=NOT_FOUND)
async def describe(
    services: TheServices, principal: MayReadDefinitions, namespace: Namespace, name: Name
) -> Response:
    """Where the boxes of a process stand on the canvas, whichever version is shown."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.describe(session, namespace, name))


@router.put("", response_model=LayoutShown, responses=NOT_FOUND)
async def save(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: Namespace,
    name: Name,
    wanted: LayoutWanted,
) -> Response:
    """Keeps where the boxes stand. No version is made or changed by it."""
    boxes: JsonObject = {"boxes": len(wanted.positions)}
    process = f"process:{namespace}/{name}"
    deed = Deed(principal.person, "layout.save", process, None, boxes)
    async with audited(services, principal, deed) as session:
        return json_answer(await service.save(session, principal, namespace, name, wanted))
