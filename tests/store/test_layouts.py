"""Layouts: one of each process, the last one that was saved."""

from __future__ import annotations

from store import layouts, people


async def test_the_last_one_is_kept(database, tenant):
    async with database.tenant(tenant) as session:
        ada = await people.add(session, "ada@example.com", "Ada", [])
        assert await layouts.get(session, "n", "a") is None
        await layouts.save(session, "n", "a", b"{}", "x")
        await layouts.save(session, "n", "a", b'{"/do/0/a":{}}', ada.id)
        await layouts.save(session, "n", "b", b"{}", "x")
        row = await layouts.get(session, "n", "a")
    assert (row.positions, row.saved_by_name) == (b'{"/do/0/a":{}}', "Ada")
