"""Apps of chats and where they are installed: sealed, each in its tenant, found by address."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from store import chat_leaving, chat_people, chats
from store.chats import Installed, Secrets, Tokens
from store.keys import TamperedError

SECRETS = Secrets(client="c", signing="s", socket="x")
INSTALLED = Installed(
    team="T1",
    name="Corp",
    bot="B1",
    scopes=["chat:write"],
    tokens=Tokens(bot="xoxb-1", refresh="r1"),
    expires_at=datetime(2027, 1, 1, tzinfo=UTC),
)


@pytest.fixture
async def app(database, keyring, tenant):
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await chats.set_app(session, keys, "slack", "1.2", SECRETS, calls_us=False, by="somebody")
        return await chats.app(session, "slack")


@pytest.fixture
async def place(database, keyring, tenant, app):
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await chats.install(session, keys, app.id, INSTALLED, "somebody")
        return await chats.place(session, app.id, "T1")


class TestApps:
    async def test_what_was_said_is_kept_and_its_address_stays(
        self, database, keyring, tenant, app
    ):
        keys = await keyring.of(tenant)
        assert app.opened(keys) == SECRETS
        assert len(app.address) > 20
        async with database.tenant(tenant) as session:
            new = Secrets(client="d")
            await chats.set_app(session, keys, "slack", "3.4", new, calls_us=True, by="else")
            again = await chats.app(session, "slack")
        assert (again.id, again.address) == (app.id, app.address)
        assert (again.client_id, again.calls_us, again.opened(keys)) == ("3.4", True, new)

    async def test_those_to_which_we_open_the_connection(self, database, keyring, tenant, app):
        async with database.relay() as session:
            assert app.id not in {one.id for one in await chats.called(session, "slack")}
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await chats.set_app(session, keys, "slack", "1.2", SECRETS, calls_us=True, by="else")
        async with database.relay() as session:
            found = {one.id: one.tenant_id for one in await chats.called(session, "slack")}
        assert found[app.id] == tenant

    async def test_found_by_its_address_before_the_tenant_is_known(self, database, tenant, app):
        found = await chats.app_at(database, app.address)
        assert found is not None
        assert (found.id, found.tenant_id) == (app.id, tenant)
        assert await chats.app_at(database, app.address.swapcase()) is None

    async def test_nothing_of_it_can_be_read_in_the_database(self, database_urls, app, place):
        with psycopg.connect(database_urls.admin) as admin:
            rows = admin.execute(
                "SELECT secrets FROM chat_apps UNION SELECT tokens FROM chat_places"
            ).fetchall()
        assert all(b"xoxb" not in row[0] and b"signing" not in row[0] for row in rows)

    async def test_sealed_for_this_app_alone(self, database, keyring, tenant, app):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await chats.set_app(session, keys, "teams", "x", SECRETS, calls_us=False, by="s")
            teams = await chats.app(session, "teams")
        with pytest.raises(TamperedError):
            keys.open(teams.secrets, f"chat-app.{app.id}")

    async def test_not_another_tenants(self, database, other_tenant, app):
        async with database.tenant(other_tenant) as session:
            assert await chats.app(session, "slack") is None
            assert await chats.place(session, app.id, "T1") is None


class TestPlaces:
    async def test_let_in_anew(self, database, keyring, tenant, app, place):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            assert await chats.lost(session, place.id, chats.REMOVED, "uninstalled")
            assert not await chats.lost(session, place.id, chats.REVOKED, "again")
            gone = await chats.place(session, app.id, "T1")
            assert (gone.state, gone.reason) == ("removed", "uninstalled")
            again = await chats.install(session, keys, app.id, INSTALLED, "else")
            [now] = await chats.places(session, app.id)
        assert again == place.id
        assert (now.state, now.reason, now.installed_by) == ("on", None, "else")
        assert now.opened(keys) == INSTALLED.tokens

    async def test_let_in_twice_in_the_same_instant(self, database, keyring, tenant, app):
        keys = await keyring.of(tenant)

        async def lets_in() -> str:
            async with database.tenant(tenant) as session:
                return await chats.install(session, keys, app.id, INSTALLED, "somebody")

        one, other = await asyncio.gather(lets_in(), lets_in())
        async with database.tenant(tenant) as session:
            [row] = await chats.places(session, app.id)
        assert one == other == row.id
        assert row.opened(keys) == INSTALLED.tokens

    async def test_tokens_turn(self, database, keyring, tenant, place):
        keys = await keyring.of(tenant)
        ends = datetime.now(UTC) + timedelta(hours=12)
        async with database.tenant(tenant) as session:
            held = await chats.locked(session, place.id)
            assert held is not None
            await chats.rotated(session, keys, held.id, Tokens(bot="2", refresh="r2"), ends)
            [now] = (await chats.places_by_ids(session, [place.id])).values()
        assert (now.opened(keys).bot, now.expires_at) == ("2", ends)

    async def test_left_alone_for_a_while(self, database, tenant, app, place):
        until = datetime.now(UTC) + timedelta(seconds=30)
        async with database.tenant(tenant) as session:
            await chats.rest(session, place.id, until, updates=True)
            now = await chats.place(session, app.id, "T1")
            await chats.rest(session, place.id, until - timedelta(seconds=20), updates=True)
            later = await chats.place(session, app.id, "T1")
        assert (now.posts_rest, now.updates_rest) == (None, until)
        assert later.updates_rest == until

    async def test_taken_away_with_all_that_is_known_there(self, database, tenant, app, place):
        async with database.tenant(tenant) as session:
            await chat_people.match(session, place.id, "U1", None)
            await chat_leaving.remove_app(session, app.id)
            assert await chats.app(session, "slack") is None
            assert await chats.places(session, app.id) == []
            assert await chat_people.find(session, place.id, "U1") is None


class TestInstalled:
    async def test_where_the_vendor_lets_it_in(self, database, keyring, tenant, app):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            assert await chats.installed(session) == []
            own = await chats.install(session, keys, app.id, INSTALLED, "s")
            assert await chats.installed(session) == ["slack"]
            await chats.lost(session, own, chats.REMOVED, "gone")
            assert await chats.installed(session) == []
