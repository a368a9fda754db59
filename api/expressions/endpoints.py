"""`/api/v1/expressions`: tried on data while somebody writes them, and the words to write them in.

Never: a decision; each address parses, calls the service and answers. Nor anything kept.
"""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadDefinitions, MayWriteDefinitions
from api.bodies import StrictRoute
from api.expressions import service
from api.expressions.schemas import EvaluationShown, EvaluationWanted, Words
from api.services import TheServices
from api.shapes import INVALID, Problem

router = APIRouter(prefix="/api/v1/expressions", tags=["definitions"], route_class=StrictRoute)


@router.post(
    "/evaluate",
    response_model=EvaluationShown,
    responses={**INVALID, 429: {"model": Problem}},
)
async def evaluate(
    services: TheServices, principal: MayWriteDefinitions, wanted: EvaluationWanted
) -> Response:
    """What an expression makes of some data. It reaches nothing else, and nothing is kept."""
    work = partial(
        service.evaluate,
        wanted.expression,
        wanted.data,
        {**wanted.variables, **wanted.arguments},
    )
    return json_answer(await services.evaluations.run(principal.tenant, work))


@router.get("/words", response_model=Words)
async def words(_principal: MayReadDefinitions) -> Response:
    """The functions of the language and the variables of the standard."""
    return json_answer(service.words())
