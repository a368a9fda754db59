"""The logo of a tenant: one picture.

Never: looked at what it shows; whoever takes it in has checked what it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import TENANT, read_or_none
from store.tenant_tables import tenant_logos


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and its media type."""

    kind: str
    body: bytes


async def get(session: AsyncSession) -> Logo | None:
    row = (await session.execute(select(tenant_logos))).mappings().first()
    return read_or_none(row, Logo)


async def put(session: AsyncSession, logo: Logo) -> None:
    values = {"kind": logo.kind, "body": logo.body}
    await session.execute(
        insert(tenant_logos)
        .values(tenant_id=TENANT, **values)
        .on_conflict_do_update(index_elements=["tenant_id"], set_=values)
    )


async def remove(session: AsyncSession) -> None:
    await session.execute(delete(tenant_logos))
