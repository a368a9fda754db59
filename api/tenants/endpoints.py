"""`/api/v1/tenants`: of the installation's own people.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadTenants, MayWriteTenants
from api.bodies import StrictRoute
from api.services import TheServices
from api.shapes import CHANGES, NOT_FOUND, Cursor, PageSize, PathId
from api.tenants import service
from api.tenants.schemas import (
    FirstAdministrator,
    Resumption,
    Suspension,
    TenantChange,
    TenantPage,
    TenantShown,
    TenantState,
    TenantWanted,
)
from store.directory import Sought

router = APIRouter(prefix="/api/v1/tenants", tags=["tenants"], route_class=StrictRoute)

GRACE_DAYS = 30


@router.get("", response_model=TenantPage)
async def page(
    services: TheServices,
    _principal: MayReadTenants,
    search: Annotated[
        str, Query(max_length=100, description="A part of the name or of the short name.")
    ] = "",
    state: TenantState | None = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """All tenants but the installation's own, by short name."""
    return json_answer(await service.page(services, Sought(search, state), cursor, limit))


@router.post("", status_code=201, response_model=TenantShown, responses=CHANGES)
async def create(
    services: TheServices, principal: MayWriteTenants, wanted: TenantWanted
) -> Response:
    """A new tenant; its first administrator is sent a link by mail."""
    made = await service.create(services, principal, wanted)
    return json_answer(made, 201, {"Location": f"/api/v1/tenants/{made['id']}"})


@router.get("/{id}", response_model=TenantShown, responses=NOT_FOUND)
async def show(services: TheServices, _principal: MayReadTenants, tenant: PathId) -> Response:
    """One tenant: its state, what it may have and what it has."""
    return json_answer(await service.show(services, tenant))


@router.patch("/{id}", response_model=TenantShown, responses=CHANGES)
async def change(
    services: TheServices, principal: MayWriteTenants, tenant: PathId, wanted: TenantChange
) -> Response:
    """Its name, its limits, its switches."""
    return json_answer(await service.change(services, principal, tenant, wanted))


@router.post("/{id}/suspend", response_model=TenantShown, responses=CHANGES)
async def suspend(
    services: TheServices, principal: MayWriteTenants, tenant: PathId, wanted: Suspension
) -> Response:
    """Nobody gets in and no run begins, until it is resumed. Runs that have begun go on."""
    return json_answer(await service.suspend(services, principal, tenant, wanted.reason))


@router.post("/{id}/resume", response_model=TenantShown, responses=CHANGES)
async def resume(
    services: TheServices, principal: MayWriteTenants, tenant: PathId, wanted: Resumption
) -> Response:
    """Ends a suspension, or takes a deletion back while its grace lasts."""
    return json_answer(await service.resume(services, principal, tenant, wanted.reason))


@router.post("/{id}/invitation", response_model=TenantShown, responses=CHANGES)
async def invite(
    services: TheServices, principal: MayWriteTenants, tenant: PathId, wanted: FirstAdministrator
) -> Response:
    """Invites somebody to administer it, as long as nobody can."""
    return json_answer(await service.invite(services, principal, tenant, wanted))


@router.delete("/{id}", status_code=202, response_model=TenantShown, responses=CHANGES)
async def delete(
    services: TheServices,
    principal: MayWriteTenants,
    tenant: PathId,
    days: Annotated[int, Query(alias="graceDays", ge=1, le=365)] = GRACE_DAYS,
) -> Response:
    """Deletes all of it when the grace is over; until then it can be resumed."""
    return json_answer(await service.delete(services, principal, tenant, days), 202)
