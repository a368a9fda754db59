"""`/api/v1/notification-templates`: texts by which processes tell people something.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayReadTemplates, MayWriteTemplates
from api.bodies import StrictRoute
from api.naming import InUse
from api.notification_templates import service
from api.notification_templates.schemas import (
    Preview,
    PreviewWanted,
    RestoreWanted,
    TemplateMoved,
    TemplatePage,
    TemplateShown,
    TemplateVersions,
    TemplateWanted,
    TemplateWithUse,
)
from api.services import TheServices
from api.shapes import INVALID, MAX_SEQUENCE, NOT_FOUND, Answers
from definitions.values import JsonObject

router = APIRouter(
    prefix="/api/v1/notification-templates", tags=["templates"], route_class=StrictRoute
)

TemplateName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=100)]
Version = Annotated[
    int | None, Query(ge=1, le=MAX_SEQUENCE, description="Left out: the current one.")
]

_MOVED: Answers = {409: {"model": TemplateMoved}}


@router.get("", response_model=TemplatePage)
async def page(services: TheServices, principal: MayReadTemplates) -> Response:
    """All templates of the organisation, each in its current version."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session))


@router.post("/preview", response_model=Preview, responses={**NOT_FOUND, **INVALID})
async def preview(
    services: TheServices, principal: MayReadTemplates, wanted: PreviewWanted
) -> Response:
    """What somebody would get, by language. Nothing is kept or sent."""
    return json_answer(await service.preview(services, principal, wanted))


@router.get("/{name}", response_model=TemplateWithUse, responses=NOT_FOUND)
async def describe(
    services: TheServices,
    principal: MayReadTemplates,
    name: TemplateName,
    version: Version = None,
) -> Response:
    """One version of a template, and which definitions name it."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.describe(session, name, version))


@router.get("/{name}/versions", response_model=TemplateVersions, responses=NOT_FOUND)
async def versions(
    services: TheServices, principal: MayReadTemplates, name: TemplateName
) -> Response:
    """Who saved it, and when."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.versions(session, name))


@router.put("/{name}", response_model=TemplateShown, responses={**_MOVED, **INVALID})
async def save(
    services: TheServices,
    principal: MayWriteTemplates,
    name: TemplateName,
    wanted: TemplateWanted,
) -> Response:
    """Saves a new version, which is current from then on. Earlier ones stay as they are."""
    await service.check(services, principal, wanted)
    details: JsonObject = {}
    deed = service.deed(principal, "save", name, details)
    async with audited(services, principal, deed) as session:
        return json_answer(await service.save(session, principal, name, wanted, details))


@router.post(
    "/{name}/restore",
    response_model=TemplateShown,
    responses={**NOT_FOUND, **_MOVED, **INVALID},
)
async def restore(
    services: TheServices,
    principal: MayWriteTemplates,
    name: TemplateName,
    wanted: RestoreWanted,
) -> Response:
    """Makes an earlier version current again, as a new one."""
    details: JsonObject = {}
    deed = service.deed(principal, "restore", name, details)
    async with audited(services, principal, deed) as session:
        return json_answer(
            await service.restore(session, principal, name, wanted.version, wanted.base, details)
        )


@router.delete("/{name}", status_code=204, responses={**NOT_FOUND, 409: {"model": InUse}})
async def remove(
    services: TheServices,
    principal: MayWriteTemplates,
    name: TemplateName,
    *,
    anyway: Annotated[
        bool, Query(description="Also while definitions that can be started name it.")
    ] = False,
) -> Response:
    """Takes a template away with all its versions; the next of that name goes on counting."""
    details: JsonObject = {}
    deed = service.deed(principal, "delete", name, details)
    async with audited(services, principal, deed) as session:
        await service.remove(session, name, details, anyway=anyway)
    return Response(status_code=204)
