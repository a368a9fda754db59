"""`/api/v1/definitions`.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayPublish, MayReadDefinitions, MayWriteDefinitions
from api.bodies import StrictRoute, is_json
from api.definitions import service
from api.definitions.schemas import (
    DefinitionPage,
    DefinitionRead,
    DefinitionRegistered,
    DefinitionShown,
    State,
)
from api.errors import ApiError
from api.idempotency import Once, OnceKey
from api.services import TheServices
from api.shapes import Cursor, PageSize, Problem, Refusal

router = APIRouter(prefix="/api/v1/definitions", tags=["definitions"], route_class=StrictRoute)

YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")

_DOCUMENT = {
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
    responses={409: {"model": Problem}, 415: {"model": Problem}, 422: {"model": Refusal}},
    openapi_extra=_DOCUMENT,
)
async def register(
    request: Request, services: TheServices, principal: MayWriteDefinitions, key: OnceKey = None
) -> Response:
    """Reads a document and keeps it as a draft of its version."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in YAML and not is_json(content_type):
        raise ApiError(
            415,
            "unsupported-media-type",
            f"A definition is no {content_type or 'body without a type'}.",
            "Send YAML with Content-Type: application/yaml, or JSON with application/json.",
        )
    examined = await service.examine(await request.body())
    async with services.database.tenant(principal.tenant) as session:
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            return once.answered
        shown = await service.register(session, principal, examined)
        await once.keep(201, shown)
    return json_answer(shown, 201)


@router.get("", response_model=DefinitionPage)
async def page(
    services: TheServices,
    principal: MayReadDefinitions,
    state: Annotated[State | None, Query()] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """All versions of all definitions, by name."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, state, cursor, limit))


@router.get(
    "/{namespace}/{name}/{version}",
    response_model=DefinitionRead,
    responses={404: {"model": Problem}},
)
async def describe(
    services: TheServices,
    principal: MayReadDefinitions,
    namespace: Namespace,
    name: Name,
    version: Version,
) -> Response:
    """One version with its text."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.describe(session, namespace, name, version))


@router.post(
    "/{namespace}/{name}/{version}/publish",
    response_model=DefinitionShown,
    responses={404: {"model": Problem}, 409: {"model": Problem}, 422: {"model": Refusal}},
)
async def publish(
    services: TheServices,
    principal: MayPublish,
    namespace: Namespace,
    name: Name,
    version: Version,
) -> Response:
    """Opens a version to runs; from now on it never changes."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(
            await service.publish(session, services.catalogue, namespace, name, version)
        )


@router.delete(
    "/{namespace}/{name}/{version}", status_code=204, responses={404: {"model": Problem}}
)
async def archive(
    services: TheServices,
    principal: MayPublish,
    namespace: Namespace,
    name: Name,
    version: Version,
) -> Response:
    """Takes a version out of use; its runs go on."""
    async with services.database.tenant(principal.tenant) as session:
        await service.archive(session, namespace, name, version)
    return Response(status_code=204)
