"""Writes the audit trail.

Never: a deed without its line. One that is refused is written too, in a transaction of its own,
because that of the deed is rolled back.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from api.audit.actions import AUDITED
from api.audit.origin import origin_of
from api.auth.principal import Principal
from api.errors import ApiError, limit_reached
from api.permissions import Permission
from api.runs.wire import sees_values
from api.services import Services
from definitions.values import JsonObject
from store import audit, run_list
from store.audit import Deed
from store.keys import TenantKeys
from store.limits import LimitReachedError


def of_run(
    principal: Principal, run: str, action: str, reason: str | None, details: JsonObject
) -> Deed:
    return Deed(principal.person, f"run.{action}", f"{audit.RUN}{run}", reason, details)


@asynccontextmanager
async def audited(
    services: Services, principal: Principal, deed: Deed
) -> AsyncGenerator[AsyncSession]:
    """The transaction of a deed, with its line.

    What is found out meanwhile, such as how it was before, goes into the details of the deed.
    """
    keys = await services.keyring.of(principal.tenant)
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        yield session
        await write(session, keys, principal, deed)


async def write(
    session: AsyncSession, keys: TenantKeys, principal: Principal | None, deed: Deed
) -> None:
    """In the transaction of the deed, with where it comes from."""
    await audit.add(session, keys, replace(deed, origin=origin_of(principal)))


@asynccontextmanager
async def refusals(services: Services, principal: Principal, deed: Deed) -> AsyncGenerator[None]:
    """What is refused in here has its line too; but not what was done to something unknown."""
    try:
        with _limits_told():
            yield
    except ApiError as error:
        if error.status_code != HTTPStatus.NOT_FOUND:
            keys = await services.keyring.of(principal.tenant)
            async with services.database.tenant(principal.tenant) as session:
                await write(session, keys, principal, replace(deed, refused=error.detail))
        raise


@contextmanager
def _limits_told() -> Generator[None]:
    """As a refusal, which stands in the trail."""
    try:
        yield
    except LimitReachedError as error:
        raise limit_reached(error) from error


def at_the_door(request: Request, principal: Principal, permission: Permission) -> Deed:
    """What somebody wants who has come to this address.

    Whoever only wants to read, and is refused again and again, is told of once a minute.
    """
    route: object = request.scope.get("route")
    template = route.path if isinstance(route, APIRoute) else request.url.path
    name = f"{request.method} {template}"
    action, once = AUDITED.get(name), None
    if action is None:
        action = permission.replace(":", ".")
        minute = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M")
        once = f"refused {principal.person} {request.url.path[:200]} {minute}"
    details: JsonObject = {"path": request.url.path[:1000], "permission": permission}
    return Deed(principal.person, action, f"route:{name}", None, details, once=once)


async def data_read(services: Services, principal: Principal, run: str) -> None:
    """Somebody has seen values of a run that another one has started: told once an hour."""
    hour = datetime.now(UTC).strftime("%Y-%m-%dT%H")
    once = f"read {principal.person} {hour}"
    known = f"{principal.tenant} {run} {once}"
    if services.reads.get(known):
        return
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        found = await run_list.some(session, [run])
        for row in found:
            if row.started_by != principal.person and sees_values(principal, row):
                process: JsonObject = {"process": f"{row.namespace}/{row.name}"}
                deed = of_run(principal, run, "read-data", None, process)
                await write(session, keys, principal, replace(deed, once=once))
    services.reads.put(known, True)
