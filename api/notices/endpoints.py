"""`/api/v1/notices`, and `/api/v1/me/channels` and `/api/v1/tenant/channels`.

Never: a notice of somebody else; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayReadMe, MayWriteMe, MayWriteTenant
from api.bodies import StrictRoute
from api.ids import is_id
from api.notices import choices, service
from api.notices.schemas import (
    Choices,
    ChoicesWanted,
    NoticePage,
    ReadWanted,
    Unread,
    UsualChoices,
)
from api.services import TheServices
from api.shapes import MAX_PAGE, Cursor, Refusal
from definitions.values import JsonObject
from store import channel_choices, notices
from store.audit import Deed
from store.channel_choices import USUAL

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)


@router.get("/notices", response_model=NoticePage)
async def listed(
    services: TheServices,
    principal: MayReadMe,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> Response:
    """What one is told, the newest first, and how much of it is unread."""
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, keys, principal, cursor, limit))


@router.post("/notices/read", response_model=Unread)
async def read(services: TheServices, principal: MayWriteMe, wanted: ReadWanted) -> Response:
    """One has read these, or all."""
    ids = None if wanted.ids is None else [one for one in wanted.ids if is_id(one)]
    async with services.database.tenant(principal.tenant) as session:
        await notices.mark_read(session, principal.person, ids)
        return json_answer({"unread": await notices.unread(session, principal.person)})


@router.get("/me/channels", response_model=Choices)
async def channels(services: TheServices, principal: MayReadMe) -> Response:
    """By what one is told of what, and how soon."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await choices.shown(session, principal.person))


@router.put("/me/channels", response_model=Choices, responses={422: {"model": Refusal}})
async def choose(services: TheServices, principal: MayWriteMe, wanted: ChoicesWanted) -> Response:
    """Chooses, instead of what was chosen before."""
    details: JsonObject = {}
    deed = Deed(principal.person, "person.change", f"person:{principal.person}", details=details)
    async with audited(services, principal, deed) as session:
        chosen = choices.wanted(wanted, await channel_choices.usual(session))
        details["channels"] = choices.said(chosen)
        await channel_choices.choose(session, principal.person, chosen)
        shown = await choices.shown(session, principal.person)
    return json_answer(shown)


@router.get("/tenant/channels", response_model=UsualChoices)
async def usual(services: TheServices, principal: MayWriteTenant) -> Response:
    """How the organisation tells those of its people who have chosen nothing."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await choices.shown_usual(session))


@router.put("/tenant/channels", response_model=UsualChoices, responses={422: {"model": Refusal}})
async def choose_usual(
    services: TheServices, principal: MayWriteTenant, wanted: ChoicesWanted
) -> Response:
    """Chooses, instead of what was usual before; what is left out is as Baton has it."""
    chosen = choices.wanted(wanted, USUAL)
    details: JsonObject = {"channels": choices.said(chosen)}
    target = f"tenant:{principal.tenant}"
    deed = Deed(principal.person, "tenant.channels", target, details=details)
    async with audited(services, principal, deed) as session:
        await channel_choices.choose_usual(session, chosen, principal.person)
        shown = await choices.shown_usual(session)
    return json_answer(shown)
