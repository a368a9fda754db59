"""`/api/v1/secrets`: written, bound, listed, never read back.

Never: a value in an answer or a log.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayGrantSecrets, MayReadSecrets, MayWriteSecrets
from api.bodies import StrictRoute
from api.naming import InUse
from api.secrets import service
from api.secrets.schemas import (
    BindingsWanted,
    RollbackWanted,
    SecretPage,
    SecretUses,
    SecretVersions,
    SecretWanted,
)
from api.services import TheServices
from api.shapes import NOT_FOUND, Answers, PageSize, Problem, Refusal
from definitions.values import JsonObject

router = APIRouter(prefix="/api/v1/secrets", tags=["secrets"], route_class=StrictRoute)

SecretName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=128)]

_UNKNOWN: Answers = {404: {"model": Problem}, 422: {"model": Refusal}}


@router.put(
    "/{name}",
    status_code=204,
    responses={201: {"description": "It is new."}, 422: {"model": Refusal}},
)
async def put(
    services: TheServices, principal: MayWriteSecrets, name: SecretName, wanted: SecretWanted
) -> Response:
    """Writes the value of a secret; 201 when it is new.

    Whom it is for stays as it is, unless it is given. To change it needs secrets:grant.
    """
    keys = await services.keyring.of(principal.tenant)
    details: JsonObject = {}
    deed = service.deed(principal, "write", name, details)
    async with audited(services, principal, deed) as session:
        new = await service.write(session, keys, principal, name, wanted, details)
    return Response(status_code=201 if new else 204)


@router.put("/{name}/bindings", status_code=204, responses=_UNKNOWN)
async def bind(
    services: TheServices, principal: MayGrantSecrets, name: SecretName, wanted: BindingsWanted
) -> Response:
    """Says which processes may use a secret, and which hosts may receive it; nobody else."""
    details: JsonObject = {}
    async with audited(
        services, principal, service.deed(principal, "grant", name, details)
    ) as session:
        await service.bind(session, principal, name, wanted.processes, wanted.hosts, details)
    return Response(status_code=204)


@router.post("/{name}/rollback", responses=_UNKNOWN, status_code=204)
async def roll_back(
    services: TheServices, principal: MayWriteSecrets, name: SecretName, wanted: RollbackWanted
) -> Response:
    """Makes an earlier value the newest one again, as a version of its own."""
    details: JsonObject = {}
    async with audited(
        services, principal, service.deed(principal, "rollback", name, details)
    ) as session:
        await service.roll_back(session, principal, name, wanted.version, details)
    return Response(status_code=204)


@router.delete(
    "/{name}",
    status_code=204,
    responses={404: {"model": Problem}, 409: {"model": InUse}},
)
async def delete(
    services: TheServices,
    principal: MayWriteSecrets,
    name: SecretName,
    *,
    anyway: Annotated[
        bool, Query(description="Also while definitions that can be started name it.")
    ] = False,
) -> Response:
    """Takes a secret away with all its versions; who has used it stays known."""
    details: JsonObject = {}
    async with audited(
        services, principal, service.deed(principal, "delete", name, details)
    ) as session:
        await service.remove(session, name, details, anyway=anyway)
    return Response(status_code=204)


@router.get("", response_model=SecretPage)
async def page(services: TheServices, principal: MayReadSecrets) -> Response:
    """Names and whom they are for, without values."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session))


@router.get("/{name}/versions", response_model=SecretVersions, responses=NOT_FOUND)
async def versions(services: TheServices, principal: MayReadSecrets, name: SecretName) -> Response:
    """Who wrote its last ten values, and when."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.versions(session, name))


@router.get("/{name}/uses", response_model=SecretUses, responses=NOT_FOUND)
async def uses(
    services: TheServices, principal: MayReadSecrets, name: SecretName, limit: PageSize = 50
) -> Response:
    """Which process sent it to whom, by day; and which definitions name it.

    The first use of a day is told at once, the count after it some seconds later.
    """
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.uses(session, name, limit))
