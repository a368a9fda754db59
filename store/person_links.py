"""Which persons of several tenants are one and the same human being, because they have proved it.

Never: a link by an address, which any administrator may write; and none that outlives a change by
which somebody else could have got in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import TENANT, column, read
from store.session import Database
from store.tenant_tables import person_links


@dataclass(frozen=True, slots=True)
class Linked:
    """One of somebody's persons."""

    tenant_id: str
    person_id: str


async def account(session: AsyncSession, person: str) -> str | None:
    """What somebody's persons have in common; None of who has one person."""
    query = select(person_links.c.account).where(person_links.c.person_id == person)
    row = (await session.execute(query)).mappings().first()
    return None if row is None else column(row, "account", str)


async def of_account(database: Database, account: str) -> list[Linked]:
    async with database.lookup("account", account) as session:
        query = select(person_links).where(person_links.c.account == account)
        query = query.order_by(person_links.c.linked_at, person_links.c.tenant_id)
        return [read(row, Linked) for row in (await session.execute(query)).mappings()]


async def others(database: Database, tenant: str, person: str) -> list[Linked]:
    """The persons beside this one."""
    async with database.tenant(tenant) as session:
        known = await account(session, person)
    found: Sequence[Linked] = [] if known is None else await of_account(database, known)
    return [one for one in found if (one.tenant_id, one.person_id) != (tenant, person)]


async def put(session: AsyncSession, person: str, account: str) -> None:
    """In the session of the person's tenant."""
    made = insert(person_links).values(
        tenant_id=TENANT, person_id=person, account=account, linked_at=func.now()
    )
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["tenant_id", "person_id"], set_={"account": account}
        )
    )


async def join(database: Database, one: Linked, other: Linked) -> None:
    """Both have been proved. What either was linked with belongs together from now on."""
    known = await _account(database, one) or str(uuid4())
    former = await _account(database, other)
    moved = [one, other] if former is None else [one, other, *await of_account(database, former)]
    for each in moved:
        async with database.tenant(each.tenant_id) as session:
            await put(session, each.person_id, known)


async def end(session: AsyncSession, person: str) -> None:
    """In the session of the person's tenant: they stand alone again."""
    await session.execute(delete(person_links).where(person_links.c.person_id == person))


async def _account(database: Database, one: Linked) -> str | None:
    async with database.tenant(one.tenant_id) as session:
        return await account(session, one.person_id)
