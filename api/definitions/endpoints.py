"""`/api/v1/definitions`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import refusals
from api.auth.guard import MayPublish, MayReadDefinitions, MayWriteDefinitions, check_for
from api.bodies import StrictRoute, is_json
from api.definitions import bundling, service
from api.definitions.bundling import IncompleteError
from api.definitions.changing import changing, deed_of
from api.definitions.examining import examine
from api.definitions.schemas import (
    DefinitionPage,
    DefinitionPublished,
    DefinitionRead,
    DefinitionRegistered,
    DefinitionShown,
    DifferenceShown,
    Moved,
    PublishWanted,
    State,
)
from api.errors import ApiError
from api.idempotency import Once, OnceKey
from api.preconditions import IfMatch, IfNoneMatch, base_of, etag
from api.runs.schemas import Qualified
from api.services import TheServices
from api.shapes import CHANGES, CONFLICT, NOT_FOUND, Cursor, PageSize, Problem, Refusal

router = APIRouter(prefix="/api/v1/definitions", tags=["definitions"], route_class=StrictRoute)

YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")

DOCUMENT = {
    "requestBody": {
        "required": True,
        "description": "A document of the Serverless Workflow DSL 1.0.3.",
        "content": {
            "application/yaml": {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "object"}},
        },
    }
}

Namespace = Annotated[str, Path(max_length=63)]
Name = Annotated[str, Path(max_length=63)]
Version = Annotated[str, Path(max_length=128)]


@router.post(
    "",
    status_code=201,
    response_model=DefinitionRegistered,
    responses={409: {"model": Moved}, 415: {"model": Problem}, 422: {"model": Refusal}},
    openapi_extra=DOCUMENT,
)
async def register(
    request: Request,
    services: TheServices,
    principal: MayWriteDefinitions,
    key: OnceKey = None,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Reads a document and keeps it as a draft of its version.

    With If-Match it is kept only over what the sender has read, with `If-None-Match: *` only if the
    version is new; else the answer is 409, and `newest` says what is there.
    """
    base = base_of(if_match, if_none_match)
    document = await document_in(request)
    examined = await examine(document, services.catalogue)
    key_of_it = examined.namespace, examined.name, examined.version
    async with changing(services, principal, "save", *key_of_it) as session:
        check_for(principal, principal.asks, key_of_it[:2])
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            return once.answered
        shown, tag = await service.register(session, principal, examined, base)
        await once.keep(201, shown)
    return json_answer(shown, 201, etag(tag))


async def document_in(request: Request) -> bytes:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type in YAML or is_json(content_type):
        return await request.body()
    raise ApiError(
        415,
        "unsupported-media-type",
        f"A definition is no {content_type or 'body without a type'}.",
        "Send YAML with Content-Type: application/yaml, or JSON with application/json.",
    )


@router.get("", response_model=DefinitionPage)
async def page(
    services: TheServices,
    principal: MayReadDefinitions,
    state: Annotated[State | None, Query()] = None,
    workflow: Annotated[Qualified | None, Query(description="Those of namespace/name.")] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """All versions of all definitions, by name and version."""
    reach = principal.rights.reach(principal.asks)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, reach, state, workflow, cursor, limit))


@router.get("/{namespace}/{name}/{version}", response_model=DefinitionRead, responses=NOT_FOUND)
async def describe(
    services: TheServices,
    principal: MayReadDefinitions,
    namespace: Namespace,
    name: Name,
    version: Version,
) -> Response:
    """One version with its text."""
    async with services.database.tenant(principal.tenant) as session:
        shown, tag = await service.describe(session, namespace, name, version)
    return json_answer(shown, headers=etag(tag))


@router.get(
    "/{namespace}/{name}/{version}/difference", response_model=DifferenceShown, responses=NOT_FOUND
)
async def difference(
    services: TheServices,
    principal: MayReadDefinitions,
    namespace: Namespace,
    name: Name,
    version: Version,
    before: Annotated[
        str, Query(alias="from", max_length=128, description="The version to compare it with.")
    ],
) -> Response:
    """What a version has other than another one of its process: by meaning, not by text."""
    async with services.database.tenant(principal.tenant) as session:
        told = await service.difference(session, namespace, name, version, before)
    return json_answer(told)


@router.post(
    "/{namespace}/{name}/{version}/publish",
    response_model=DefinitionPublished,
    responses=CHANGES | {409: {"model": Moved}},
)
async def publish(
    services: TheServices,
    principal: MayPublish,
    namespace: Namespace,
    name: Name,
    version: Version,
    wanted: PublishWanted | None = None,
    if_match: IfMatch = None,
) -> Response:
    """Opens a version to runs; from now on it never changes.

    Functions and schemas that lie elsewhere are read now, and are part of what runs. `warnings`
    tell of secrets that are not there yet, or not bound to the process. With If-Match only the text
    that the sender has read is published; else the answer is 409, and `newest` says what is there.
    """
    base, key = base_of(if_match, None), (namespace, name, version)
    bundled, notes = None, None if wanted is None else (wanted.notes or "").strip() or None
    while True:
        try:
            async with changing(services, principal, "publish", *key) as session:
                await service.check_seen(session, key, base, wanted)
                published = await service.publish(
                    session,
                    services.catalogue,
                    services.scripts if "scripts" not in principal.features_off else (),
                    principal,
                    *key,
                    bundled,
                    notes,
                )
        except IncompleteError as incomplete:
            deed = deed_of(principal, "publish", *key)
            async with refusals(services, principal, deed):
                bundled = await bundling.bundled(services.resources, incomplete)
        else:
            return json_answer(published)


@router.post(
    "/{namespace}/{name}/{version}/deprecate",
    response_model=DefinitionShown,
    responses=NOT_FOUND | CONFLICT,
)
async def deprecate(
    services: TheServices,
    principal: MayPublish,
    namespace: Namespace,
    name: Name,
    version: Version,
) -> Response:
    """Marks a version as old: it runs for who names it, or where none is published."""
    async with changing(services, principal, "deprecate", namespace, name, version) as session:
        return json_answer(await service.deprecate(session, principal, namespace, name, version))


@router.delete("/{namespace}/{name}/{version}", status_code=204, responses=NOT_FOUND)
async def archive(
    services: TheServices,
    principal: MayPublish,
    namespace: Namespace,
    name: Name,
    version: Version,
) -> Response:
    """Takes a version out of use; its runs go on."""
    async with changing(services, principal, "archive", namespace, name, version) as session:
        await service.archive(session, principal, namespace, name, version)
    return Response(status_code=204)
