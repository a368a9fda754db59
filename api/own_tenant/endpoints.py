"""`/api/v1/tenant`: one's own.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayExportTenant, MayReadMe, MayWriteTenant
from api.bodies import StrictRoute
from api.own_tenant import exporting, service
from api.own_tenant.schemas import OwnTenant, OwnUse, TenantSettings
from api.services import TheServices
from api.shapes import INVALID, Problem

router = APIRouter(prefix="/api/v1/tenant", tags=["tenant"], route_class=StrictRoute)

A_YEAR = "private, max-age=31536000, immutable"
_PICTURE: dict[str, object] = {
    "requestBody": {
        "required": True,
        "description": "A PNG, JPEG or WebP picture of at most 256 KB.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("image/png", "image/jpeg", "image/webp")
        },
    }
}


@router.get("", response_model=OwnTenant)
async def show(services: TheServices, principal: MayReadMe) -> Response:
    """The organisation of who asks: its brand and its settings."""
    return json_answer(await service.show(services, principal))


@router.patch("", response_model=OwnTenant, responses=INVALID)
async def change(
    services: TheServices, principal: MayWriteTenant, wanted: TenantSettings
) -> Response:
    """Its name, the colour of its brand, and what holds for who has chosen nothing."""
    return json_answer(await service.change(services, principal, wanted))


@router.get("/use", response_model=OwnUse)
async def use(services: TheServices, principal: MayWriteTenant) -> Response:
    """What it may have, and what it has."""
    return json_answer(await service.use(services, principal))


@router.get(
    "/logo",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {}, "image/jpeg": {}, "image/webp": {}}},
        404: {"model": Problem},
    },
)
async def logo(services: TheServices, principal: MayReadMe) -> Response:
    """Its picture."""
    found = await service.logo(services, principal)
    headers = {"Cache-Control": A_YEAR, "Content-Disposition": "inline"}
    return Response(found.body, media_type=found.kind, headers=headers)


@router.put(
    "/logo",
    response_model=OwnTenant,
    responses={413: {"model": Problem}, 415: {"model": Problem}},
    openapi_extra=_PICTURE,
)
async def put_logo(request: Request, services: TheServices, principal: MayWriteTenant) -> Response:
    """Another picture: PNG, JPEG or WebP, told by its bytes."""
    return json_answer(await service.put_logo(services, principal, await request.body()))


@router.delete("/logo", status_code=204)
async def remove_logo(services: TheServices, principal: MayWriteTenant) -> Response:
    """No picture any more."""
    await service.remove_logo(services, principal)
    return Response(status_code=204)


@router.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {exporting.NDJSON: {}}, "description": "One JSON value a line."}},
)
async def export(services: TheServices, principal: MayExportTenant) -> Response:
    """What the organisation has, but for the values of runs and secrets: one JSON value a line."""
    await exporting.told(services, principal)
    name = f"{principal.tenant_slug}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = exporting.lines(services.database, principal.tenant)
    return StreamingResponse(lines, media_type=exporting.NDJSON, headers=headers)
