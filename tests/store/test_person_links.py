"""Persons that are one and the same human being."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select

from store import person_links
from store.person_links import Linked
from store.tenant_tables import person_links as links


def somebody() -> Linked:
    return Linked(str(uuid4()), str(uuid4()))


async def test_whoever_is_joined_belongs_together(database):
    a, b, c, d = (somebody() for _ in range(4))
    await person_links.join(database, a, b)
    await person_links.join(database, c, d)
    assert await person_links.others(database, a.tenant_id, a.person_id) == [b]
    await person_links.join(database, b, c)
    for one in (a, b, c, d):
        others = await person_links.others(database, one.tenant_id, one.person_id)
        assert {each.person_id for each in others} == {
            each.person_id for each in (a, b, c, d) if each != one
        }
    async with database.tenant(b.tenant_id) as session:
        await person_links.end(session, b.person_id)
    assert await person_links.others(database, b.tenant_id, b.person_id) == []
    assert len(await person_links.others(database, a.tenant_id, a.person_id)) == 2


async def test_a_tenant_sees_its_own_alone(database):
    a, b = somebody(), somebody()
    await person_links.join(database, a, b)
    async with database.tenant(a.tenant_id) as session:
        rows = (await session.execute(select(links.c.person_id))).mappings().all()
    assert [row["person_id"] for row in rows] == [a.person_id]
