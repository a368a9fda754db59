"""What waits in a chat that is taken away goes the next way; all that is known there is gone."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select

from store import chat_channels, chat_leaving, chat_messages, chat_people, chats, deliveries
from store.chat_channels import Channel
from store.chat_messages import NewMessage
from store.chat_tables import chat_messages as messages
from store.chats import Installed, Secrets, Tokens
from store.deliveries import NewDelivery


@pytest.fixture
async def keys(keyring, tenant):
    return await keyring.of(tenant)


@pytest.fixture
async def app(database, keys, tenant):
    async with database.tenant(tenant) as session:
        given = Secrets(client="c")
        await chats.set_app(session, keys, "slack", "1.2", given, calls_us=False, by="somebody")
        return await chats.app(session, "slack")


@pytest.fixture
async def place(database, keys, tenant, app):
    made = Installed(team="T1", name="Corp", bot="B", scopes=[], tokens=Tokens(bot="x"))
    async with database.tenant(tenant) as session:
        return await chats.install(session, keys, app.id, made, "somebody")


@pytest.fixture
def waiting(database, tenant, place, database_urls):
    """A notice that somebody was to find in the chat, and its delivery."""

    async def add(state="queued"):
        notice, person, delivery = (str(uuid4()) for _ in range(3))
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO notices (tenant_id, id, person_id, kind, cause, body, created_at,"
                " told_at) VALUES (%s, %s, %s, 'asked', %s, '', now(), now())",
                [tenant, notice, person, notice],
            )
        async with database.tenant(tenant) as session:
            new = NewDelivery(id=delivery, notice=notice, person=person, channel="slack")
            await deliveries.add(session, [new])
            message = NewMessage(
                id=delivery,
                place=place,
                notice=notice,
                account="U1",
                approval=None,
                run=None,
                wants=1,
            )
            await chat_messages.add(session, [message])
            if state != "queued":
                await chat_messages.ends(session, delivery, state)
        return notice, delivery

    return add


@pytest.fixture
def outbox(database_urls, tenant):
    def kinds():
        with psycopg.connect(database_urls.admin) as admin:
            rows = admin.execute(
                "SELECT kind, run_id::text FROM outbox WHERE tenant_id = %s ORDER BY kind, id",
                [tenant],
            ).fetchall()
        return [(kind, run) for kind, run in rows]

    return kinds


class TestTheNextWay:
    @pytest.mark.parametrize("whole", [True, False], ids=["app", "place"])
    async def test_what_waits_is_told_anew(
        self, database, tenant, app, place, waiting, outbox, whole
    ):
        notice, delivery = await waiting()
        assert outbox() == [("chat", delivery)]
        async with database.tenant(tenant) as session:
            if whole:
                await chat_leaving.remove_app(session, app.id)
            else:
                await chat_leaving.remove_places(session, [place])
            [row] = await deliveries.of_notices(session, [notice])
        assert (row.state, row.reason) == ("failed", chat_leaving.TAKEN_AWAY)
        assert outbox() == [("notice", notice)]

    async def test_what_has_arrived_is_not(self, database, tenant, place, waiting, outbox):
        notice, _ = await waiting("sent")
        async with database.tenant(tenant) as session:
            await chat_leaving.remove_places(session, [place])
            [row] = await deliveries.of_notices(session, [notice])
        assert row.state == "queued"
        assert outbox() == []

    async def test_all_that_is_known_there_is_gone(self, database, keys, tenant, app, place):
        shown = Channel(
            kind="slack", name="A", processes="*", language="en", place=place, conversation="C1"
        )
        async with database.tenant(tenant) as session:
            await chat_people.match(session, place, "U1", str(uuid4()))
            await chat_people.match(session, place, "U2", None)
            assert await chat_people.matched(session, [place]) == {place: 1}
            await chat_channels.put(session, keys, shown, "somebody")
            await chat_leaving.remove_app(session, app.id)
            assert await chats.app(session, "slack") is None
            assert await chat_people.matched(session, [place]) == {}
            assert await chat_channels.every(session) == []

    async def test_a_conversation_with_what_was_to_be_shown_there(
        self, database, keys, tenant, outbox
    ):
        async with database.tenant(tenant) as session:
            shown = Channel(
                kind="workflows", name="A", processes="*", language="en", webhook="https://x"
            )
            own = await chat_channels.put(session, keys, shown, "somebody")
            message = NewMessage(
                id=str(uuid4()),
                place=None,
                channel=own,
                notice=None,
                account=None,
                approval=str(uuid4()),
                run=None,
                wants=1,
            )
            await chat_messages.add(session, [message])
            await chat_leaving.remove_channel(session, own)
            assert await chat_channels.get(session, own) is None
            count = await session.execute(select(func.count().label("n")).select_from(messages))
            assert count.scalar_one() == 0
        assert outbox() == []
