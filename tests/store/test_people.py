"""People: one for an address, found by it before the tenant is known."""

from __future__ import annotations

from uuid import uuid4

from store import people


class TestPeople:
    async def test_the_same_address_is_the_same_person(self, database, tenant):
        email = f"{uuid4()}@example.com"
        async with database.tenant(tenant) as session:
            boss = await people.add(session, f"boss-{email}", "Boss", ["admin"])
            first = await people.add(session, email, "Ünï ☃", ["member"], "Sales", boss.id)
            again = await people.add(session, email, "New", ["operator"])
            assert (again.id, again.name, again.roles) == (first.id, "New", ["operator"])
            assert await people.get(session, str(uuid4())) is None
            assert len(await people.page(session)) == 2
        async with database.lookup("email", email) as session:
            assert [row.id for row in await people.by_email(session, email)] == [first.id]
        async with database.lookup("email", "other@example.com") as session:
            assert await people.by_email(session, email) == []
