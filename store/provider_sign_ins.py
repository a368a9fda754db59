"""Sign-ins that are on their way to an identity provider, and what is needed when they come back.

Never: one that comes back twice, in another browser, or after its minutes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import cast

import msgspec
from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store.keys import TenantKeys
from store.provider_tables import provider_sign_ins
from store.rows import TENANT, column, read_or_none

LASTS = timedelta(minutes=10)
BODY = "provider-sign-in"
_OPEN = provider_sign_ins.c.expires_at > func.now()


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent along, and where the person wants to go."""

    nonce: str
    verifier: str
    to: str
    tenant: str
    """Its slug, for the sign-in page."""


@dataclass(frozen=True, slots=True)
class BegunRow:
    """Whose tenant and which provider, found by its state."""

    tenant_id: str
    provider_id: str


async def begin(
    session: AsyncSession,
    keys: TenantKeys,
    state_hash: str,
    browser_hash: str,
    provider: str,
    sent: Sent,
) -> None:
    """Also forgets the tenant's that are over."""
    over = provider_sign_ins.c.expires_at <= func.now()
    await session.execute(delete(provider_sign_ins).where(over))
    body = cast("JsonObject", asdict(sent))
    await session.execute(
        insert(provider_sign_ins).values(
            tenant_id=TENANT,
            state_hash=state_hash,
            provider_id=provider,
            browser_hash=browser_hash,
            body=keys.seal_json(body, f"{BODY}.{state_hash}"),
            expires_at=func.now() + LASTS,
        )
    )


async def find(session: AsyncSession, state_hash: str) -> BegunRow | None:
    """In a lookup session by `token`; None when it is over."""
    query = select(provider_sign_ins.c.tenant_id, provider_sign_ins.c.provider_id).where(
        provider_sign_ins.c.state_hash == state_hash, _OPEN
    )
    return read_or_none((await session.execute(query)).mappings().first(), BegunRow)


async def take(
    session: AsyncSession, keys: TenantKeys, state_hash: str, browser_hash: str
) -> Sent | None:
    """Once, and by the browser that has begun it."""
    mine = and_(
        provider_sign_ins.c.state_hash == state_hash,
        provider_sign_ins.c.browser_hash == browser_hash,
        _OPEN,
    )
    gone = delete(provider_sign_ins).where(mine).returning(provider_sign_ins.c.body)
    row = (await session.execute(gone)).mappings().first()
    if row is None:
        return None
    body = keys.open_json(column(row, "body", bytes), f"{BODY}.{state_hash}")
    return msgspec.convert(body, Sent)
