"""`/api/v1/runs/{id}/…`: retry, skip, data, again.

Never: a decision; each address parses, calls a service and answers.
"""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import data_read
from api.auth.guard import MayChange, MayControl, MayStart
from api.bodies import StrictRoute
from api.idempotency import REPLAYED, OnceKey
from api.repairs import again as repeating
from api.repairs import data, service
from api.repairs.schemas import (
    AgainWanted,
    ChangeWanted,
    RetryPlan,
    RetryWanted,
    RunData,
    SkipWanted,
)
from api.runs.endpoints import COMMANDED, command
from api.runs.schemas import CommandAnswer, RunShown, RunStarted
from api.runs.service import hand_over
from api.services import TheServices
from api.shapes import NOT_FOUND, Answers, PathId, Problem, Refusal
from definitions.values import JsonObject

router = APIRouter(prefix="/api/v1/runs", tags=["repairs"], route_class=StrictRoute)

_NOT_NOW: Answers = {
    **NOT_FOUND,
    409: {"model": Problem, "description": "Not as the run stands now."},
}
_REFUSED: Answers = {
    **_NOT_NOW,
    422: {"model": Refusal, "description": "`errors` lists what keeps it from going on so."},
}


@router.get("/{id}/retry", response_model=RetryPlan, responses=_REFUSED)
async def plan(
    services: TheServices,
    principal: MayControl,
    run: PathId,
    visit: Annotated[
        str | None,
        Query(max_length=10_000, description="As the trace says; where it failed by default."),
    ] = None,
    version: Annotated[
        str | None, Query(max_length=128, description="The one that it had by default.")
    ] = None,
) -> Response:
    """What a retry would do: from which task, with what, and which calls leave once more."""
    structlog.contextvars.bind_contextvars(run=run)
    shown = await service.plan(services, principal, run, visit, version)
    await data_read(services, principal, run)
    return json_answer(shown)


@router.post("/{id}/retry", response_model=RunShown, responses=_REFUSED)
async def retry(
    request: Request,
    services: TheServices,
    principal: MayControl,
    run: PathId,
    wanted: RetryWanted,
    key: OnceKey = None,
) -> Response:
    """Lets a run that has faulted or was cancelled go on, in a new execution.

    It goes on with the task that failed, or an earlier one. To give it an input, an output or
    a context of its own needs the permission runs:change.
    """
    structlog.contextvars.bind_contextvars(run=run)
    shown, replayed = await service.retry(services, principal, run, wanted, request, key)
    await hand_over(services, principal.tenant, run)
    return json_answer(shown, headers=REPLAYED if replayed else None)


@router.post("/{id}/skip", response_model=CommandAnswer, responses=COMMANDED)
async def skip(
    services: TheServices,
    principal: MayChange,
    run: PathId,
    wanted: SkipWanted,
    key: OnceKey = None,
) -> Response:
    """Ends an open task with this output, as if it had made it; what it had open is cancelled."""
    said: JsonObject = {"visit": wanted.visit, "output": wanted.output, "reason": wanted.reason}
    return await command(services, principal, run, "skip", said, key)


@router.get("/{id}/data", response_model=RunData, responses=_NOT_NOW)
async def show(services: TheServices, principal: MayChange, run: PathId) -> Response:
    """`$context` of a run as it is now, or as it was when the run ended.

    Values are unclipped. Secrets never stand in them.
    """
    structlog.contextvars.bind_contextvars(run=run)
    shown = await data.show(services, principal, run)
    await data_read(services, principal, run)
    return json_answer(shown)


@router.post("/{id}/data", response_model=CommandAnswer, responses=COMMANDED)
async def change(
    services: TheServices,
    principal: MayChange,
    run: PathId,
    wanted: ChangeWanted,
    key: OnceKey = None,
) -> Response:
    """Changes `$context` of a run that is suspended or waits."""
    said: JsonObject = {"context": wanted.context, "reason": wanted.reason}
    return await command(services, principal, run, "change", said, key)


@router.post("/{id}/again", status_code=201, response_model=RunStarted, responses=_REFUSED)
async def again(
    request: Request,
    services: TheServices,
    principal: MayStart,
    run: PathId,
    wanted: AgainWanted | None = None,
    key: OnceKey = None,
) -> Response:
    """Starts another run with the same input, or an edited one."""
    structlog.contextvars.bind_contextvars(run=run)
    given = wanted or AgainWanted()
    started, replayed = await repeating.start(services, principal, run, given, request, key)
    await hand_over(services, principal.tenant, str(started["id"]))
    headers = {"Location": f"/api/v1/runs/{started['id']}"}
    return json_answer(started, 201, headers | REPLAYED if replayed else headers)
