"""Files: there when whole, counted exactly, attached, and taken away bytes first."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from store import file_links, files, limits, usage
from store.files import Arrived, AttachedError, NotThereError, Wanted
from store.limits import LimitReachedError
from store.runs import new_id

DIGEST = "ab" * 32
NAME = "Zeugnis Grüße.pdf"


@pytest.fixture
def bring(database, keys, tenant):
    async def one(size=100, *, whole=True, made_by=None, run=None):
        file = new_id()
        async with database.tenant(tenant) as session:
            await files.begin(session, keys, Wanted(file, NAME, "form", made_by, run), b"k" * 32)
        if whole:
            async with database.tenant(tenant) as session:
                arrived = Arrived(file, "application/pdf", size, DIGEST)
                await files.keep(session, keys, arrived)
        return file

    return one


@pytest.fixture
def look(database, keys, tenant):
    async def one(file):
        async with database.tenant(tenant) as session:
            return await files.get(session, keys, file)

    return one


async def used(database, tenant):
    async with database.tenant(tenant) as session:
        return (await usage.now(session)).bytes


async def attach(database, tenant, ids, run):
    async with database.tenant(tenant) as session:
        await files.attach(session, ids, run)


def age(database_urls, file, hours=25):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute(
            "UPDATE files SET created_at = now() - make_interval(hours => %s) WHERE id = %s",
            [hours, file],
        )


class TestKeeping:
    async def test_what_is_known_of_it(self, bring, look):
        person = new_id()
        row = await look(await bring(made_by=person))
        assert (row.name, row.media_type, row.size, row.sha256) == (
            NAME,
            "application/pdf",
            100,
            DIGEST,
        )
        assert (row.made_by, row.purpose, row.key, row.attached_at) == (
            person,
            "form",
            b"k" * 32,
            None,
        )
        assert "kkkk" not in repr(row)

    async def test_one_that_is_on_its_way_is_not_there(self, bring, look, database, tenant):
        file = await bring(whole=False)
        assert await look(file) is None
        assert await used(database, tenant) == 0

    async def test_nothing_readable_is_kept(self, bring, database_urls):
        file = await bring()
        with psycopg.connect(database_urls.admin) as admin:
            row = admin.execute("SELECT f::text FROM files f WHERE id = %s", [file]).fetchone()
        assert "Zeugnis" not in row[0]
        assert NAME.encode().hex() not in row[0]
        assert DIGEST not in row[0]
        assert DIGEST.encode().hex() not in row[0]

    async def test_one_that_a_run_has_made_belongs_to_it(self, bring, look, run, database, tenant):
        file = await bring(run=run)
        assert (await look(file)).attached_at is not None
        async with database.tenant(tenant) as session:
            assert await files.runs_of(session, file) == [run]

    async def test_several_in_the_order_asked_for(self, bring, database, keys, tenant):
        one, two, half = await bring(), await bring(), await bring(whole=False)
        async with database.tenant(tenant) as session:
            found = await files.some(session, keys, [two, half, one, two])
        assert [row.id for row in found] == [two, one]

    async def test_of_another_tenant(self, bring, database, keyring, other):
        file = await bring()
        theirs = await keyring.of(other)
        async with database.tenant(other) as session:
            assert await files.get(session, theirs, file) is None
            with pytest.raises(NotThereError):
                await files.attach(session, [file], new_id())
            assert not await files.take_away(session, file)


@pytest.fixture
def other(database_urls):
    tenant = new_id()
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute(
            "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'o', now())",
            [tenant, tenant],
        )
    return tenant


class TestRoom:
    async def test_it_is_counted_at_once_and_given_back(self, bring, database, tenant):
        one = await bring(700)
        await bring(300)
        assert await used(database, tenant) == 1000
        async with database.tenant(tenant) as session:
            await usage.measure(session)
            assert await files.take_away(session, one)
            # Again counts nothing twice.
            assert await files.take_away(session, one)
        assert await used(database, tenant) == 300

    async def test_to_the_byte(self, bring, database, tenant, may):
        await may(bytes=1000)
        await bring(900)
        with pytest.raises(LimitReachedError) as refused:
            await bring(101)
        assert (refused.value.most, refused.value.room) == (1000, 100)
        assert await used(database, tenant) == 900
        await bring(100)
        async with database.tenant(tenant) as session:
            with pytest.raises(LimitReachedError):
                await limits.check_bytes(session)

    async def test_before_it_comes(self, bring, database, tenant, may):
        await may(bytes=1000)
        async with database.tenant(tenant) as session:
            await limits.check_room(session, 1000)
            with pytest.raises(LimitReachedError):
                await limits.check_room(session, 1001)

    async def test_two_at_once_and_room_for_one(self, bring, database, tenant, may):
        await may(bytes=1000)
        both = await asyncio.gather(bring(600), bring(600), return_exceptions=True)
        assert sorted(isinstance(one, LimitReachedError) for one in both) == [False, True]
        assert await used(database, tenant) == 600

    async def test_runs_wait_for_room_too(self, bring, start_run, may):
        await bring(1000)
        await may(bytes=1000)
        with pytest.raises(LimitReachedError, match="bytes"):
            await start_run()

    async def test_the_installation_sees_them(self, bring, database, tenant):
        await bring(500)
        async with database.relay() as session:
            assert (await usage.kept(session, [tenant]))[tenant].bytes == 500


class TestAttaching:
    async def test_to_runs_and_again_is_nothing(self, bring, look, database, keys, tenant):
        one, two, run, another = await bring(), await bring(), new_id(), new_id()
        await attach(database, tenant, [one, two], run)
        since = (await look(one)).attached_at
        await attach(database, tenant, [one], run)
        await attach(database, tenant, [one], another)
        assert (await look(one)).attached_at == since
        async with database.tenant(tenant) as session:
            assert [row.id for row in await files.of_run(session, keys, run)] == [one, two]
            assert sorted(await files.runs_of(session, one)) == sorted([run, another])

    async def test_all_or_none(self, bring, look, database, tenant):
        one, missing = await bring(), new_id()
        with pytest.raises(NotThereError) as refused:
            await attach(database, tenant, [one, missing], new_id())
        assert refused.value.ids == [missing]
        assert (await look(one)).attached_at is None

    @pytest.mark.parametrize("state", ["on its way", "going"])
    async def test_not_what_is_not_whole_or_is_going(self, bring, database, tenant, state):
        file = await bring(whole=state == "going")
        if state == "going":
            async with database.tenant(tenant) as session:
                await files.take_away(session, file)
        with pytest.raises(NotThereError):
            await attach(database, tenant, [file], new_id())

    async def test_nothing_is_nothing(self, database, tenant):
        await attach(database, tenant, [], new_id())


class TestTakingAway:
    async def test_links_go_with_it(self, bring, look, database, tenant):
        file = await bring()
        async with database.tenant(tenant) as session:
            made = await file_links.issue(session, file, file_links.MOST, None)
            await files.take_away(session, file)
        assert await look(file) is None
        async with database.lookup("token", file_links.hash_of(made.token)) as session:
            assert await file_links.find(session, file_links.hash_of(made.token)) is None

    async def test_not_what_is_attached(self, bring, look, database, tenant):
        file = await bring()
        await attach(database, tenant, [file], new_id())
        with pytest.raises(AttachedError):
            async with database.tenant(tenant) as session:
                await files.take_away(session, file)
        assert await look(file) is not None

    async def test_forgotten_only_when_it_is_going(self, bring, look, database, tenant):
        file = await bring()
        async with database.tenant(tenant) as session:
            await files.forget(session, file)
        assert await look(file) is not None

    async def test_of_attaching_and_taking_away_at_once_one_is_done(
        self, bring, look, database, tenant
    ):
        async def take(file):
            async with database.tenant(tenant) as session:
                return await files.take_away(session, file)

        for _ in range(5):
            file = await bring()
            taken, attached = await asyncio.gather(
                take(file), attach(database, tenant, [file], new_id()), return_exceptions=True
            )
            assert isinstance(taken, AttachedError) != isinstance(attached, NotThereError)
            assert (await look(file) is None) == (taken is True)

    async def test_with_the_data_of_a_run(self, bring, look, database, tenant):
        alone, shared, run = await bring(), await bring(), new_id()
        await attach(database, tenant, [alone, shared], run)
        await attach(database, tenant, [shared], new_id())
        async with database.tenant(tenant) as session:
            assert await files.leave_run(session, run) == [alone]
        assert await look(alone) is None
        assert await look(shared) is not None
        assert await used(database, tenant) == 100


class TestDue:
    async def due(self, database, tenant):
        async with database.relay() as session:
            found = await files.due(session, 10_000)
        return {one.id for one in found if one.tenant_id == tenant}

    async def test_loose_for_a_day_half_or_going(self, bring, database, database_urls, tenant):
        loose, half, going, attached, new = [await bring(whole=n != 1) for n in range(5)]
        for file in (loose, half, attached):
            age(database_urls, file)
        await attach(database, tenant, [attached], new_id())
        async with database.tenant(tenant) as session:
            await files.take_away(session, going)
        assert await self.due(database, tenant) == {loose, half, going}
        age(database_urls, new, hours=23)
        assert new not in await self.due(database, tenant)

    async def test_the_relay_sees_no_more_of_them(self, database):
        with pytest.raises(Exception, match="permission denied"):
            async with database.relay() as session:
                await session.execute(files.select(files.files))
