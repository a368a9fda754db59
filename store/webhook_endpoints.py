"""Where a tenant's outgoing webhooks go, what each is for, and what signs its messages.

Never: an address or a secret in clear; a secret is answered once, to who has just made it.
"""

from __future__ import annotations

import secrets as chance
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions import standard_webhooks
from store.keys import TenantKeys
from store.rows import TENANT, column, read, read_or_none
from store.webhook_tables import webhook_endpoints

MOST: Final = 20
"""Of one tenant."""

SECRET_BYTES: Final = 32
KEPT_SECRETS: Final = 3
"""Each signs every message while it holds."""

GONE, FAILING = "gone", "failing"
"""Why an endpoint was switched off by itself."""

_URL, _SECRETS = "webhook-url", "webhook-secrets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an administrator says of an endpoint."""

    url: str
    description: str
    types: list[str]
    processes: list[str]
    enabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    id: str
    url: bytes
    secrets: bytes
    description: str
    types: list[str]
    processes: list[str]
    enabled: bool
    off_why: str | None
    failing_since: datetime | None
    created_at: datetime
    changed_at: datetime
    changed_by: str


class Signing(msgspec.Struct, frozen=True):
    """A secret, and until when it signs; None: until it is replaced."""

    secret: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointRow(Settings):
    """One endpoint, opened."""

    id: str
    off_why: str | None
    failing_since: datetime | None
    created_at: datetime
    changed_at: datetime
    changed_by: str
    signing: tuple[Signing, ...]

    def secrets(self, now: datetime) -> list[str]:
        """Those that sign, the newest first."""
        return [one.secret for one in self.signing if one.until is None or one.until > now]

    @property
    def old_until(self) -> datetime | None:
        """When the last of the replaced secrets ends."""
        return max((one.until for one in self.signing if one.until is not None), default=None)


def new_secret() -> str:
    return standard_webhooks.secret_of(chance.token_bytes(SECRET_BYTES))


async def everything(session: AsyncSession, keys: TenantKeys) -> list[EndpointRow]:
    """Of the tenant, the oldest first."""
    query = select(webhook_endpoints).order_by(
        webhook_endpoints.c.created_at, webhook_endpoints.c.id
    )
    rows = (await session.execute(query)).mappings()
    return [_opened(keys, read(row, _Kept)) for row in rows]


async def find(
    session: AsyncSession, keys: TenantKeys, endpoint: str, *, lock: bool = False
) -> EndpointRow | None:
    """Locked, it stays as it is until the transaction ends."""
    query = select(webhook_endpoints).where(webhook_endpoints.c.id == endpoint)
    query = query.with_for_update() if lock else query
    row = read_or_none((await session.execute(query)).mappings().first(), _Kept)
    return None if row is None else _opened(keys, row)


