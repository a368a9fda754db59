"""`/api/v1/keys`: one's own keys, and those of service accounts.

Never: a key in an answer but the one that makes it, and never one that a cache could keep.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadMe, MayWriteMe
from api.bodies import StrictRoute
from api.features import needs
from api.keys import service
from api.keys.schemas import KeyMade, KeyPage, KeyWanted, RotationWanted
from api.services import TheServices
from api.shapes import CHANGES, CONFLICT, NOT_FOUND, Cursor, PageSize, PathId

router = APIRouter(prefix="/api/v1/keys", tags=["keys"], route_class=StrictRoute)


@router.get("", response_model=KeyPage)
async def page(
    services: TheServices,
    principal: MayReadMe,
    of: Annotated[
        service.Of,
        Query(description="`services` needs service-accounts:write, `everyone` keys:write."),
    ] = "me",
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """API keys without themselves, the newest first."""
    return json_answer(await service.page(services, principal, of, cursor, limit))


@router.post("", status_code=201, response_model=KeyMade, responses=CHANGES)
async def make(services: TheServices, principal: MayWriteMe, wanted: KeyWanted) -> Response:
    """Makes a key. It is in this answer and never shown again."""
    needs(principal, "api-keys")
    return json_answer(await service.make(services, principal, wanted), 201)


@router.post(
    "/{id}/rotate", status_code=201, response_model=KeyMade, responses=NOT_FOUND | CONFLICT
)
async def rotate(
    services: TheServices, principal: MayWriteMe, key: PathId, wanted: RotationWanted
) -> Response:
    """Makes a key's successor; the old one still works for the overlap."""
    return json_answer(await service.rotate(services, principal, key, wanted), 201)


@router.delete("/{id}", status_code=204, responses=NOT_FOUND)
async def revoke(services: TheServices, principal: MayWriteMe, key: PathId) -> Response:
    """Ends a key for good. Other processes of the API notice within three seconds."""
    await service.revoke(services, principal, key)
    return Response(status_code=204)
