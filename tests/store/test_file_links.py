"""Links to a file: opened by who has one, told from one that is over, and from none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from store import file_links
from store.runs import new_id
from store.tokens import hash_of


@pytest.fixture
def issue(database, tenant):
    async def one(file, lasts=timedelta(minutes=15)):
        async with database.tenant(tenant) as session:
            return await file_links.issue(session, file, lasts, None)

    return one


async def find(database, token):
    async with database.lookup("token", hash_of(token)) as session:
        return await file_links.find(session, hash_of(token))


async def test_it_leads_to_its_file(database, tenant, issue):
    file = new_id()
    made = await issue(file)
    found = await find(database, made.token)
    assert (found.tenant_id, found.file_id, found.over) == (tenant, file, False)
    assert found.expires_at == made.expires_at


async def test_a_forged_one_leads_nowhere(database, issue):
    made = await issue(new_id())
    assert await find(database, made.token[:-1] + "x") is None
    assert await find(database, "") is None


async def test_one_that_is_over_says_so(database, database_urls, issue):
    made = await issue(new_id())
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("UPDATE file_links SET expires_at = now()")
    assert (await find(database, made.token)).over


async def test_a_week_is_the_most(issue):
    made = await issue(new_id(), timedelta(days=400))
    assert made.expires_at < datetime.now(UTC) + timedelta(days=7, minutes=1)


async def test_who_looks_a_link_up_sees_no_other(database, issue):
    one, _ = await issue(new_id()), await issue(new_id())
    async with database.lookup("token", hash_of(one.token)) as session:
        rows = await session.execute(file_links.select(file_links.file_links))
        assert len(rows.all()) == 1


async def test_the_token_is_not_kept(database_urls, issue):
    made = await issue(new_id())
    with psycopg.connect(database_urls.admin) as admin:
        rows = admin.execute("SELECT l::text FROM file_links l").fetchall()
    assert made.token not in str(rows)


async def test_those_that_are_long_over_are_forgotten(database, database_urls, issue):
    old = await issue(new_id())
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("UPDATE file_links SET expires_at = now() - interval '31 days'")
    await issue(new_id())
    assert await find(database, old.token) is None