async def of_ids(
    session: AsyncSession, keys: TenantKeys, ids: Sequence[str]
) -> dict[str, EndpointRow]:
    query = select(webhook_endpoints).where(webhook_endpoints.c.id.in_(ids))
    rows = [read(row, _Kept) for row in (await session.execute(query)).mappings()]
    return {row.id: _opened(keys, row) for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """An endpoint that is on, and what it is for."""

    id: str
    types: list[str]
    processes: list[str]


async def listening(session: AsyncSession) -> list[Listening]:
    query = select(
        webhook_endpoints.c.id, webhook_endpoints.c.types, webhook_endpoints.c.processes
    ).where(webhook_endpoints.c.enabled)
    return [read(row, Listening) for row in (await session.execute(query)).mappings()]


async def count(session: AsyncSession) -> int:
    found = await session.execute(select(func.count().label("n")).select_from(webhook_endpoints))
    return column(found.mappings().one(), "n", int)


async def add(
    session: AsyncSession, keys: TenantKeys, endpoint: str, settings: Settings, by: str
) -> str:
    """Answers its secret, for the one who makes it."""
    secret = new_secret()
    values = _columns(keys, endpoint, settings, by)
    values["secrets"] = _sealed(keys, endpoint, [Signing(secret)])
    await session.execute(
        insert(webhook_endpoints).values(
            tenant_id=TENANT, id=endpoint, created_at=func.now(), **values
        )
    )
    return secret


async def change(
    session: AsyncSession, keys: TenantKeys, endpoint: str, settings: Settings, by: str
) -> None:
    """One that is switched on begins anew; what it was failing with is another time's."""
    values = _columns(keys, endpoint, settings, by)
    values |= {"off_why": None}
    if settings.enabled:
        values |= {
            "failing_since": text("CASE WHEN enabled THEN failing_since END"),
            "rests_until": text("CASE WHEN enabled THEN rests_until END"),
        }
    else:
        await stop_waiting(session, endpoint)
    await session.execute(
        update(webhook_endpoints).where(webhook_endpoints.c.id == endpoint).values(values)
    )


async def rotate(
    session: AsyncSession, keys: TenantKeys, row: EndpointRow, grace: timedelta, by: str
) -> str:
    """A new secret; those that hold go on signing for the grace, and no longer than they had."""
    now = datetime.now(UTC)
    secret, ends = new_secret(), now + grace
    old = [
        Signing(one.secret, ends if one.until is None else min(one.until, ends))
        for one in row.signing
        if one.until is None or one.until > now
    ]
    kept = [one for one in old if one.until is not None and one.until > now]
    signing = [Signing(secret), *kept][:KEPT_SECRETS]
    await session.execute(
        update(webhook_endpoints)
        .where(webhook_endpoints.c.id == row.id)
        .values(secrets=_sealed(keys, row.id, signing), changed_at=func.now(), changed_by=by)
    )
    return secret


# Messages before the outbox, as whoever records how they went.
_REMOVE = text("""
WITH gone AS (DELETE FROM webhook_messages WHERE endpoint_id = :endpoint RETURNING id)
DELETE FROM outbox o USING gone g WHERE o.run_id = g.id AND o.kind = 'webhook'
""")


async def remove(session: AsyncSession, endpoint: str) -> None:
    """With all that was sent there, or was to be."""
    await session.execute(delete(webhook_endpoints).where(webhook_endpoints.c.id == endpoint))
    await session.execute(_REMOVE, {"endpoint": endpoint})


# ---- how it does

_OFF = text("""
UPDATE webhook_endpoints SET enabled = false, off_why = :why
WHERE id = :endpoint AND enabled AND (:why = 'gone'
  OR failing_since < now() - make_interval(secs => CAST(:seconds AS float)))
RETURNING id
""")
_STOP = text("""
WITH waiting AS (
  UPDATE webhook_messages SET state = 'dead', ended_at = now(), next_at = NULL
  WHERE endpoint_id = :endpoint AND state = 'queued' RETURNING id)
DELETE FROM outbox o USING waiting w WHERE o.run_id = w.id AND o.kind = 'webhook'
""")


async def works(session: AsyncSession, endpoint: str) -> None:
    await session.execute(
        update(webhook_endpoints)
        .where(
            webhook_endpoints.c.id == endpoint,
            webhook_endpoints.c.failing_since.is_not(None)
            | webhook_endpoints.c.rests_until.is_not(None),
        )
        .values(failing_since=None, rests_until=None)
    )


async def fails(session: AsyncSession, endpoint: str) -> None:
    """Holds it: endpoints are held before messages, so that nobody waits in a circle."""
    since = func.coalesce(webhook_endpoints.c.failing_since, func.now())
    await session.execute(
        update(webhook_endpoints)
        .where(webhook_endpoints.c.id == endpoint)
        .values(failing_since=since)
    )


async def switch_off(
    session: AsyncSession, endpoint: str, why: str, after: timedelta = timedelta()
) -> bool:
    """Because it is gone, or has failed for so long; what waits for it becomes a dead letter."""
    values = {"endpoint": endpoint, "why": why, "seconds": after.total_seconds()}
    off = (await session.execute(_OFF, values)).first() is not None
    if off:
        await stop_waiting(session, endpoint)
    return off


async def stop_waiting(session: AsyncSession, endpoint: str) -> None:
    await session.execute(_STOP, {"endpoint": endpoint})


_REST = (
    text("""
UPDATE webhook_endpoints SET rests_until = greatest(rests_until, CAST(:until AS timestamptz))
WHERE id = :endpoint"""),
    text("""
UPDATE outbox o SET next_at = greatest(o.next_at, CAST(:until AS timestamptz))
FROM webhook_messages m
WHERE m.endpoint_id = :endpoint AND m.state = 'queued' AND o.run_id = m.id
  AND o.kind = 'webhook'"""),
    text("""
UPDATE webhook_messages SET next_at = greatest(next_at, CAST(:until AS timestamptz))
WHERE endpoint_id = :endpoint AND state = 'queued'"""),
)


async def rest(session: AsyncSession, endpoint: str, until: datetime) -> None:
    """It has asked to be left alone: nothing is sent there before, also not what comes now."""
    for statement in _REST:
        await session.execute(statement, {"endpoint": endpoint, "until": until})


def _columns(keys: TenantKeys, endpoint: str, settings: Settings, by: str) -> dict[str, object]:
    return {
        "url": keys.seal(settings.url.encode(), f"{_URL}.{endpoint}"),
        "description": settings.description,
        "types": settings.types,
        "processes": settings.processes,
        "enabled": settings.enabled,
        "changed_at": func.now(),
        "changed_by": by,
    }


def _sealed(keys: TenantKeys, endpoint: str, signing: Sequence[Signing]) -> bytes:
    return keys.seal(msgspec.json.encode(signing), f"{_SECRETS}.{endpoint}")


def _opened(keys: TenantKeys, row: _Kept) -> EndpointRow:
    return EndpointRow(
        id=row.id,
        url=keys.open(row.url, f"{_URL}.{row.id}").decode(),
        description=row.description,
        types=row.types,
        processes=row.processes,
        enabled=row.enabled,
        off_why=row.off_why,
        failing_since=row.failing_since,
        created_at=row.created_at,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        signing=msgspec.json.decode(
            keys.open(row.secrets, f"{_SECRETS}.{row.id}"), type=tuple[Signing, ...]
        ),
    )
