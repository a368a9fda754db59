"""Writes endpoints of outgoing webhooks.

Never: a secret in a line of the trail, a log or a kept answer; of an address the trail has no more
than the host, for the rest of it may be what opens it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from api.audit.service import audited, refusals, write
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.idempotency import Once
from api.ids import is_id
from api.services import Services
from api.shapes import moment
from api.webhook_endpoints.schemas import EndpointWanted, RotationWanted
from definitions.values import Json, JsonObject
from definitions.webhooks import TYPES
from store import tenants, webhook_endpoints, webhooks
from store.audit import Deed
from store.keys import TenantKeys
from store.webhook_endpoints import MOST, EndpointRow, Settings
from store.webhooks import DEAD, QUEUED

Counts = Mapping[tuple[str, str], int]


async def everything(services: Services, principal: Principal) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        rows = await webhook_endpoints.everything(session, keys)
        counts = await webhooks.open_counts(session)
    items: list[Json] = [_shown(row, counts) for row in rows]
    return {"items": items, "most": MOST, "types": [*TYPES]}


async def show(services: Services, principal: Principal, endpoint: str) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, keys, endpoint)
        return _shown(row, await webhooks.open_counts(session))


async def create(
    services: Services,
    principal: Principal,
    wanted: EndpointWanted,
    request: Request,
    key: str | None,
) -> tuple[JsonObject, bool]:
    """With its secret; the second value: it was made by an earlier request of the same key."""
    endpoint = str(uuid4())
    settings = _settings(wanted)
    deed = deed_of(principal, "create", endpoint, {"after": _told(settings)})
    keys = await services.keyring.of(principal.tenant)
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            row = await find(session, keys, str(once.before["id"]))
            return {**_shown(row, await webhooks.open_counts(session)), "secret": None}, True
        await tenants.hold(session)
        if await webhook_endpoints.count(session) >= MOST:
            detail = f"There are {MOST} endpoints already."
            raise ApiError(409, "too-many-endpoints", detail, "Take one away first.")
        secret = await webhook_endpoints.add(session, keys, endpoint, settings, principal.person)
        row = await find(session, keys, endpoint)
        await write(session, keys, principal, deed)
        await once.keep(201, {"id": endpoint})
    return {**_shown(row, {}), "secret": secret}, False


async def change(
    services: Services, principal: Principal, endpoint: str, wanted: EndpointWanted
) -> JsonObject:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    settings = _settings(wanted)
    deed = deed_of(principal, "change", endpoint, details)
    async with audited(services, principal, deed) as session:
        row = await find(session, keys, endpoint, lock=True)
        details |= {"before": _told(row), "after": _told(settings)}
        if row.url != settings.url:
            details["address"] = "changed"
        await webhook_endpoints.change(session, keys, row.id, settings, principal.person)
        changed = await find(session, keys, row.id)
        return _shown(changed, await webhooks.open_counts(session))


async def remove(services: Services, principal: Principal, endpoint: str) -> None:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    async with audited(
        services, principal, deed_of(principal, "remove", endpoint, details)
    ) as session:
        row = await find(session, keys, endpoint, lock=True)
        details["before"] = _told(row)
        await webhook_endpoints.remove(session, row.id)


async def rotate(
    services: Services, principal: Principal, endpoint: str, wanted: RotationWanted
) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    details: JsonObject = {"graceHours": wanted.graceHours}
    deed = deed_of(principal, "rotate-secret", endpoint, details)
    async with audited(services, principal, deed) as session:
        row = await find(session, keys, endpoint, lock=True)
        grace = timedelta(hours=wanted.graceHours)
        secret = await webhook_endpoints.rotate(session, keys, row, grace, principal.person)
        changed = await find(session, keys, row.id)
    return {"secret": secret, "oldSecretUntil": moment(_old_until(changed))}


async def find(
    session: AsyncSession, keys: TenantKeys, endpoint: str, *, lock: bool = False
) -> EndpointRow:
    row = None
    if is_id(endpoint):
        row = await webhook_endpoints.find(session, keys, endpoint, lock=lock)
    if row is None:
        raise not_found(f"The webhook endpoint {endpoint}")
    return row


def deed_of(principal: Principal, action: str, endpoint: str, details: JsonObject) -> Deed:
    """`details` may be filled while the deed is done."""
    subject = f"webhook-endpoint:{endpoint}"
    return Deed(principal.person, f"webhook-endpoint.{action}", subject, None, details)


def _settings(wanted: EndpointWanted) -> Settings:
    return Settings(
        url=wanted.url,
        description=wanted.description,
        types=wanted.types,
        processes=wanted.processes,
        enabled=wanted.enabled,
    )


def _told(settings: Settings) -> JsonObject:
    parts = urlsplit(settings.url)
    return {
        "host": f"{parts.scheme}://{parts.netloc}",
        "description": settings.description,
        "types": [*settings.types],
        "processes": [*settings.processes],
        "enabled": settings.enabled,
    }


def _old_until(row: EndpointRow) -> datetime | None:
    until = row.old_until
    return until if until is not None and until > datetime.now(UTC) else None


def _shown(row: EndpointRow, counts: Counts) -> JsonObject:
    status = "off" if not row.enabled else "on" if row.failing_since is None else "failing"
    return {
        "id": row.id,
        "url": row.url,
        "description": row.description,
        "types": [*row.types],
        "processes": [*row.processes],
        "enabled": row.enabled,
        "status": status,
        "offWhy": row.off_why,
        "failingSince": moment(row.failing_since),
        "waiting": counts.get((row.id, QUEUED), 0),
        "dead": counts.get((row.id, DEAD), 0),
        "oldSecretUntil": moment(_old_until(row)),
        "createdAt": moment(row.created_at),
        "changedAt": moment(row.changed_at),
        "changedBy": row.changed_by,
    }
