"""Makes tenants, changes, suspends, resumes and deletes them.

Each deed stands in the trail of the installation, and in that of the tenant. Never: a look into a
tenant; the one person that is written there is its first administrator.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.ids import is_id
from api.paging import opaque, place
from api.people import inviting
from api.services import Services
from api.shapes import moment
from api.tenants.schemas import FirstAdministrator, TenantChange, TenantWanted
from api.tenants.schemas import Limits as LimitsWanted
from definitions.values import Json, JsonObject
from store import audit, directory, limits, outbox, people, sessions, usage
from store.audit import Deed
from store.directory import Sought
from store.keys import TenantKeys
from store.limits import Limits
from store.people import ADMIN
from store.session import as_installation, elsewhere
from store.tenants import TenantRow
from store.usage import Use

BY_INSTALLATION = "installation"
"""Who has done it, in the trail of the tenant."""

NO_USE = Use(runs_today=0, definitions=0, people=0, bytes=0, measured_at=None)


async def page(services: Services, sought: Sought, cursor: str | None, limit: int) -> JsonObject:
    async with services.database.shared() as session, as_installation(session):
        rows, following = await directory.page(session, sought, place(cursor), limit)
        used = await usage.kept(session, [row.id for row in rows])
    items: list[Json] = [_line(row, used.get(row.id, NO_USE)) for row in rows]
    return {"items": items, "next": opaque(following)}


async def show(services: Services, tenant: str) -> JsonObject:
    async with services.database.shared() as session:
        return await _shown(session, tenant)


async def create(services: Services, principal: Principal, wanted: TenantWanted) -> JsonObject:
    """With its key, its limits and its first administrator, who is sent a link: all or nothing."""
    tenant = str(uuid4())
    said: JsonObject = {"slug": wanted.slug, "name": wanted.name}
    deed = _deed(principal, "create", tenant, None, {"after": said})
    async with audited(services, principal, deed) as session:
        async with as_installation(session):
            if not await directory.add(session, tenant, wanted.slug, wanted.name):
                raise ApiError(
                    409,
                    "slug-taken",
                    f"There is a tenant {wanted.slug} already.",
                    "Choose another short name.",
                )
            await limits.put(session, tenant, _limits(wanted.limits))
        keys = await services.keyring.of(tenant)
        async with elsewhere(session, tenant):
            inviter = replace(principal, tenant_name=wanted.name)
            await _invite(services, session, keys, inviter, wanted.administrator)
            await audit.add(session, keys, _theirs(deed))
        return await _shown(session, tenant)


async def invite(
    services: Services, principal: Principal, tenant: str, wanted: FirstAdministrator
) -> JsonObject:
    """Somebody to administer it; only as long as nobody can."""
    async with _changing(services, principal, "invite", tenant, None) as (session, row, _):
        keys = await services.keyring.of(tenant)
        async with elsewhere(session, tenant):
            if await people.other_admins(session, principal.person):
                raise ApiError(
                    409,
                    "administered",
                    f"{row.name} has people who administer it.",
                    "They invite whoever they like; nobody else does.",
                )
            inviter = replace(principal, tenant_name=row.name)
            await _invite(services, session, keys, inviter, wanted)
        return await _shown(session, tenant)


async def _invite(
    services: Services,
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal,
    wanted: FirstAdministrator,
) -> None:
    known = await people.by_email(session, wanted.email)
    person = known[0].id if known else str(uuid4())
    values = {"name": wanted.name, "roles": [ADMIN], "language": wanted.language}
    if known:
        await people.change(session, person, values)
    else:
        await people.create(session, person, {"email": wanted.email, **values})
    row = await people.get(session, person)
    if row is not None:
        await inviting.send(services, session, keys, principal, row)


async def change(
    services: Services, principal: Principal, tenant: str, wanted: TenantChange
) -> JsonObject:
    async with _changing(services, principal, "change", tenant, None) as (session, row, said):
        before: JsonObject = {}
        after: JsonObject = {}
        async with as_installation(session):
            if wanted.name is not None:
                before["name"], after["name"] = row.name, wanted.name
                await directory.rename(session, tenant, wanted.name)
            if wanted.limits is not None:
                before["limits"] = limits_shown(await limits.of(session, tenant))
                after["limits"] = limits_shown(_limits(wanted.limits))
                await limits.put(session, tenant, _limits(wanted.limits))
            if wanted.featuresOff is not None:
                before["featuresOff"] = [*row.features_off]
                after["featuresOff"] = [*wanted.featuresOff]
                await directory.turn_off(session, tenant, wanted.featuresOff)
        said |= {"before": before, "after": after}
        return await _shown(session, tenant)


async def suspend(services: Services, principal: Principal, tenant: str, reason: str) -> JsonObject:
    """Nobody gets in, and nothing begins. What runs goes on."""
    async with _changing(services, principal, "suspend", tenant, reason) as (session, row, _):
        if row.suspended_at is None:
            async with as_installation(session):
                await directory.suspend(session, tenant, reason)
        answer = await _shown(session, tenant)
        ended = await _let_go(session, tenant)
    _told_to(services, ended)
    return answer


async def resume(
    services: Services, principal: Principal, tenant: str, reason: str | None
) -> JsonObject:
    """As it was; what has waited begins."""
    async with _changing(services, principal, "resume", tenant, reason) as (session, _, _said):
        async with as_installation(session):
            await directory.resume(session, tenant)
        await outbox.wake(session)
        return await _shown(session, tenant)


async def delete(services: Services, principal: Principal, tenant: str, days: int) -> JsonObject:
    """After the grace. Until then it is as if suspended, and resuming it takes this back."""
    async with _changing(services, principal, "delete", tenant, None) as (session, _, said):
        said["graceDays"] = days
        async with as_installation(session):
            await directory.mark(session, tenant, timedelta(days=days))
        answer = await _shown(session, tenant)
        ended = await _let_go(session, tenant)
    _told_to(services, ended)
    return answer


async def _let_go(session: AsyncSession, tenant: str) -> list[str]:
    """All its sign-ins end."""
    async with elsewhere(session, tenant):
        return await sessions.end_everybodys(session)


def _told_to(services: Services, ended: list[str]) -> None:
    for one in ended:
        services.live.signed_out(one)


@asynccontextmanager
async def _changing(
    services: Services, principal: Principal, verb: str, tenant: str, reason: str | None
) -> AsyncGenerator[tuple[AsyncSession, TenantRow, JsonObject]]:
    """The transaction of a deed, the tenant, which nobody else changes meanwhile, and details."""
    said: JsonObject = {}
    deed = _deed(principal, verb, tenant, reason, said)
    async with audited(services, principal, deed) as session:
        async with as_installation(session):
            row = await _find(session, tenant, lock=True)
        said["slug"] = row.slug
        yield session, row, said
        keys = await services.keyring.of(tenant)
        async with elsewhere(session, tenant):
            await audit.add(session, keys, _theirs(deed))


async def _find(session: AsyncSession, tenant: str, *, lock: bool = False) -> TenantRow:
    row = await directory.get(session, tenant, lock=lock) if is_id(tenant) else None
    if row is None:
        raise not_found(f"The tenant {tenant}")
    return row


def _deed(
    principal: Principal, verb: str, tenant: str, reason: str | None, details: JsonObject
) -> Deed:
    return Deed(principal.person, f"tenant.{verb}", f"tenant:{tenant}", reason, details)


def _theirs(deed: Deed) -> Deed:
    return replace(deed, actor=BY_INSTALLATION)


async def _shown(session: AsyncSession, tenant: str) -> JsonObject:
    async with as_installation(session):
        row = await _find(session, tenant)
        used = await usage.kept(session, [row.id])
        may = await limits.of(session, row.id)
    return {
        **_line(row, used.get(row.id, NO_USE)),
        "limits": limits_shown(may),
        "featuresOff": [*row.features_off],
    }


def _line(row: TenantRow, used: Use) -> JsonObject:
    return {
        "id": row.id,
        "slug": row.slug,
        "name": row.name,
        "state": row.state,
        "createdAt": moment(row.created_at),
        "suspendedWhy": row.suspended_why,
        "eraseAt": moment(row.erase_at),
        "use": use_shown(used),
    }


def use_shown(used: Use) -> JsonObject:
    return {
        "runsToday": used.runs_today,
        "definitions": used.definitions,
        "people": used.people,
        "bytes": used.bytes,
        "measuredAt": moment(used.measured_at),
    }


def _limits(wanted: LimitsWanted) -> Limits:
    return Limits(
        wanted.runsADay, wanted.runsAtOnce, wanted.definitions, wanted.people, wanted.bytes
    )


def limits_shown(given: Limits) -> JsonObject:
    return {
        "runsADay": given.runs_a_day,
        "runsAtOnce": given.runs_at_once,
        "definitions": given.definitions,
        "people": given.people,
        "bytes": given.bytes,
    }
