"""`/api/v1/sketches`: what people are drawing of a process, before it is a version.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited, refusals, write
from api.auth.guard import MayWriteDefinitions
from api.bodies import StrictRoute
from api.preconditions import IfMatch, IfNoneMatch, etag
from api.services import TheServices
from api.shapes import INVALID, MAX_SEQUENCE, NOT_FOUND, Answers, Cursor, PageSize, Problem
from api.sketches import service
from api.sketches.schemas import (
    SketchMoved,
    SketchPage,
    SketchRevisions,
    SketchRevisionShown,
    SketchShown,
    SketchWanted,
)

router = APIRouter(prefix="/api/v1/sketches", tags=["definitions"], route_class=StrictRoute)

_NAME = r"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"
"""As `document.namespace` and `document.name` may be."""

Namespace = Annotated[str, Path(max_length=63)]
Name = Annotated[str, Path(max_length=63)]
NewNamespace = Annotated[str, Path(max_length=63, pattern=_NAME)]
NewName = Annotated[str, Path(max_length=63, pattern=_NAME)]
Number = Annotated[int, Path(ge=1, le=MAX_SEQUENCE)]

_MOVED: Answers = {409: {"model": SketchMoved}, 428: {"model": Problem}}


@router.get("", response_model=SketchPage)
async def page(
    services: TheServices,
    principal: MayWriteDefinitions,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """The sketches that you may save, the newest first."""
    reach = principal.rights.reach(principal.asks)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, reach, cursor, limit))


@router.get("/{namespace}/{name}", response_model=SketchShown, responses=NOT_FOUND)
async def describe(
    services: TheServices, principal: MayWriteDefinitions, namespace: Namespace, name: Name
) -> Response:
    """What is being drawn of a process, with its text. Its revision is the ETag."""
    async with services.database.tenant(principal.tenant) as session:
        shown, tag = await service.describe(session, namespace, name)
    return json_answer(shown, headers=etag(tag))


@router.put("/{namespace}/{name}", response_model=SketchShown, responses={**_MOVED, **INVALID})
async def save(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: NewNamespace,
    name: NewName,
    wanted: SketchWanted,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Keeps a text, whatever it says, over the revision that its writer has seen.

    One of both headers is needed. Where another text stands there, the answer is 409 with the whole
    sketch as `newest`; the same text again is answered with what is there. The audit trail tells
    once an hour that somebody draws.
    """
    deed = service.deed_of(principal, "save", namespace, name)
    keys = await services.keyring.of(principal.tenant)
    async with (
        refusals(services, principal, replace(deed, once=service.hourly("refused", principal))),
        services.database.tenant(principal.tenant) as session,
    ):
        base = service.needed(if_match, if_none_match)
        row, changed = await service.save(session, principal, namespace, name, wanted, base)
        if changed:
            once = service.hourly("saved", principal)
            told = replace(deed, once=once, details={"revision": row.revision})
            await write(session, keys, principal, told)
    shown, tag = service.shown(row)
    return json_answer(shown, headers=etag(tag))


@router.delete("/{namespace}/{name}", status_code=204, responses={**NOT_FOUND, **_MOVED})
async def discard(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: Namespace,
    name: Name,
    if_match: IfMatch = None,
) -> Response:
    """Throws a sketch away with all its revisions. Versions of the process stay as they are."""
    deed = service.deed_of(principal, "discard", namespace, name)
    async with audited(services, principal, deed) as session:
        base = service.needed(if_match, None)
        gone = await service.discard(session, namespace, name, base)
        if deed.details is not None:
            deed.details["revision"] = gone.revision
    return Response(status_code=204)


@router.get("/{namespace}/{name}/revisions", response_model=SketchRevisions, responses=NOT_FOUND)
async def revisions(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: Namespace,
    name: Name,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """How a sketch stood, the newest first: who saved it, and when."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.revisions(session, namespace, name, cursor, limit))


@router.get(
    "/{namespace}/{name}/revisions/{revision}",
    response_model=SketchRevisionShown,
    responses=NOT_FOUND,
)
async def revision(
    services: TheServices,
    principal: MayWriteDefinitions,
    namespace: Namespace,
    name: Name,
    revision: Number,
) -> Response:
    """One of them with its text."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.revision(session, namespace, name, revision))
