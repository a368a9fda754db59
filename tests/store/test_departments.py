"""Departments as they are kept."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from store import departments, groups, people
from store.hierarchy import Department


class TestDepartments:
    async def test_life(self, database, tenant):
        top = Department(str(uuid4()), None, "Board", None)
        sales = Department(str(uuid4()), top.id, "Sales", None)
        async with database.tenant(tenant) as session:
            for one in (top, sales):
                await departments.add(session, one)
            ada = await people.add(session, "ada@example.com", "Ada", [], sales.id)
            await departments.change(session, replace(sales, name="Selling", head_id=ada.id))
            tree = await departments.everything(session)
            assert [one.name for one in tree.values()] == ["Board", "Selling"]
            assert tree[sales.id].head_id == ada.id
            assert await departments.people_in(session) == {sales.id: 1}
            await people.disable(session, ada.id)
            assert await departments.people_in(session) == {}
            assert await departments.members(session, sales.id) == 1
            group = str(uuid4())
            await groups.put(session, group, "Everybody", "")
            await groups.set_members(session, group, [], [top.id])
            assert await departments.members(session, top.id) == 1
            await departments.remove(session, sales.id)
            assert [*await departments.everything(session)] == [top.id]
