"""`/api/v1/definitions/simulate` and `/api/v1/definitions/{namespace}/{name}/{version}/simulate`.

Never: a decision; each address parses, calls the service and answers. Nor a transaction that is
open while somebody's scenarios are played.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadDefinitions, MayWriteDefinitions
from api.bodies import StrictRoute
from api.services import TheServices
from api.shapes import Answers, Problem, Refusal
from api.simulations import service
from api.simulations.schemas import DocumentSimulationWanted, SimulationShown, SimulationWanted

router = APIRouter(prefix="/api/v1/definitions", tags=["definitions"], route_class=StrictRoute)

_REFUSED: Answers = {422: {"model": Refusal}, 429: {"model": Problem}}


@router.post("/simulate", response_model=SimulationShown, responses=_REFUSED)
async def simulate_document(
    services: TheServices, principal: MayWriteDefinitions, wanted: DocumentSimulationWanted
) -> Response:
    """Tries a document that is not kept. Nothing is called, and no time passes."""
    work = partial(
        service.simulate,
        service.Subject(wanted.document),
        wanted.scenarios,
        services.catalogue,
        wanted.pauseAfterMs,
    )
    return json_answer(await services.simulations.run(principal.tenant, work))


@router.post(
    "/{namespace}/{name}/{version}/simulate",
    response_model=SimulationShown,
    responses={404: {"model": Problem}, **_REFUSED},
)
async def simulate(
    services: TheServices,
    principal: MayReadDefinitions,
    namespace: Annotated[str, Path(max_length=63)],
    name: Annotated[str, Path(max_length=63)],
    version: Annotated[str, Path(max_length=128)],
    wanted: SimulationWanted,
) -> Response:
    """Tries a version, a draft too, by scenarios. Nothing is called, and no time passes."""
    async with services.database.tenant(principal.tenant) as session:
        subject = await service.subject(session, namespace, name, version)
    work = partial(
        service.simulate, subject, wanted.scenarios, services.catalogue, wanted.pauseAfterMs
    )
    return json_answer(await services.simulations.run(principal.tenant, work))
