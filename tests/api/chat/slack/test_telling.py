"""Told where it can be, and no fault where it can't."""

from __future__ import annotations

from api.chat.slack import door, telling, visitors
from api.chat.slack.telling import Heard
from api.chat.slack.visitors import Stranger
from tests.api.chat.slack.conftest import texts


class TestTell:
    async def test_by_the_response_address_or_a_modal(self, desk, ann):
        acting = await desk.seat(ann)
        app, place = await desk.kept()
        whom = Stranger(await door.opened(desk.services, app), place, acting.person.id, "en", "x")
        channel = desk.there.direct(acting.person.id).id
        address = desk.slack.response_url(desk.there.id, channel, acting.person.id)
        at = Heard("k", "", address, home=False, listed=False)
        assert await telling.tell(whom, at, "Hello")
        assert "Hello" in desk.told(acting)[-1]
        trigger = desk.slack.trigger(desk.there.id, acting.person.id)
        at = Heard("k", trigger, "", home=True, listed=False)
        assert await telling.tell(whom, at, "Hello")
        assert len(acting.views) == 1

    async def test_on_top_of_the_home_where_no_modal_opens(self, desk, ann):
        acting = await desk.seat(ann)
        app, place = await desk.kept()
        found = await visitors.find(await door.opened(desk.services, app), place, acting.person.id)
        at = Heard("k", "no trigger", "", home=True, listed=False)
        assert not await telling.tell(found, at, "<Hello>")
        assert "<Hello>" in texts(acting.home.content["blocks"][0])

    async def test_what_can_not_be_told(self, desk):
        app, place = await desk.kept()
        opened = await door.opened(desk.services, app)
        whom = Stranger(opened, place, "U1", "en", "x")
        for address in ("http://127.0.0.1:9/x", "http://10.0.0.1/x", "no address", f"{desk.url}/x"):
            await telling.tell(whom, Heard("k", "", address, home=False, listed=False), "Hello")
        assert not await telling.show(whom, "no trigger", {"type": "modal"})


class TestAside:
    async def test_a_fault_stands_in_the_log_alone(self, desk, capsys):
        opened = await door.opened(desk.services, (await desk.kept())[0])

        async def fails() -> None:
            raise ConnectionRefusedError("away")

        telling.aside(opened, fails())
        await desk.services.background.finish(60)
        assert "slack.failed_late" in capsys.readouterr().out
