"""Messages of chats: one for each delivery, taken in turn, until the newest change is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store import chat_messages, chats, outbox
from store.chat_messages import NewMessage, Posted
from store.chats import Installed, Secrets, Tokens
from store.runs import new_id
from tests.asking import Office

SECRETS = Secrets(client="c")


@pytest.fixture
async def place(database, keyring, tenant):
    """Makes one."""
    keys = await keyring.of(tenant)

    async def make(team: str = "T1") -> str:
        tokens = Tokens(bot="t")
        installed = Installed(team=team, name=team, bot="B", scopes=[], tokens=tokens)
        async with database.tenant(tenant) as session:
            await chats.set_app(session, keys, "slack", "1", SECRETS, calls_us=False, by="s")
            app = await chats.app(session, "slack")
            return await chats.install(session, keys, app.id, installed, "s")

    return make


@pytest.fixture
def write(database, tenant):
    async def make(place: str, account: str = "U1", approval: str | None = None, **given) -> str:
        parts = {"notice": new_id(), "run": None, "wants": 1, **given}
        one = NewMessage(id=new_id(), place=place, account=account, approval=approval, **parts)
        async with database.tenant(tenant) as session:
            await chat_messages.add(session, [one])
            await chat_messages.add(session, [one])
        return one.id

    return make


@pytest.fixture
def take(database, tenant):
    async def taken(busy=(), limit=100, of_place=10):
        async with database.relay() as session:
            rows = await chat_messages.take(session, busy, limit, of_place)
        return [row for row in rows if row.tenant == tenant]

    return taken


@pytest.fixture
def known(database, tenant):
    async def row(message):
        async with database.tenant(tenant) as session:
            return (await chat_messages.by_ids(session, [message]))[message]

    return row


async def shows(database, tenant, row, number, posted="1.1"):
    async with database.tenant(tenant) as session:
        there = Posted(conversation="D1", posted=posted)
        await chat_messages.shows(session, row, there, number)


class TestTake:
    async def test_once_and_one_at_a_time_for_an_account(self, place, write, take):
        own = await place()
        first, second = await write(own), await write(own)
        other = await write(own, "U2")
        assert {row.run for row in await take()} == {first, other}
        assert [row.run for row in await take([(own, "U1")])] == []
        assert [row.run for row in await take()] == [second]

    async def test_workspaces_in_turn(self, place, write, take):
        one, other = await place("T1"), await place("T2")
        for number in range(5):
            await write(one, f"U{number}")
        last = await write(other)
        assert last in {row.run for row in await take(limit=2)}
        busy = [(one, f"X{number}") for number in range(9)]
        assert len(await take(busy, of_place=10)) == 1

    async def test_what_the_vendor_holds_back_waits(self, database, tenant, place, write, take):
        one, other = await place("T1"), await place("T2")
        await write(one)
        fine = await write(other)
        soon = datetime.now(UTC) + timedelta(minutes=5)
        async with database.tenant(tenant) as session:
            await chats.rest(session, one, soon, updates=False)
            await chats.rest(session, other, soon, updates=True)
        assert [row.run for row in await take()] == [fine]


class TestShows:
    async def test_until_the_newest_change_is_shown(
        self, database, tenant, place, write, take, known
    ):
        approval = new_id()
        message = await write(await place(), approval=approval)
        [row] = await take()
        async with database.tenant(tenant) as session:
            await chat_messages.trying(session, message)
            await chat_messages.changed(session, approval, 3)
        assert (await known(message)).trying_since is not None
        await shows(database, tenant, row, 1)
        now = await known(message)
        assert (now.state, now.shown, now.wants, now.trying_since) == ("sent", 1, 3, None)
        again = await take()
        assert {one.run for one in again} == {message}
        for one in again:
            await shows(database, tenant, one, 3)
        for one in await take():
            await shows(database, tenant, one, 3)
        assert await take() == []
        assert (await known(message)).shown == 3

    async def test_an_older_state_never_comes_over_a_newer_one(
        self, database, tenant, place, write, take, known
    ):
        message = await write(await place(), approval=new_id())
        [row] = await take()
        await shows(database, tenant, row, 5)
        await shows(database, tenant, row, 2)
        assert (await known(message)).shown == 5

    async def test_what_is_gone_there_hears_of_nothing_more(
        self, database, tenant, place, write, take
    ):
        approval = new_id()
        message = await write(await place(), approval=approval)
        [row] = await take()
        async with database.tenant(tenant) as session:
            await chat_messages.ends(session, message, chat_messages.GONE)
            await outbox.done(session, [row.id])
            await chat_messages.changed(session, approval, 2)
        assert await take() == []


class TestThread:
    async def test_the_first_message_of_a_run(self, database, tenant, place, write, take):
        own, run = await place(), new_id()
        await write(own, run=run)
        [row] = await take()
        async with database.tenant(tenant) as session:
            assert await chat_messages.thread_of(session, own, run, "U1", "C9") is None
        await shows(database, tenant, row, 1, posted="7.7")
        async with database.tenant(tenant) as session:
            assert await chat_messages.thread_of(session, own, run, "U1", "C9") == "7.7"
            assert await chat_messages.thread_of(session, own, run, "U2", "C9") is None
            assert await chat_messages.thread_of(session, own, run, None, "C9") is None


class TestForget:
    async def test_what_is_old_and_not_open(self, database, tenant, place, write):
        here = await place()
        old, waits = await write(here), await write(here, "U2")
        moment = datetime.now(UTC) + timedelta(days=1)
        async with database.tenant(tenant) as session:
            await chat_messages.ends(session, old, chat_messages.FAILED)
            assert await chat_messages.forget(session, moment - timedelta(days=2)) == 0
            assert await chat_messages.forget(session, moment) == 1
            assert [*await chat_messages.by_ids(session, [old, waits])] == [waits]

    async def test_not_while_its_approval_is_open(
        self, database, tenant, keyring, place, write, database_urls
    ):
        office = Office(database, keyring, tenant, database_urls.admin)
        one = await office.ask(await office.person("Ann"))
        own = await write(await place(), approval=one)
        async with database.tenant(tenant) as session:
            await chat_messages.ends(session, own, chat_messages.SENT)
            assert await chat_messages.forget(session, datetime.now(UTC) + timedelta(days=1)) == 0
