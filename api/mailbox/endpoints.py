"""`/api/v1/mailbox`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadMailbox
from api.bodies import StrictRoute
from api.mailbox import service
from api.mailbox.schemas import MailPage, MailWhole
from api.services import TheServices
from api.shapes import MAX_PAGE, Cursor, Problem

router = APIRouter(prefix="/api/v1/mailbox", tags=["people"], route_class=StrictRoute)

GONE: dict[int | str, dict[str, object]] = {404: {"model": Problem}}


@router.get("", response_model=MailPage, responses=GONE)
async def listed(
    services: TheServices,
    principal: MayReadMailbox,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> Response:
    """Mails that went to nobody, as there is no mail server; 404 where there is one."""
    return json_answer(await service.page(services, principal, cursor, limit))


@router.get("/{id}", response_model=MailWhole, responses={**GONE, 403: {"model": Problem}})
async def show(
    services: TheServices,
    principal: MayReadMailbox,
    mail: Annotated[str, Path(alias="id", max_length=100)],
) -> Response:
    """One of them. That somebody has read it stands in the audit trail."""
    return json_answer(await service.whole(services, principal, mail))
