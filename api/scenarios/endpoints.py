"""`/api/v1/processes/{namespace}/{name}/scenarios`: how a process is tried, kept for all who draw.

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
from api.preconditions import IfMatch, IfNoneMatch, base_of, etag
from api.scenarios import service
from api.scenarios.schemas import ScenarioList, ScenarioMoved, ScenarioShown, ScenarioWanted
from api.services import TheServices
from api.shapes import INVALID, NOT_FOUND, Answers
from definitions.values import JsonObject

router = APIRouter(
    prefix="/api/v1/processes/{namespace}/{name}/scenarios",
    tags=["definitions"],
    route_class=StrictRoute,
)

Namespace = Annotated[str, Path(max_length=63, pattern=service.NAME_OF_PROCESS)]
Name = Annotated[str, Path(max_length=63, pattern=service.NAME_OF_PROCESS)]
ScenarioName = Annotated[str, Path(alias="scenario", min_length=1, max_length=service.LONGEST_NAME)]

_MOVED: Answers = {409: {"model": ScenarioMoved}}


@router.get("", response_model=ScenarioList)
async def page(
    services: TheServices, principal: MayReadDefinitions, namespace: Namespace, name: Name
) -> Response:
    """All scenarios of a process; also of one that is drawn and not saved as a version yet."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, namespace, name))


@router.put("/{scenario}", response_model=ScenarioShown, responses={**_MOVED, **INVALID})
async def save(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: Namespace,
    name: Name,
    scenario: ScenarioName,
    wanted: ScenarioWanted,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Keeps a scenario under its name.

    With If-Match it is kept only over what the sender has read, with `If-None-Match: *` only if
    the name is new; else the answer is 409, and `newest` is what is there.
    """
    base = base_of(if_match, if_none_match)
    kept = service.checked(scenario, wanted.scenario)
    details: JsonObject = {}
    deed = service.deed(principal, "save", namespace, name, scenario, details)
    async with audited(services, principal, deed) as session:
        shown, tag = await service.save(
            session, principal, (namespace, name), scenario, kept, base, details
        )
    return json_answer(shown, headers=etag(tag))


@router.delete("/{scenario}", status_code=204, responses={**NOT_FOUND, **_MOVED})
async def remove(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: Namespace,
    name: Name,
    scenario: ScenarioName,
    if_match: IfMatch = None,
) -> Response:
    """Takes a scenario away; with If-Match only what the sender has read."""
    base = base_of(if_match, None)
    deed = service.deed(principal, "delete", namespace, name, scenario, {})
    async with audited(services, principal, deed) as session:
        await service.remove(session, (namespace, name), scenario, base)
    return Response(status_code=204)
