"""Lists of people: by name in pages, by filters, with where they belong."""

from __future__ import annotations

from uuid import uuid4

from store import departments, people, person_list
from store.hierarchy import Department
from store.person_list import Filter


async def found(session, **wanted) -> list[str]:
    rows, _ = await person_list.page(session, Filter(**wanted), None, 50)
    return [row.name for row in rows]


class TestPage:
    async def test_by_name_in_pages(self, database, tenant):
        names = ["Zoë ☃", "Ada", "ada", "Ada", "Bob"]
        async with database.tenant(tenant) as session:
            for number, name in enumerate(names):
                await people.add(session, f"{number}@example.com", name, [])
            everyone, _ = await person_list.page(session, Filter(), None, 50)
            rows, after = [], None
            while True:
                page, after = await person_list.page(session, Filter(), after, 2)
                rows += page
                if after is None:
                    break
        assert rows == everyone
        assert sorted(row.name for row in rows) == sorted(names)

    async def test_filters(self, database, tenant):
        board = Department(str(uuid4()), None, "Board", None)
        async with database.tenant(tenant) as session:
            await departments.add(session, board)
            ada = await people.add(session, "ada@example.com", "Ada Byron", ["admin"], board.id)
            bob = await people.add(session, "bob@example.com", "Bob", [], None, ada.id)
            gone = await people.add(session, "gone@example.com", "Gone", [])
            await people.disable(session, gone.id)
            await people.invited(session, bob.id)
            for search, names in (
                ("BYRON", ["Ada Byron"]),
                ("b@EX", ["Bob"]),
                ("board", ["Ada Byron"]),
                ("%", []),
                ("_", []),
            ):
                assert await found(session, search=search) == names
            assert await found(session) == ["Ada Byron", "Bob"]
            assert await found(session, state="disabled") == ["Gone"]
            assert await found(session, state="invited") == ["Bob"]
            assert await found(session, state="active") == ["Ada Byron"]
            assert await found(session, role="admin") == ["Ada Byron"]
            assert await found(session, departments={board.id}) == ["Ada Byron"]
            assert await found(session, departments=set()) == []
            one = await person_list.one(session, bob.id)
            assert (one.manager, one.department, one.state) == ("Ada Byron", None, "invited")
            rows = await person_list.of_group(session, [gone.id], [board.id])
            assert [row.name for row in rows] == ["Ada Byron"]
