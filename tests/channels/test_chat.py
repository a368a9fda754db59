"""A chat reaches whom it can find, and queues one message for a delivery."""

from __future__ import annotations

from dataclasses import replace

import pytest

from channels.chat import Chat
from store import chats
from store.chats import Installed, Secrets, Tokens


@pytest.fixture
async def place(office):
    keys = await office.keyring.of(office.tenant)
    here = Installed(team="T1", name="T1", bot="B", scopes=[], tokens=Tokens(bot="t"))
    async with office.database.tenant(office.tenant) as session:
        await chats.set_app(
            session, keys, "slack", "1", Secrets(client="c"), calls_us=False, by="s"
        )
        app = await chats.app(session, "slack")
        return await chats.install(session, keys, app.id, here, "s")


class TestChat:
    async def test_a_message_for_a_delivery(self, office, tellings, place):
        ann = await office.person("Ann")
        await office.ask(ann)
        [one] = await tellings()
        keys = await office.keyring.of(office.tenant)
        slack = Chat("slack")
        assert slack.reaches(one.person, one.known)
        assert not Chat("teams").reaches(one.person, one.known)
        gone = replace(one.person, disabled_at=one.notice.created_at)
        assert not slack.reaches(gone, one.known)
        async with office.database.tenant(office.tenant) as session:
            await slack.deliver(session, keys, [one])
            await slack.deliver(session, keys, [one])
        rows = office.rows(
            "SELECT place_id::text, account, wants, shown FROM chat_messages WHERE tenant_id = %s"
        )
        assert rows == [(place, None, one.approval.number, 0)]
