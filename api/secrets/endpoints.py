"""`/api/v1/secrets`: written, listed, never read back.

Never: a value in an answer or a log.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadSecrets, MayWriteSecrets
from api.bodies import StrictRoute
from api.secrets.schemas import SecretPage, SecretWanted
from api.services import TheServices
from api.shapes import Refusal, moment
from definitions.values import Json
from store import secrets

router = APIRouter(prefix="/api/v1/secrets", tags=["secrets"], route_class=StrictRoute)

SecretName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=128)]


@router.put(
    "/{name}",
    status_code=204,
    responses={201: {"description": "It is new."}, 422: {"model": Refusal}},
)
async def put(
    services: TheServices, principal: MayWriteSecrets, name: SecretName, wanted: SecretWanted
) -> Response:
    """Writes a secret and whom it is for; 201 when it is new."""
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        new = await secrets.put(
            session,
            keys,
            name,
            wanted.value,
            wanted.processes,
            wanted.hosts,
            principal.person,
        )
    return Response(status_code=201 if new else 204)


@router.get("", response_model=SecretPage)
async def page(services: TheServices, principal: MayReadSecrets) -> Response:
    """Names and whom they are for, without values."""
    async with services.database.tenant(principal.tenant) as session:
        rows = await secrets.page(session)
    items: list[Json] = [
        {
            "name": row.name,
            "processes": list(row.processes),
            "hosts": list(row.hosts),
            "updatedAt": moment(row.updated_at),
            "updatedBy": row.updated_by,
        }
        for row in rows
    ]
    return json_answer({"items": items})
