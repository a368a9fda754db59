"""What Slack tells of an app: that it is gone, once, and not of an installation after that."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from api.chat.slack import door, events, handling
from channels.slack.requests import Event, Told
from store import chats
from tests.api.chat.slack.conftest import Desk


def notices(desk: Desk, database_urls) -> int:
    with psycopg.connect(database_urls.admin) as admin:
        query = "SELECT count(*) FROM notices WHERE tenant_id = %s AND kind = 'channel'"
        row = admin.execute(query, [desk.tenant]).fetchone()
    return row[0]


class TestGone:
    async def test_the_owner_is_told_once(self, desk, admin, ann, database_urls):
        acting = await desk.seat(ann)
        sent = await desk.standin.uninstall()
        assert all(one.ok for one in sent)
        _, place = await desk.kept()
        assert place.state == chats.REVOKED
        assert "revoked" in place.reason
        assert notices(desk, database_urls) == 1
        assert (await acting.command("")).status == 403
        await desk.standin.event("app_uninstalled")
        assert notices(desk, database_urls) == 1

    async def test_tokens_of_people_are_not_ours(self, desk):
        await desk.standin.event("tokens_revoked", tokens={"oauth": ["U1"], "bot": []})
        assert (await desk.kept())[1].state == chats.ON

    async def test_told_late_of_what_was_before(self, desk):
        app, place = await desk.kept()
        opened = await door.opened(desk.services, app)
        before = int(place.installed_at.timestamp()) - 60
        gone = Event(type="app_uninstalled")
        await events.happened(opened, Told(place.team, "Ev1", gone, before))
        assert (await desk.kept())[1].state == chats.ON
        await events.happened(opened, Told(place.team, "Ev2", gone, before + 120))
        assert (await desk.kept())[1].state == chats.REMOVED

    async def test_of_a_workspace_that_nobody_knows(self, desk):
        app, place = await desk.kept()
        opened = await door.opened(desk.services, app)
        await events.happened(opened, Told("T0OTHER", "Ev1", Event(type="app_uninstalled")))
        assert (await desk.kept())[1].state == place.state


class TestLate:
    """What is not kept in time is told again by Slack."""

    @pytest.fixture
    def slow(self, desk, monkeypatch):
        """At the first time; before the next one, all that it led to is done."""

        async def between(_number: int) -> None:
            await desk.services.background.finish(60)
            monkeypatch.setattr(handling, "PATIENCE_SECONDS", 60.0)

        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        desk.standin.delivery.between = between

    async def test_told_again_does_nothing_twice(self, desk, admin, slow, database_urls):
        first, second = await desk.standin.event("app_uninstalled")
        assert (first.status, second.status) == (503, 200)
        assert second.headers["x-slack-retry-num"] == "1"
        assert (await desk.kept())[1].state == chats.REMOVED
        assert notices(desk, database_urls) == 1
        again = {"x-slack-retry-num": "2", "x-slack-retry-reason": "http_timeout"}
        posts = desk.standin.delivery.posts
        assert (await posts(second.url, second.body, {**second.headers, **again})).ok
        assert notices(desk, database_urls) == 1

    async def test_what_failed_late_is_kept_at_the_next_time(self, desk, slow, monkeypatch):
        happened, tries = events.happened, list[Told]()

        async def failing(opened, told):
            tries.append(told)
            if len(tries) == 1:
                await asyncio.sleep(0)
                raise ConnectionRefusedError("away")
            await happened(opened, told)

        monkeypatch.setattr(events, "happened", failing)
        _, second = await desk.standin.event("app_uninstalled")
        assert second.ok
        assert (await desk.kept())[1].state == chats.REMOVED

    async def test_a_home_is_not_told_again(self, desk, ann, slow):
        acting = await desk.seat(ann)
        [sent] = await acting.open_home()
        assert sent.ok
        await desk.services.background.finish(60)
        assert acting.home is not None
