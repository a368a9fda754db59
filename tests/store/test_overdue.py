"""Runs that wait longer than they should, by a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from definitions.contracts import Recording, TraceRow
from store import definitions, overdue, people, recordings
from store.definitions import Draft
from store.troubles import MOST_AN_HOUR
from tests.asking import Office

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@pytest.fixture
async def operator(database, tenant):
    async with database.tenant(tenant) as session:
        return await people.add(session, "op@example.com", "Op", ["operator"])


@pytest.fixture
def publish(database, tenant):
    """The process whose runs the others start, by somebody."""

    async def one(after: timedelta | None, by: str = "x") -> None:
        limit = None if after is None else after // timedelta(milliseconds=1)
        draft = Draft("n", "m", "1.0.0", "h" * 64, "", b"{}", by, overdue_after=limit)
        async with database.tenant(tenant) as session:
            await definitions.save_draft(session, draft)
            await definitions.publish(session, "n", "m", "1.0.0", by)

    return one


@pytest.fixture
def waits(database, keys, tenant):
    """Nothing happens in a run from then on."""

    async def one(run: str, at: datetime = BEGIN, line: int = 1, status: str = "waiting") -> None:
        trace = [TraceRow(line, "/do/0/listen", "0", "task.waiting", milliseconds(at))]
        recording = Recording(tenant, run, 1, trace=trace, status=status, at=milliseconds(at))
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [recording])

    return one


@pytest.fixture
def look(database, keys, tenant):
    async def at(now: datetime) -> int:
        async with database.tenant(tenant) as session:
            return await overdue.tell(session, keys, now)

    return at


@pytest.fixture
def rows(database_urls, tenant):
    def of(query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(database_urls.admin) as admin:
            return admin.execute(query, [tenant]).fetchall()

    return of


@pytest.fixture
def told(rows):
    return lambda: rows(
        "SELECT person_id::text, run_id::text FROM notices"
        " WHERE tenant_id = %s AND kind = 'overdue' ORDER BY created_at, id"
    )


class TestStandstill:
    async def test_told_once_for_each(self, run, publish, waits, look, told, operator):
        await publish(3 * DAY)
        await waits(run)
        assert await look(BEGIN + 3 * DAY) == 0
        assert await look(BEGIN + 3 * DAY + timedelta(seconds=1)) == 1
        assert await look(BEGIN + 9 * DAY) == 0
        assert told() == [(operator.id, run)]
        await waits(run, BEGIN + 9 * DAY, 2)
        assert await look(BEGIN + 12 * DAY) == 0
        assert await look(BEGIN + 13 * DAY) == 1
        assert told() == [(operator.id, run)] * 2

    async def test_whoever_has_published_it_is_told_too(
        self, run, publish, waits, look, told, operator, database, tenant
    ):
        async with database.tenant(tenant) as session:
            owner = await people.add(session, "me@example.com", "Me", ["member"])
        await publish(DAY, owner.id)
        await waits(run)
        await look(BEGIN + 2 * DAY)
        assert sorted(who for who, _ in told()) == sorted([operator.id, owner.id])

    @pytest.mark.parametrize("status", ["running", "suspended", "completed"])
    async def test_only_what_waits(self, run, publish, waits, look, operator, status):
        await publish(DAY)
        await waits(run, status=status)
        assert await look(BEGIN + 9 * DAY) == 0

    async def test_a_process_that_says_nothing(self, run, publish, waits, look, operator):
        await publish(None)
        await waits(run)
        assert await look(BEGIN + 900 * DAY) == 0

    async def test_no_value_and_no_word_is_in_the_notice(
        self, run, publish, waits, look, rows, operator
    ):
        await publish(DAY)
        await waits(run)
        await look(BEGIN + 2 * DAY)
        query = "SELECT body FROM notices WHERE tenant_id = %s"
        assert rows(query) == [(None,)]

    async def test_a_flood_ends(self, start_run, publish, waits, look, told, operator):
        await publish(DAY)
        for number in range(MOST_AN_HOUR + 3):
            row, _ = await start_run(cause=f"flood-{number}")
            await waits(row.id)
        assert await look(BEGIN + 2 * DAY) == MOST_AN_HOUR + 3
        assert len(told()) == MOST_AN_HOUR
        assert await look(BEGIN + 2 * DAY) == 0

    async def test_of_what_is_over_nothing_is_kept(self, run, publish, waits, look, rows, operator):
        await publish(DAY)
        await waits(run)
        await look(BEGIN + 2 * DAY)
        query = "SELECT run_id::text FROM overdue_waits WHERE tenant_id = %s"
        assert rows(query) == [(run,)]
        await waits(run, BEGIN + 3 * DAY, 2, "completed")
        await look(BEGIN + 3 * DAY)
        assert rows(query) == []


class TestApproval:
    async def test_past_its_due_date_and_still_open(
        self, database, keyring, tenant, database_urls, keys, look, told, rows, operator
    ):
        office = Office(database, keyring, tenant, database_urls.admin)
        ann = await office.person("Ann")
        run = await office.run()
        approval = await office.ask(ann, run=run, due=milliseconds(BEGIN))
        assert await look(BEGIN + overdue.GRACE) == 0
        assert await look(BEGIN + overdue.GRACE + timedelta(seconds=1)) == 1
        assert await look(BEGIN + DAY) == 0
        assert told() == [(operator.id, run)]
        [(body,)] = rows("SELECT body FROM notices WHERE tenant_id = %s AND kind = 'overdue'")
        assert keys.open_json(body, "notice") == {"body": "`/do/0/ask`"}
        await office.ask(ann, approval=approval, run=run, due=milliseconds(BEGIN + DAY))
        assert await look(BEGIN + 2 * DAY) == 1

    async def test_not_of_one_that_is_over(
        self, database, keyring, tenant, database_urls, look, operator
    ):
        office = Office(database, keyring, tenant, database_urls.admin)
        ann = await office.person("Ann")
        await office.ask(ann, due=milliseconds(BEGIN), status="decided")
        await office.ask(ann)
        assert await look(BEGIN + DAY) == 0


class TestTenants:
    async def test_those_that_may_have_some(self, database, tenant, publish, run, waits):
        async with database.relay() as session:
            assert tenant not in await overdue.tenants(session, BEGIN)
        await publish(DAY)
        async with database.relay() as session:
            assert tenant in await overdue.tenants(session, BEGIN)

    async def test_one_that_rests_is_left(self, database, tenant, publish, database_urls):
        await publish(DAY)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET suspended_at = now() WHERE id = %s", [tenant])
        async with database.relay() as session:
            assert tenant not in await overdue.tenants(session, BEGIN)
