"""What goes wrong is told to who owns or operates the process, once for each cause."""

from __future__ import annotations

import psycopg
import pytest

from definitions.contracts import Recording
from definitions.errors import Problem
from store import people, recordings, troubles
from store.troubles import MOST_AN_HOUR
from tests.store.scheduling import Scheduled

PROBLEM = Problem("https://x/errors/communication", 503, "/do/0/ask", "No answer", "secret")


@pytest.fixture
async def operator(database, tenant):
    async with database.tenant(tenant) as session:
        return await people.add(session, "op@example.com", "Op", ["operator"])


@pytest.fixture
def fail(database, keys, tenant):
    async def one(run: str, execution: int = 1) -> None:
        recording = Recording(tenant, run, execution, status="faulted", error=PROBLEM, at=1)
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [recording])

    return one


@pytest.fixture
def told(database_urls, tenant):
    def look() -> list[tuple[object, ...]]:
        with psycopg.connect(database_urls.admin) as admin:
            return admin.execute(
                "SELECT person_id::text, kind, run_id::text FROM notices WHERE tenant_id = %s",
                [tenant],
            ).fetchall()

    return look


class TestTelling:
    async def test_once_however_often_it_is_recorded(
        self, run, fail, operator, told, database_urls
    ):
        await fail(run)
        await fail(run)
        assert told() == [(operator.id, "fault", run)]
        with psycopg.connect(database_urls.admin) as admin:
            sent = admin.execute(
                "SELECT count(*) FROM outbox o JOIN notices n ON n.id = o.run_id"
                " WHERE o.kind = 'notice' AND n.run_id = %s",
                [run],
            )
            assert sent.fetchone() == (1,)

    async def test_administrators_where_nobody_operates(self, run, fail, database, tenant, told):
        async with database.tenant(tenant) as session:
            admin = await people.add(session, "ad@example.com", "Ad", ["admin"])
            await people.add(session, "me@example.com", "Me", ["member"])
        await fail(run)
        assert [who for who, _, _ in told()] == [admin.id]

    async def test_not_of_an_execution_that_another_has_followed(
        self, run, fail, operator, told, database_urls
    ):
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE runs SET execution = 2 WHERE id = %s", [run])
        await fail(run, 1)
        assert told() == []

    async def test_not_the_words_of_the_error(self, run, fail, operator, keys, database_urls):
        await fail(run)
        with psycopg.connect(database_urls.admin) as admin:
            (body,) = admin.execute("SELECT body FROM notices WHERE run_id = %s", [run]).fetchone()
        assert keys.open_json(body, "notice") == {"body": "communication (503), `/do/0/ask`"}

    async def test_a_flood_ends(self, start_run, fail, operator, told):
        for number in range(MOST_AN_HOUR + 3):
            row, _ = await start_run(cause=f"flood-{number}")
            await fail(row.id)
        assert len(told()) == MOST_AN_HOUR


class TestStuck:
    async def test_once(self, database, tenant, run, operator, told, database_urls):
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE runs SET stuck_at = now() WHERE id = %s", [run])
        for _ in range(2):
            async with database.tenant(tenant) as session:
                await troubles.stuck(session, run)
        assert told() == [(operator.id, "stuck", run)]


class TestChannel:
    async def test_once_a_day(self, database, tenant, keys, operator, told):
        for day in ("2026-01-31", "2026-01-31", "2026-02-01"):
            async with database.tenant(tenant) as session:
                await troubles.channel(session, keys, "email", "It is away.", day)
        assert told() == [(operator.id, "channel", None)] * 2

    async def test_whose_process_was_to_tell(
        self, database, tenant, keys, run, operator, told, database_urls
    ):
        scheduled = Scheduled(database, keys, tenant)
        await scheduled.publish({"every": "PT1H"}, name="m")
        await scheduled.take_back("archive", name="m")
        async with database.tenant(tenant) as session:
            owner = await people.add(session, "own@example.com", "Own", ["member"])
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "UPDATE definitions SET published_by = %s WHERE tenant_id = %s", [owner.id, tenant]
            )
        async with database.tenant(tenant) as session:
            await troubles.channel(session, keys, "slack/1", "Gone.", "2026-01-31", run)
        assert {who for who, _, _ in told()} == {operator.id, owner.id}
