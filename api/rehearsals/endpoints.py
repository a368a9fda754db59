"""`/api/v1/definitions/rehearse` and `/api/v1/definitions/{namespace}/{name}/{version}/rehearse`.

Never: a decision; each address parses, calls the service and answers. Nor a transaction that is
open while runs are compared.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadRuns, MayWriteDefinitions
from api.bodies import StrictRoute
from api.features import needs
from api.rehearsals import service
from api.rehearsals.schemas import DocumentRehearsalWanted, RehearsalShown, RehearsalWanted
from api.services import TheServices
from api.shapes import Answers, Problem, Refusal
from api.simulations.service import Subject, subject

router = APIRouter(prefix="/api/v1/definitions", tags=["definitions"], route_class=StrictRoute)

_REFUSED: Answers = {422: {"model": Refusal}, 429: {"model": Problem}}


@router.post("/rehearse", response_model=RehearsalShown, responses=_REFUSED)
async def rehearse_document(
    services: TheServices, principal: MayWriteDefinitions, wanted: DocumentRehearsalWanted
) -> Response:
    """Tries a document that is not kept on the last runs of its process. Nothing is called."""
    needs(principal, "rehearsals")
    given = Subject(wanted.document)
    return json_answer(await service.rehearse(services, principal, given, wanted))


@router.post(
    "/{namespace}/{name}/{version}/rehearse",
    response_model=RehearsalShown,
    responses={404: {"model": Problem}, **_REFUSED},
)
async def rehearse(
    services: TheServices,
    principal: MayReadRuns,
    namespace: Annotated[str, Path(max_length=63)],
    name: Annotated[str, Path(max_length=63)],
    version: Annotated[str, Path(max_length=128)],
    wanted: RehearsalWanted,
) -> Response:
    """Tries a version, a draft too, on the last runs of its process. Nothing is called.

    Who may not see all runs tries it on their own.
    """
    needs(principal, "rehearsals")
    async with services.database.tenant(principal.tenant) as session:
        given = await subject(session, namespace, name, version)
    return json_answer(await service.rehearse(services, principal, given, wanted))
