"""Sign-ins: found by the hash that is presented, until they are over."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from store import sessions
from store.sessions import Limits, Place

DAY = timedelta(days=1)
PLACE = Place("10.0.0.1", "A browser")


@pytest.fixture
def person() -> str:
    return str(uuid4())


@pytest.fixture
def begin(database, tenant, person):
    async def make(lasts=DAY, idle=DAY, of=None):
        token = uuid4().hex
        async with database.tenant(tenant) as session:
            row = await sessions.begin(session, token, of or person, Limits(lasts, idle), PLACE)
        return token, row

    return make


async def found(database, token):
    async with database.lookup("token", token) as session:
        return await sessions.find(session, token)


class TestSessions:
    async def test_life(self, database, tenant, person, begin):
        token, made = await begin()
        row = await found(database, token)
        assert row == made
        assert (row.person_id, row.tenant_id, row.address) == (person, tenant, "10.0.0.1")
        async with database.tenant(tenant) as session:
            assert await sessions.end(session, person, row.id)
            assert not await sessions.end(session, person, row.id)
        assert await found(database, token) is None

    @pytest.mark.parametrize("limits", [(-DAY, DAY), (DAY, -DAY)])
    async def test_it_is_over_by_either_limit(self, database, tenant, person, begin, limits):
        token, row = await begin(*limits)
        assert await found(database, token) is None
        async with database.tenant(tenant) as session:
            assert await sessions.of_person(session, person) == []
            assert await sessions.living(session, [row.id]) == set()

    async def test_one_hash_opens_no_other(self, database, begin):
        one, _ = await begin()
        other, _ = await begin()
        async with database.lookup("token", other) as session:
            assert await sessions.find(session, one) is None

    async def test_the_living_are_known_by_id(self, database, tenant, begin):
        _, row = await begin()
        async with database.tenant(tenant) as session:
            living = await sessions.living(session, [row.id, "bat_no id", str(uuid4())])
        assert living == {row.id}

    async def test_a_rotated_one_is_opened_by_the_new_token_only(self, database, tenant, begin):
        token, row = await begin()
        fresh = uuid4().hex
        async with database.tenant(tenant) as session:
            await sessions.rotate(session, row.id, fresh)
            assert await sessions.rotate(session, str(uuid4()), uuid4().hex) is None
        assert await found(database, token) is None
        assert (await found(database, fresh)).id == row.id

    async def test_all_but_one_end_and_nobody_elses(self, database, tenant, person, begin):
        _, stays = await begin()
        _, goes = await begin()
        other = str(uuid4())
        _, elsewhere = await begin(of=other)
        async with database.tenant(tenant) as session:
            assert not await sessions.end(session, person, elsewhere.id)
            assert await sessions.end_all(session, person, but=stays.id) == [goes.id]
            assert [row.id for row in await sessions.of_person(session, person)] == [stays.id]
            assert [row.id for row in await sessions.of_person(session, other)] == [elsewhere.id]
            assert await sessions.end_all(session, person) == [stays.id]

    async def test_use_moves_the_end_and_proof_is_noted(self, database, tenant, begin):
        token, before = await begin(idle=timedelta(minutes=1))
        async with database.tenant(tenant) as session:
            await sessions.seen(session, token, timedelta(hours=2))
            await sessions.proven(session, before.id)
        after = await found(database, token)
        assert after.idle_at - before.idle_at > timedelta(hours=1)
        assert after.proven_at > before.proven_at
        assert after.expires_at == before.expires_at
