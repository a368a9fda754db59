"""Schedules over years of an injected clock: each time once, one run to make up for the missed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from definitions.contracts import Recording
from store import recordings, runs, schedules
from tests.store.scheduling import BEGIN, Scheduled


@pytest.fixture
async def scheduled(database, keys, tenant, database_urls):
    yield Scheduled(database, keys, tenant)
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM schedules WHERE tenant_id = %s", [tenant])
        admin.execute("DELETE FROM outbox WHERE tenant_id = %s", [tenant])


@pytest.fixture
def find(database, tenant):
    async def found(run):
        async with database.tenant(tenant) as session:
            return await runs.get(session, run)

    return found


@pytest.fixture
def end(database, keys, tenant, scheduled):
    async def ended(run, status="completed"):
        at = int(scheduled.now.timestamp() * 1000)
        recording = Recording(tenant, run, 1, status=status, output=None, at=at)
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [recording])

    return ended


class TestSettle:
    async def test_a_publication_begins_the_rhythm(self, scheduled):
        await scheduled.publish({"every": "PT10M"})
        (row,) = await scheduled.rows()
        assert (row.kind, row.version, row.anchor_at) == ("every", "1.0.0", BEGIN)
        assert row.next_at == BEGIN + timedelta(minutes=10)

    async def test_each_kind_for_itself(self, scheduled):
        await scheduled.publish({"every": "PT1H", "cron": "@daily", "on": {"any": []}})
        rows = await scheduled.rows()
        assert [row.kind for row in rows] == ["cron", "every", "on"]
        assert [row.kind for row in rows if row.next_at is None] == ["on"]

    async def test_time_does_not_start_what_waits_for_events(self, scheduled):
        await scheduled.publish({"on": {"any": []}})
        scheduled.after(days=400)
        assert await scheduled.fire() == []

    @pytest.mark.parametrize("how", ["archive", "deprecate"])
    async def test_what_is_not_published_any_more_starts_nothing(self, scheduled, how):
        await scheduled.publish({"every": "PT1M"})
        await scheduled.take_back(how)
        scheduled.after(days=1)
        assert await scheduled.rows() == []
        assert await scheduled.fire() == []

    async def test_of_the_newest_version_only(self, scheduled):
        await scheduled.publish({"every": "PT1H"}, version="1.10.0")
        await scheduled.publish({"every": "PT1M"}, version="1.9.0")
        (row,) = await scheduled.rows()
        assert row.version == "1.10.0"

    async def test_a_newer_version_without_one_ends_it(self, scheduled):
        await scheduled.publish({"every": "PT1M"})
        await scheduled.publish(None, version="2.0.0")
        assert await scheduled.rows() == []

    async def test_the_version_before_comes_back(self, scheduled):
        await scheduled.publish({"every": "PT1M"})
        await scheduled.publish({"cron": "@daily"}, version="2.0.0")
        await scheduled.take_back("archive", "2.0.0")
        (row,) = await scheduled.rows()
        assert (row.kind, row.version) == ("every", "1.0.0")

    async def test_the_same_words_keep_their_rhythm(self, scheduled):
        await scheduled.publish({"every": {"days": 7}})
        scheduled.after(days=6)
        await scheduled.publish({"every": {"days": 7}}, version="2.0.0")
        (row,) = await scheduled.rows()
        assert (row.version, row.next_at) == ("2.0.0", BEGIN + timedelta(days=7))

    async def test_other_words_begin_anew(self, scheduled):
        await scheduled.publish({"every": {"days": 7}})
        scheduled.after(days=6)
        await scheduled.publish({"every": {"days": 2}}, version="2.0.0")
        assert await scheduled.next() == BEGIN + timedelta(days=8)

    async def test_two_publications_at_once_leave_the_newest(self, scheduled):
        versions = [f"1.{number}.0" for number in range(6)]
        await asyncio.gather(
            *(scheduled.publish({"every": "PT1H"}, version=version) for version in versions)
        )
        (row,) = await scheduled.rows()
        assert row.version == "1.5.0"


class TestEvery:
    async def test_not_before_its_time(self, scheduled):
        await scheduled.publish({"every": "PT10M"})
        scheduled.after(minutes=9, seconds=59)
        assert await scheduled.fire() == []

    async def test_the_run_has_a_cause_and_no_input(self, scheduled, find, keys):
        await scheduled.publish({"every": "PT10M"})
        scheduled.after(minutes=10, milliseconds=3)
        (run,) = await scheduled.fire()
        row = await find(run)
        assert (row.version, row.started_by, row.status) == ("1.0.0", "schedule", "pending")
        assert row.cause == "schedule/n/p/every/2026-01-01T00:10:00.000000Z"
        assert runs.view(row, keys).input is None

    async def test_a_year_of_days_each_once(self, scheduled, find):
        await scheduled.publish({"every": {"days": 1}})
        started = []
        for _ in range(366):
            scheduled.after(days=1)
            started += await scheduled.fire() + await scheduled.fire()
        assert len(set(started)) == 366
        assert (await find(started[-1])).cause.endswith("2027-01-02T00:00:00.000000Z")

    async def test_after_a_year_away_one_run_makes_up_for_all(self, scheduled):
        await scheduled.publish({"every": "PT1M"})
        scheduled.after(days=365, seconds=7)
        assert len(await scheduled.fire()) == 1
        assert await scheduled.fire() == []
        assert await scheduled.next() == BEGIN + timedelta(days=365, minutes=1)


class TestCron:
    async def test_ten_years_of_leap_days_and_month_ends(self, scheduled, find):
        await scheduled.publish({"cron": "30 4 29-31 2,12 *"})
        causes = []
        while (due := await scheduled.next()).year < 2036:
            scheduled.now = due
            (run,) = await scheduled.fire()
            causes.append((await find(run)).cause.rpartition("/")[2][:16])
        assert causes == [
            f"{year}-{day}T04:30"
            for year in range(2026, 2036)
            for day in (
                *(["02-29"] if year in (2028, 2032) else []),
                *("12-29", "12-30", "12-31"),
            )
        ]

    async def test_the_clock_goes_back_and_nothing_is_repeated(self, scheduled):
        await scheduled.publish({"cron": "0 * * * *"})
        scheduled.after(hours=5)
        assert len(await scheduled.fire()) == 1
        scheduled.after(hours=-4)
        assert await scheduled.fire() == []
        scheduled.after(hours=4)
        assert await scheduled.fire() == []
        scheduled.after(hours=1)
        assert len(await scheduled.fire()) == 1

    async def test_published_again_while_the_clock_is_back_meets_the_same_run(self, scheduled):
        await scheduled.publish({"cron": "0 * * * *"})
        scheduled.after(hours=1)
        (first,) = await scheduled.fire()
        scheduled.after(minutes=-30)
        await scheduled.publish(None, version="2.0.0")
        await scheduled.publish({"cron": "0 * * * *"}, version="3.0.0")
        scheduled.after(minutes=30)
        assert await scheduled.fire() == [first]


class TestAfter:
    async def test_counts_from_the_publication_then_from_each_end(self, scheduled, end):
        await scheduled.publish({"after": "PT1H"})
        scheduled.after(minutes=59)
        assert await scheduled.fire() == []
        scheduled.after(minutes=1)
        (first,) = await scheduled.fire()
        scheduled.after(days=3)
        assert await scheduled.fire() == []  # it has not ended
        await end(first)
        assert await scheduled.fire() == []
        assert await scheduled.next() == scheduled.now + timedelta(hours=1)
        scheduled.after(hours=1)
        assert len(await scheduled.fire()) == 1

    @pytest.mark.parametrize("status", ["faulted", "cancelled"])
    async def test_however_it_ended(self, scheduled, end, status):
        await scheduled.publish({"after": {"seconds": 0}})
        (first,) = await scheduled.fire()
        await end(first, status)
        assert len(await scheduled.fire()) == 1

    async def test_a_run_that_is_gone_holds_nothing_up(self, scheduled, database_urls):
        await scheduled.publish({"after": {"seconds": 0}})
        (first,) = await scheduled.fire()
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("DELETE FROM runs WHERE id = %s", [first])
        assert len(await scheduled.fire()) == 1


class TestPause:
    async def test_nothing_starts_and_nothing_is_made_up_for(self, scheduled, database, tenant):
        await scheduled.publish({"every": "PT1H"})
        async with database.tenant(tenant) as session:
            await schedules.pause(session, "n", "p", "me", scheduled.now)
        scheduled.after(days=1)
        assert await scheduled.fire() == []
        (row,) = await scheduled.rows()
        assert (row.paused_at, row.paused_by) == (BEGIN, "me")
        async with database.tenant(tenant) as session:
            await schedules.resume(session, "n", "p", scheduled.now)
        assert await scheduled.fire() == []
        assert await scheduled.next() == BEGIN + timedelta(days=1, hours=1)

    async def test_the_pause_outlives_a_new_version(self, scheduled, database, tenant):
        await scheduled.publish({"every": "PT1H"})
        async with database.tenant(tenant) as session:
            await schedules.pause(session, "n", "p", "me", scheduled.now)
        await scheduled.publish({"every": "PT1M"}, version="2.0.0")
        scheduled.after(days=1)
        assert await scheduled.fire() == []

    async def test_resumed_before_its_time_it_stays(self, scheduled, database, tenant):
        await scheduled.publish({"after": "PT1H"})
        async with database.tenant(tenant) as session:
            await schedules.pause(session, "n", "p", "me", scheduled.now)
            await schedules.pause(session, "n", "p", "you", scheduled.after(minutes=1))
            await schedules.resume(session, "n", "p", scheduled.after(minutes=1))
            await schedules.resume(session, "n", "p", scheduled.after(minutes=1))
        assert await scheduled.next() == BEGIN + timedelta(hours=1)


class TestAtOnce:
    async def test_a_thousand_due_in_one_second(self, scheduled):
        names = [f"p{number}" for number in range(1000)]
        for name in names:
            await scheduled.publish({"every": "PT1H"}, name)
        scheduled.after(hours=1)

        async def relay():
            started = []
            while batch := await scheduled.fire():
                started += batch
            return started

        started = [run for found in await asyncio.gather(relay(), relay()) for run in found]
        assert len(started) == len(set(started)) == 1000

    async def test_many_relays_and_one_run_for_each_time(self, scheduled):
        await scheduled.publish({"cron": "* * * * *"})
        for _ in range(5):
            scheduled.after(minutes=1)
            started = await asyncio.gather(*(scheduled.fire() for _ in range(6)))
            assert len([run for found in started for run in found]) == 1

    async def test_killed_before_the_commit_it_has_not_happened(self, scheduled, database, tenant):
        await scheduled.publish({"every": "PT1H"})
        scheduled.after(hours=1)
        with suppress(ConnectionError):
            async with database.tenant(tenant) as session:
                (lost,) = await schedules.fire(session, scheduled.keys, scheduled.now)
                raise ConnectionError
        async with database.tenant(tenant) as session:
            assert await runs.get(session, lost) is None
        assert len(await scheduled.fire()) == 1

    async def test_archived_while_a_relay_has_it_in_hand(self, scheduled, database, tenant):
        await scheduled.publish({"every": "PT1H"})
        scheduled.after(hours=1)
        async with database.tenant(tenant) as session:
            assert len(await schedules.fire(session, scheduled.keys, scheduled.now)) == 1
            archiving = asyncio.create_task(scheduled.take_back("archive"))
            await asyncio.wait([archiving], timeout=0.1)
        await archiving
        scheduled.after(hours=1)
        assert await scheduled.fire() == []


class TestTenants:
    async def test_only_those_with_something_due(self, scheduled, database, tenant):
        await scheduled.publish({"every": "PT1H"})
        async with database.relay() as session:
            assert tenant not in await schedules.tenants_due(session, scheduled.now)
            due = await schedules.tenants_due(session, scheduled.after(hours=1))
        assert tenant in due


class TestPage:
    async def test_by_process_and_kind(self, scheduled, database, tenant):
        for name in ("b", "a"):
            await scheduled.publish({"every": "PT1H", "cron": "@daily"}, name)
        async with database.tenant(tenant) as session:
            first, place = await schedules.page(session, None, 3)
            second, end = await schedules.page(session, place, 3)
        assert [row.place[1:] for row in first] == [("a", "cron"), ("a", "every"), ("b", "cron")]
        assert [row.place[1:] for row in second] == [("b", "every")]
        assert end is None
