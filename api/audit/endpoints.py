"""`/api/v1/runs/{id}/audit`.

Never: a way to write; deeds are written where they are done.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.audit import service
from api.audit.schemas import AuditPage
from api.auth.guard import MayReadAudit
from api.runs.endpoints import NOT_FOUND
from api.runs.service import find
from api.services import TheServices
from api.shapes import Cursor, PageSize
from store import audit

router = APIRouter(prefix="/api/v1/runs", tags=["audit"])


@router.get("/{id}/audit", response_model=AuditPage, responses=NOT_FOUND)
async def of_run(
    services: TheServices,
    principal: MayReadAudit,
    run: Annotated[str, Path(alias="id", max_length=100)],
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """What people have done about a run, or tried to, the newest first."""
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, principal, run)
        subject = f"{audit.RUN}{row.id}"
        return json_answer(await service.page(session, keys, subject, cursor, limit))
