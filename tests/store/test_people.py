"""People: one for an address, found by it before the tenant is known."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import func, update

from store import people
from store.models import people as table


class TestPeople:
    async def test_the_same_address_is_the_same_person(self, database, tenant):
        email = f"{uuid4()}@example.com"
        async with database.tenant(tenant) as session:
            boss = await people.add(session, f"boss-{email}", "Boss", ["admin"])
            first = await people.add(session, email, "Ünï ☃", ["member"], "Sales", boss.id)
            again = await people.add(session, email.upper(), "New", ["operator"])
            assert (again.id, again.name, again.roles) == (first.id, "New", ["operator"])
            assert await people.get(session, str(uuid4())) is None
            assert len((await people.page(session, "", None, 5))[0]) == 2
        async with database.lookup("email", email) as session:
            assert [row.id for row in await people.by_email(session, email)] == [first.id]
        async with database.lookup("email", "other@example.com") as session:
            assert await people.by_email(session, email) == []


class TestPage:
    async def test_by_name_in_pages(self, database, tenant):
        names = ["Zoë ☃", "Ada", "ada", "Ada", "Bob"]
        async with database.tenant(tenant) as session:
            for number, name in enumerate(names):
                await people.add(session, f"{number}@example.com", name, [], "Sales")
            everyone, _ = await people.page(session, "", None, 50)
            found, after = [], None
            while True:
                page, after = await people.page(session, "", after, 2)
                found += page
                if after is None:
                    break
        assert found == everyone
        assert sorted(row.name for row in found) == sorted(names)

    async def test_by_a_part_of_name_email_or_department(self, database, tenant):
        async with database.tenant(tenant) as session:
            await people.add(session, "ada@example.com", "Ada Byron", [], "Board")
            await people.add(session, "bob@example.com", "Bob", [])
            for search, names in (
                ("BYRON", ["Ada Byron"]),
                ("b@EX", ["Bob"]),
                ("board", ["Ada Byron"]),
                ("%", []),
                ("_", []),
            ):
                found, _ = await people.page(session, search, None, 5)
                assert [row.name for row in found] == names

    async def test_not_who_is_disabled(self, database, tenant):
        async with database.tenant(tenant) as session:
            gone = await people.add(session, "gone@example.com", "Gone", [])
            disable = update(table).where(table.c.id == gone.id).values(disabled_at=func.now())
            await session.execute(disable)
            assert await people.page(session, "", None, 5) == ([], None)
