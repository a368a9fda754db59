"""`/api/v1/audit` and `/api/v1/runs/{id}/audit`.

Never: a way to write; deeds are written where they are done.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from api.answers import json_answer
from api.audit import reading
from api.audit.exporting import Export
from api.audit.schemas import AuditPage, AuditWanted, Verification
from api.auth.guard import MayExportAudit, MayReadAudit
from api.runs.service import find
from api.services import TheServices
from api.shapes import INVALID, NOT_FOUND, Cursor, PageSize, PathId, Problem
from store import audit
from store.audit_file import MEDIA_TYPE
from store.audit_search import Sought

router = APIRouter(prefix="/api/v1", tags=["audit"])

MOST_CHECKED = 20_000
"""Lines that one request checks at most."""

_FILE: dict[str, object] = {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}


@router.get("/audit", response_model=AuditPage, responses=INVALID)
async def page(
    services: TheServices, principal: MayReadAudit, wanted: Annotated[AuditWanted, Query()]
) -> Response:
    """Who did what, or tried to, the newest first. Reasons and details can't be searched."""
    keys = await services.keyring.of(principal.tenant)
    sought = wanted.sought(principal.person)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await reading.page(session, keys, sought, wanted.cursor, wanted.limit))


@router.get("/audit/verification", response_model=Verification, responses={422: {"model": Problem}})
async def verification(
    services: TheServices,
    principal: MayReadAudit,
    after: Annotated[
        int, Query(ge=0, le=2**62, description="`next` of the answer before; 0 to begin.")
    ] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_CHECKED)] = 5_000,
) -> Response:
    """Checks a stretch of the chain: `findings` names what was changed, removed or added, where."""
    return json_answer(await reading.verification(services, principal.tenant, after, limit))


@router.get("/audit/export", response_class=StreamingResponse, responses={200: _FILE})
async def export(services: TheServices, principal: MayExportAudit) -> Response:
    """The whole trail as JSON lines that can be checked without a server."""
    found = await Export.begin(services, principal)
    return StreamingResponse(found.lines(), media_type=MEDIA_TYPE)


@router.get("/runs/{id}/audit", response_model=AuditPage, responses=NOT_FOUND)
async def of_run(
    services: TheServices,
    principal: MayReadAudit,
    run: PathId,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """What people have done about a run, or tried to, the newest first."""
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, principal, run)
        sought = Sought(subject=f"{audit.RUN}{row.id}")
        return json_answer(await reading.page(session, keys, sought, cursor, limit))
