"""Groups as they are kept."""

from __future__ import annotations

from uuid import uuid4

from store import groups
from store.groups import Member


class TestGroups:
    async def test_life(self, database, tenant):
        group, person, place = (str(uuid4()) for _ in range(3))
        async with database.tenant(tenant) as session:
            await groups.put(session, group, "Board", "")
            await groups.put(session, group, "Directors", "Who decides.")
            await groups.set_members(session, group, [person], [place])
            assert (await groups.get(session, group)).name == "Directors"
            assert len(await groups.everything(session)) == 1
            assert {*await groups.members(session)} == {
                Member(group, "person", person),
                Member(group, "department", place),
            }
            await groups.set_members(session, group, [], [place])
            assert len(await groups.members(session)) == 1
            await groups.remove(session, group)
            assert await groups.get(session, group) is None
            assert await groups.members(session) == []
