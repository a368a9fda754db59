"""Within Slack's patience: what takes longer goes on, and nobody is told more than is known."""

from __future__ import annotations

import asyncio

import psycopg

from api.chat.slack import door, handling
from channels import chat_words
from channels.slack.requests import Action, Closed, Limited, Named, Pressed, User
from tests.api.approvals.conftest import person


class TestInTime:
    async def test_what_is_slow_goes_on(self, desk, monkeypatch):
        opened = await door.opened(desk.services, (await desk.kept())[0])
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0.01)
        go, done = asyncio.Event(), asyncio.Event()

        async def work():
            await go.wait()
            done.set()
            return {"text": "late"}

        assert await handling.in_time(opened, work(), lambda: {"text": "slow"}) == {"text": "slow"}
        go.set()
        await done.wait()

    async def test_it_is_said_in_their_language(self, desk, ann, database_urls, monkeypatch):
        acting = await desk.seat(ann)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE people SET language = 'ar' WHERE id = %s", [person(ann)])
        await acting.command("help")
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        sent = await acting.command("help")
        assert chat_words.of("ar")["slow-command"] in str(sent.json)

    async def test_what_is_in_time_is_answered(self, desk):
        opened = await door.opened(desk.services, (await desk.kept())[0])

        async def work():
            return {"text": "now"}

        assert await handling.in_time(opened, work(), dict) == {"text": "now"}


class TestKinds:
    async def test_what_needs_no_answer(self, desk):
        opened = await door.opened(desk.services, (await desk.kept())[0])
        user = User("U1")
        link = Pressed(user, Named(desk.there.id), [Action("open/0")])
        for one in (None, Closed(user), link):
            assert await handling.interaction(opened, one) == {}
        assert await handling.callback(opened, None) == {}
        assert await handling.callback(opened, Limited("T1")) == {}

    async def test_a_button_that_is_none_of_ours(self, desk, ann):
        acting = await desk.seat(ann)
        payload = {
            "type": "block_actions",
            "user": {"id": acting.person.id, "team_id": desk.there.id},
            "team": {"id": desk.there.id},
            "response_url": desk.slack.response_url(
                desk.there.id, desk.there.direct(acting.person.id).id, acting.person.id
            ),
            "actions": [{"action_id": "decide/approve", "value": "nonsense", "action_ts": "1"}],
        }
        assert (await desk.standin.delivery.interacts(payload)).ok
        assert "not asked" in desk.told(acting)[-1]
