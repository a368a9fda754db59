"""Who is around somebody: whom they lead, and who is in their department."""

from __future__ import annotations

from store import circles, departments, people
from store.circles import NOBODY
from store.hierarchy import Department
from store.runs import new_id


async def test_managers_heads_and_colleagues(database, tenant):
    async with database.tenant(tenant) as session:
        top, pay = (Department(new_id(), None, name, None) for name in ("Finance", "Payroll"))
        for one in (top, pay):
            await departments.add(session, one)
        ada = await people.add(session, "ada@example.com", "Ada", [], top.id)
        bob = await people.add(session, "bob@example.com", "Bob", [], pay.id, ada.id)
        cem = await people.add(session, "cem@example.com", "Cem", [], None, bob.id)
        dan = await people.add(session, "dan@example.com", "Dan", [], pay.id)
        around = await circles.around(session, ada.id, [top.id], [])
        assert around.team == {bob.id, cem.id}
        assert around.department == {ada.id}
        await people.disable(session, dan.id)
        around = await circles.around(session, cem.id, [], [pay.id])
        assert around.team == {bob.id, dan.id}
        assert around.department == frozenset()


async def test_in_a_circle_of_managers_it_ends(database, tenant):
    async with database.tenant(tenant) as session:
        ada = await people.add(session, "ada@example.com", "Ada", [])
        bob = await people.add(session, "bob@example.com", "Bob", [], None, ada.id)
        await people.change(session, ada.id, {"manager_id": bob.id})
        assert (await circles.around(session, ada.id, [], [])).team == {ada.id, bob.id}


async def test_of_another_tenant_nobody(database, tenant):
    async with database.tenant(tenant) as session:
        ada = await people.add(session, "ada@example.com", "Ada", [])
        await people.add(session, "bob@example.com", "Bob", [], None, ada.id)
    async with database.tenant(new_id()) as theirs:
        assert await circles.around(theirs, ada.id, [], []) == NOBODY
