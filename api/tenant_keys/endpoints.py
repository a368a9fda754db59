"""`/api/v1/tenant-keys`: the versions of one's own tenant's key, and a new one.

Never: a key in an answer.
"""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayRotateKeys
from api.bodies import StrictRoute
from api.services import TheServices
from api.shapes import moment
from api.tenant_keys.schemas import KeyVersions
from definitions.values import Json, JsonObject
from store import key_rotation
from store.audit import Deed

router = APIRouter(prefix="/api/v1/tenant-keys", tags=["tenant-keys"], route_class=StrictRoute)


@router.get("", response_model=KeyVersions)
async def page(services: TheServices, principal: MayRotateKeys) -> Response:
    """Since when each version is there, and since when it seals."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await _page(session))


@router.post("/rotate", response_model=KeyVersions)
async def rotate(services: TheServices, principal: MayRotateKeys) -> Response:
    """A new version seals from soon on; what is sealed stays readable, and nothing stops.

    While one waits to seal, asking again changes nothing.
    """
    keyring, tenant = services.keyring, principal.tenant
    await keyring.of(tenant)
    details: JsonObject = {}
    deed = Deed(principal.person, "tenant-key.rotate", "tenant-key:own", None, details)
    async with audited(services, principal, deed) as session:
        details["version"] = await key_rotation.rotate_in(session, keyring.master, tenant)
        shown = await _page(session)
    return json_answer(shown)


async def _page(session: AsyncSession) -> JsonObject:
    rows = await key_rotation.page(session)
    items: list[Json] = [
        {
            "version": row.version,
            "createdAt": moment(row.created_at),
            "sealsAt": moment(row.seals_at),
        }
        for row in rows
    ]
    return {"items": items}
