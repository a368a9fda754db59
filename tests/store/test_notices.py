"""What people are to be told: once for each cause, by tenants in turn, read when they say so."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import notices, outbox
from store.notices import NewNotice
from tests.store.test_askings import Ears


@pytest.fixture
def add(database, keys, tenant):
    async def some(*causes: str, person: str):
        new = [
            NewNotice(person=person, kind="message", cause=one, said={"subject": one})
            for one in causes
        ]
        async with database.tenant(tenant) as session:
            return await notices.add(session, keys, new)

    return some


async def take(database, tenant):
    async with database.relay() as session:
        return [row for row in await notices.take(session, 10_000) if row.tenant == tenant]


class TestAdd:
    async def test_one_cause_once(self, add, database, tenant, keys):
        ann = str(uuid4())
        assert await add("a", "b", person=ann) == {ann}
        assert await add("a", person=ann) == set()
        taken = await take(database, tenant)
        assert len(taken) == 2
        async with database.tenant(tenant) as session:
            rows = await notices.untold(session, [row.run for row in taken])
        assert {row.opened(keys)["subject"] for row in rows} == {"a", "b"}

    async def test_not_by_the_deliverers_of_runs(self, add, database, tenant):
        await add("a", person=str(uuid4()))
        async with database.relay() as session:
            assert [row for row in await outbox.due(session, 1000) if row.tenant == tenant] == []


class TestTake:
    async def test_once_until_it_is_due_again(self, add, database, tenant):
        await add("a", person=str(uuid4()))
        assert len(await take(database, tenant)) == 1
        assert await take(database, tenant) == []

    async def test_again_when_a_channel_has_failed(self, add, database, tenant):
        await add("a", person=str(uuid4()))
        [row] = await take(database, tenant)
        async with database.tenant(tenant) as session:
            await notices.told(session, [row.run])
            assert await notices.untold(session, [row.run]) == []
            await notices.again(session, tenant, row.run)
            assert len(await notices.untold(session, [row.run])) == 1


class TestRead:
    async def test_some_then_all(self, add, database, tenant):
        ann, bob = str(uuid4()), str(uuid4())
        await add("a", "b", "c", person=ann)
        await add("a", person=bob)
        async with database.tenant(tenant) as session:
            [newest, *_] = await notices.of_person(session, ann, None, 10)
            await notices.mark_read(session, ann, [newest.id])
            assert await notices.unread(session, ann) == 2
            await notices.mark_read(session, ann, None)
            assert await notices.unread(session, ann) == 0
            assert await notices.unread(session, bob) == 1

    async def test_other_pages_of_theirs_hear_of_it(self, database, add, tenant):
        ann = str(uuid4())
        await add("a", person=ann)
        ears = Ears(database, tenant)
        await ears.open()
        async with database.tenant(tenant) as session:
            await notices.mark_read(session, ann, None)
        assert await ears.told() == [ann]
        async with database.tenant(tenant) as session:
            await notices.mark_read(session, ann, None)
        assert await ears.told() == []
