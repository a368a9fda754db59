"""`/api/v1/runs/{id}/export` and `/api/v1/runs/revive`: runs as files.

Never: a decision; each address parses, calls a service and answers.
"""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.answers import json_answer
from api.auth.guard import MayReadRuns, MayRevive, check
from api.bodies import StrictRoute
from api.errors import ApiError
from api.idempotency import REPLAYED, OnceKey
from api.runs import reviving
from api.runs.exporting import Export
from api.runs.schemas import RunStarted
from api.runs.service import hand_over
from api.services import TheServices
from api.shapes import PathId, Problem
from definitions.run_file import MEDIA_TYPE

router = APIRouter(prefix="/api/v1/runs", tags=["runs"], route_class=StrictRoute)

_FILE: dict[str, object] = {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}


@router.get(
    "/{id}/export",
    response_class=StreamingResponse,
    responses={200: _FILE, 403: {"model": Problem}, 404: {"model": Problem}},
)
async def export(
    services: TheServices,
    principal: MayReadRuns,
    run: PathId,
    *,
    values: Annotated[
        bool, Query(description="With its values; needs the permission runs:export-values.")
    ] = False,
) -> Response:
    """The run as a file: definition, facts, trace and what it has open. Values are masked."""
    structlog.contextvars.bind_contextvars(run=run)
    if values:
        check(principal, "runs:export-values")
    found = await Export.begin(services, principal, run, values=values)
    return StreamingResponse(found.lines(), media_type=MEDIA_TYPE)


@router.post(
    "/revive",
    status_code=201,
    response_model=RunStarted,
    responses={409: {"model": Problem}, 415: {"model": Problem}, 422: {"model": Problem}},
    openapi_extra={"requestBody": {"required": True, **_FILE}},
)
async def revive(
    request: Request,
    services: TheServices,
    principal: MayRevive,
    *,
    record: Annotated[
        bool, Query(description="Of a run that has ended: as a record, to be looked at.")
    ] = False,
    key: OnceKey = None,
) -> Response:
    """Takes a run back from its file. An open one goes on where its facts end."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        remedy = f"Send the file with Content-Type: {MEDIA_TYPE}."
        raise ApiError(415, "unsupported-media-type", "This is no file of a run.", remedy)
    run, replayed = await reviving.revive(services, principal, request, key, ended=record)
    run_id = str(run["id"])
    structlog.contextvars.bind_contextvars(run=run_id)
    headers = {"Location": f"/api/v1/runs/{run_id}"}
    if not replayed:
        await hand_over(services, principal.tenant, run_id)
    return json_answer(run, 201, headers | (REPLAYED if replayed else {}))
