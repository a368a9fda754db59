"""What was sent: recorded once for each notice and channel."""

from __future__ import annotations

from uuid import uuid4

from store import deliveries
from store.deliveries import NewDelivery
from store.runs import new_id


def new(notice: str, channel: str = "email") -> NewDelivery:
    return NewDelivery(id=new_id(), notice=notice, person=str(uuid4()), channel=channel)


async def states(database, tenant, notice):
    async with database.tenant(tenant) as session:
        rows = await deliveries.of_notices(session, [notice])
    return [(one.state, one.reason, one.attempts, one.sent_at is not None) for one in rows]


class TestAdd:
    async def test_once_for_each_channel(self, database, tenant):
        notice = str(uuid4())
        first, again, other = new(notice), new(notice), new(notice, "portal")
        async with database.tenant(tenant) as session:
            assert await deliveries.add(session, []) == set()
            assert await deliveries.add(session, [first]) == {first.id}
            assert await deliveries.add(session, [again, other]) == {other.id}


class TestEnds:
    async def test_later_then_sent(self, database, tenant):
        one = new(str(uuid4()))
        async with database.tenant(tenant) as session:
            await deliveries.add(session, [one])
            await deliveries.later(session, one.id, "away", 1)
        assert await states(database, tenant, one.notice) == [("queued", "away", 1, False)]
        async with database.tenant(tenant) as session:
            await deliveries.sent(session, one.id, 2)
        assert await states(database, tenant, one.notice) == [("sent", None, 2, True)]

    async def test_failed_for_good_once(self, database, tenant):
        one = new(str(uuid4()))
        async with database.tenant(tenant) as session:
            await deliveries.add(session, [one])
            failed = await deliveries.failed(session, one.id, "no", 3)
            assert failed.notice_id == one.notice
            assert await deliveries.failed(session, one.id, "no", 4) is None
            assert await deliveries.failed(session, new_id(), "no", 1) is None
        assert await states(database, tenant, one.notice) == [("failed", "no", 3, False)]
