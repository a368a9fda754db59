"""A schedule that can start no run is told once, until it works again."""

from __future__ import annotations

import psycopg
import pytest

from definitions.task_plans import NotRunnableError
from store import event_starts, people, schedules
from store.schedules import AGAIN, LATE
from tests.store.scheduling import Scheduled
from tests.store.test_event_starts import Started


@pytest.fixture
async def operator(database, tenant):
    async with database.tenant(tenant) as session:
        return await people.add(session, "op@example.com", "Op", ["operator"])


@pytest.fixture
async def scheduled(database, keys, tenant, database_urls):
    yield Scheduled(database, keys, tenant)
    with psycopg.connect(database_urls.admin) as admin:
        for table in ("schedules", "outbox", "tenant_limits"):
            admin.execute(f"DELETE FROM {table} WHERE tenant_id = %s", [tenant])  # noqa: S608


@pytest.fixture
def told(database_urls, tenant, keys):
    def look() -> list[str]:
        with psycopg.connect(database_urls.admin) as admin:
            rows = admin.execute(
                "SELECT body FROM notices WHERE tenant_id = %s AND kind = 'schedule'"
                " ORDER BY created_at",
                [tenant],
            ).fetchall()
        return [keys.open_json(body, "notice")["body"] for (body,) in rows]

    return look


class TestLimit:
    async def test_told_once_it_is_late_and_again_after_it_worked(
        self, scheduled, may, told, operator
    ):
        await scheduled.publish({"every": "PT1H"})
        await may(runs_a_day=0)
        scheduled.after(hours=1)
        assert await scheduled.fire() == []
        assert told() == []
        scheduled.after(seconds=LATE.total_seconds())
        for _ in range(3):
            assert await scheduled.fire() == []
            scheduled.after(minutes=1)
        assert told() == ["`n/p` · every · runs_a_day"]
        (row,) = await scheduled.rows()
        assert row.failed_why == "runs_a_day"
        await may(runs_a_day=None)
        assert len(await scheduled.fire()) == 1
        (row,) = await scheduled.rows()
        assert (row.failed_at, row.failed_why) == (None, None)
        await may(runs_a_day=0)
        scheduled.after(hours=2)
        await scheduled.fire()
        assert len(told()) == 2

    async def test_all_that_wait_behind_it(self, scheduled, may, told, operator):
        await scheduled.publish({"every": "PT1H"}, "a")
        await scheduled.publish({"every": "PT1H"}, "b")
        await may(runs_a_day=0)
        scheduled.after(hours=2)
        await scheduled.fire()
        assert sorted(told()) == ["`n/a` · every · runs_a_day", "`n/b` · every · runs_a_day"]


class TestUnfit:
    async def test_the_others_go_on(self, scheduled, told, operator, database_urls, tenant):
        await scheduled.publish({"cron": "@hourly"}, "a")
        await scheduled.publish({"every": "PT1H"}, "b")
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "UPDATE schedules SET value = '\"soon\"' WHERE tenant_id = %s AND name = 'a'",
                [tenant],
            )
        scheduled.after(hours=1)
        assert len(await scheduled.fire()) == 1
        assert told() == ["`n/a` · cron · CronError"]
        (row,) = await scheduled.rows("a")
        assert (row.last_run, row.next_at) == (None, scheduled.now + AGAIN)
        scheduled.after(hours=1)
        assert len(await scheduled.fire()) == 1
        assert len(told()) == 1

    async def test_what_is_published_anew_is_new(self, scheduled, operator, database, tenant, keys):
        await scheduled.publish({"every": "PT1H"})
        (row,) = await scheduled.rows()
        async with database.tenant(tenant) as session:
            await schedules.fail(session, keys, row, "Error", scheduled.now)
        await scheduled.publish({"every": "PT2H"}, version="1.1.0")
        (row,) = await scheduled.rows()
        assert row.failed_at is None

    async def test_whoever_has_published_it_is_told_too(
        self, scheduled, database, tenant, keys, operator, database_urls
    ):
        await scheduled.publish({"every": "PT1H"})
        async with database.tenant(tenant) as session:
            owner = await people.add(session, "me@example.com", "Me", ["member"])
        with psycopg.connect(database_urls.admin) as admin:
            publisher = [owner.id, tenant]
            admin.execute(
                "UPDATE definitions SET published_by = %s WHERE tenant_id = %s", publisher
            )
        (row,) = await scheduled.rows()
        async with database.tenant(tenant) as session:
            await schedules.fail(session, keys, row, "Error", scheduled.now)
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT person_id::text FROM notices WHERE tenant_id = %s"
            who = {one for (one,) in admin.execute(query, [tenant])}
        assert who == {operator.id, owner.id}


class TestEvents:
    async def test_what_this_release_can_not_run(self, town, told, operator, monkeypatch):
        started = Started(town)
        await started.publish("\n  on: { one: { with: { type: t } } }\n")

        async def refused(*_given):
            raise NotRunnableError([])

        with monkeypatch.context() as patched:
            patched.setattr(event_starts, "_plan", refused)
            await started.send()
            await started.send()
        assert told() == ["`n/p` · on · not-runnable"]
        assert await started.runs() == []
        await started.send()
        assert len(await started.runs()) == 1
        async with town.database.tenant(town.tenant) as session:
            (row,) = await schedules.of_process(session, "n", "p")
        assert row.failed_at is None

    async def test_what_can_not_be_worked_out(self, town, told, operator):
        started = Started(town)
        expects = "{ order: { from: .data.order, expect: '${ $context.order.id + [] }' } }"
        await started.publish(
            f"\n  on: {{ one: {{ with: {{ type: t }}, correlate: {expects} }} }}\n"
        )
        for _ in range(2):
            await started.send(data={"order": 1})
        assert await started.runs() == []
        assert len(told()) == 1
