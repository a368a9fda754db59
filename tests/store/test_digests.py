"""What is held for digests: found when it is due, gathered by one, and said what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from store import deliveries, digests
from store.deliveries import DROPPED, GATHERED, HELD, NewDelivery
from store.runs import new_id

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def held(person: str, due: datetime = NOW) -> NewDelivery:
    return NewDelivery(
        id=new_id(), notice=new_id(), person=person, channel="email", state=HELD, due=due
    )


async def test_found_when_it_is_due_and_locked(database, tenant):
    ann, bob = new_id(), new_id()
    early, late = held(ann), held(bob, NOW + timedelta(hours=1))
    async with database.tenant(tenant) as session:
        await deliveries.add(session, [early, late])
    async with database.relay() as session:
        found = await digests.due(session, NOW, 1000)
    mine = [one.person for one in found if one.tenant == tenant]
    assert mine == [ann]
    async with database.tenant(tenant) as first, database.tenant(tenant) as second:
        taken = await digests.held(first, [ann, bob], NOW)
        assert [one.id for one in taken] == [early.id]
        assert await digests.held(second, [ann, bob], NOW) == []


async def test_what_became_of_them(database, tenant):
    ann = new_id()
    one, other = held(ann), held(ann)
    async with database.tenant(tenant) as session:
        await deliveries.add(session, [one, other])
        await digests.gathered(session, [one.id])
        await digests.gathered(session, [])
        await digests.dropped(session, [other.id], "read")
        await digests.dropped(session, [], "read")
        assert await digests.held(session, [ann], NOW) == []
        rows = await deliveries.of_notices(session, [one.notice, other.notice])
    states = {row.id: (row.state, row.reason, row.sent_at is not None) for row in rows}
    assert states == {one.id: (GATHERED, None, True), other.id: (DROPPED, "read", False)}
