"""Answers to requests that may be repeated: the same key brings the same answer.

The row is taken in the transaction of the effect, so a twin that comes at the same moment waits
for it. Never: one key for two different requests.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import idempotency_keys
from store.rows import TENANT

KEPT = text("now() - interval '1 day'")


class KeyReusedError(Exception):
    """The key was used for another request."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given before."""

    status: int
    body: bytes


async def take(session: AsyncSession, key: str, route: str, fingerprint: str) -> Kept | None:
    """None: the request is new and the key is now taken, by this transaction."""
    await session.execute(
        delete(idempotency_keys).where(
            idempotency_keys.c.key == key, idempotency_keys.c.created_at < KEPT
        )
    )
    made = (
        insert(idempotency_keys)
        .values(
            tenant_id=TENANT,
            key=key,
            route=route,
            fingerprint=fingerprint,
            created_at=func.now(),
        )
        .on_conflict_do_nothing()
        .returning(idempotency_keys.c.key)
    )
    if (await session.execute(made)).first() is not None:
        return None
    return await find(session, key, route, fingerprint)


async def find(session: AsyncSession, key: str, route: str, fingerprint: str) -> Kept | None:
    """What was answered before, without taking the key."""
    query = select(idempotency_keys).where(idempotency_keys.c.key == key)
    row = (await session.execute(query)).mappings().first()
    if row is None:
        return None
    if row["route"] != route or row["fingerprint"] != fingerprint:
        raise KeyReusedError("The Idempotency-Key was used for another request; use a new one.")
    return Kept(row["status"] or 0, row["body"] or b"")


async def keep(session: AsyncSession, key: str, status: int, body: bytes) -> None:
    """The answer, in the same transaction; `body` sealed by the caller where it holds values."""
    await session.execute(
        update(idempotency_keys)
        .where(idempotency_keys.c.key == key)
        .values(status=status, body=body)
    )
