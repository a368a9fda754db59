"""Limits: of runs, definitions, people and bytes; what nobody could ask again waits."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from store import outbox, people, usage
from store.limits import LimitReachedError
from store.runs import MARGIN, Parent, new_id


async def held(database, tenant):
    async with database.tenant(tenant) as session:
        return (await usage.now(session)).runs_held


async def today(database, tenant):
    async with database.tenant(tenant) as session:
        return (await usage.now(session)).runs_today


class TestRuns:
    async def test_without_limits_nothing_waits(self, database, tenant, begin_run):
        run = await begin_run()
        async with database.relay() as session:
            assert await outbox.one(session, run)
        assert await today(database, tenant) == 1

    async def test_a_day_is_exact_however_many_come_at_once(self, database, tenant, begin_run, may):
        await may(runs_a_day=5)
        outcomes = await asyncio.gather(*(begin_run() for _ in range(9)), return_exceptions=True)
        assert not [one for one in outcomes if not isinstance(one, str | LimitReachedError)]
        refused = [one for one in outcomes if isinstance(one, LimitReachedError)]
        assert len(refused) == 4
        assert {one.limit for one in refused} == {"runs_a_day"}

    async def test_far_from_the_limit_a_start_goes_at_once(self, database, tenant, begin_run, may):
        await may(runs_at_once=MARGIN + 2, runs_a_day=MARGIN + 2)
        await begin_run()
        assert await held(database, tenant) == 0

    async def test_what_is_awaited_never_waits(self, database, tenant, begin_run, may):
        await may(runs_at_once=1)
        parent = await begin_run()
        await begin_run(holds=True, parent=Parent(parent, "/do/0", awaited=True, depth=1))
        assert await held(database, tenant) == 1
        await begin_run(holds=True, parent=Parent(parent, "/do/1", awaited=False, depth=1))
        assert await held(database, tenant) == 2

    async def test_a_cause_that_was_seen_is_found_beyond_the_limit(self, begin_run, may, admit):
        await may(runs_a_day=1)
        first = await begin_run(cause="schedule/x")
        await admit()
        assert await begin_run(cause="schedule/x") == first

    async def test_who_is_full(self, database, tenant, begin_run, may):
        await begin_run()
        async with database.tenant(tenant) as session:
            await usage.measure(session)
        await may(bytes=1)
        with pytest.raises(LimitReachedError, match="bytes"):
            await begin_run()

    async def test_of_one_tenant_alone(self, database, tenant, other_limit, begin_run, may):
        await may(runs_a_day=100_000)
        await begin_run()
        assert await today(database, tenant) == 1


@pytest.fixture
async def other_limit(database, database_urls):
    """Another tenant may nothing at all."""
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute(
            "INSERT INTO tenant_limits (tenant_id, runs_a_day, changed_at)"
            " VALUES (gen_random_uuid(), 0, now())"
        )


class TestPeople:
    async def test_no_more_than_may_be(self, database, tenant, may):
        await may(people=1)
        values = {"name": "One", "roles": []}
        async with database.tenant(tenant) as session:
            assert await people.create(session, new_id(), {"email": "one@x.example", **values})
            # Again is nobody new.
            assert not await people.create(session, new_id(), {"email": "one@x.example", **values})
        with pytest.raises(LimitReachedError, match="people"):
            async with database.tenant(tenant) as session:
                await people.create(session, new_id(), {"email": "two@x.example", **values})
        async with database.tenant(tenant) as session:
            assert await people.by_email(session, "two@x.example") == []

    async def test_two_who_come_at_once(self, database, tenant, may):
        await may(people=1)

        async def come(email):
            async with database.tenant(tenant) as session:
                values = {"email": email, "name": "One", "roles": []}
                return await people.create(session, new_id(), values)

        both = await asyncio.gather(
            come("a@x.example"), come("b@x.example"), return_exceptions=True
        )
        assert sorted(isinstance(one, LimitReachedError) for one in both) == [False, True]
