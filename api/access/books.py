"""The books of access of those tenants that somebody has asked for lately.

Never: an old one; the tenant's own row, which every request reads, says which number is the newest.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.access.rights import Holder, Rights, rights_of
from api.permissions import ALL, INSTALLATION
from store import access, circles
from store.access import Book
from store.hierarchy import below, upwards
from store.people import PersonRow
from store.session import Database
from store.tenants import TenantRow

KEPT = 1_000


class Books:
    """Of one process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Book] = OrderedDict()

    async def rights(self, session: AsyncSession, tenant: TenantRow, person: PersonRow) -> Rights:
        """In a session of the tenant."""
        known = self._newest(tenant) or await self._read(session, tenant)
        rights = self._by(tenant, person, known)
        return await _around(session, rights, known, person) if rights.looks_around else rights

    async def at_the_door(self, database: Database, tenant: TenantRow, person: PersonRow) -> Rights:
        """For each request: PostgreSQL is asked only for a new book, or for whom they lead."""
        known = self._newest(tenant)
        rights = None if known is None else self._by(tenant, person, known)
        if rights is None or rights.looks_around:
            async with database.tenant(tenant.id) as session:
                return await self.rights(session, tenant, person)
        return rights

    def _by(self, tenant: TenantRow, person: PersonRow, known: Book) -> Rights:
        rights = rights_of(holder(person, known), known, self._clock())
        # Whatever a row says, no other tenant gives what is the installation's.
        return replace(rights, limit=ALL | INSTALLATION) if tenant.installation else rights

    def _newest(self, tenant: TenantRow) -> Book | None:
        known = self._kept.get(tenant.id)
        if known is None or known.version != tenant.access_version:
            return None
        self._kept.move_to_end(tenant.id)
        return known

    async def _read(self, session: AsyncSession, tenant: TenantRow) -> Book:
        known = await access.book(session, tenant.access_version)
        self._kept[tenant.id] = known
        self._kept.move_to_end(tenant.id)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return known


def holder(person: PersonRow, known: Book) -> Holder:
    above = tuple(upwards(person.department_id, known.departments))
    return Holder(person.id, tuple(person.roles), above)


async def _around(session: AsyncSession, rights: Rights, known: Book, person: PersonRow) -> Rights:
    """With the people whose runs they may see."""
    heads = [one for one, head in known.heads.items() if head == person.id]
    own, led = (
        set[str]().union(*(below(one, known.departments) for one in places if one is not None))
        for places in ([person.department_id], heads)
    )
    return replace(rights, circle=await circles.around(session, person.id, own, led))
