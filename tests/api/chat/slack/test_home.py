"""The home tab: the inbox, as it is, and as it is after something was done in it."""

from __future__ import annotations

import pytest

from api.approvals import service
from tests.api.chat.slack.conftest import texts, wants


class TestHome:
    async def test_empty(self, desk, ann):
        acting = await desk.seat(ann)
        [sent] = await acting.open_home()
        assert sent.ok
        shown = texts(acting.home.content["blocks"])
        assert "Nothing waits for you." in shown
        assert "/approvals" in shown

    async def test_decided_in_it(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting, other = await desk.seat(ann), await desk.seat(dora, "dora")
        await acting.open_home()
        await other.open_home()
        assert "Waits for Some Body" in texts(other.home.content["blocks"])
        assert "To be decided" in texts(other.home.content["blocks"])
        await acting.click(acting.home, "decide/approve")
        assert clerk.machine.state.status == "completed"
        assert "Nothing waits for you." in texts(acting.home.content["blocks"])

    async def test_with_a_modal(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.open_home()
        await acting.click(acting.home, "decide/reject")
        await acting.submit(acting.views[-1], {"value": "No."})
        assert clerk.machine.state.status == "completed"
        assert "Nothing waits for you." in texts(acting.home.content["blocks"])

    async def test_a_refusal_is_a_modal(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.open_home()
        await dora.post(f"/api/v1/approvals/{clerk.approval}/withdrawal", json={})
        await acting.click(acting.home, "decide/approve")
        assert "has withdrawn it" in texts(acting.views[-1].content["blocks"])

    async def test_recorded_and_not_yet_counted_is_said_while_a_modal_opens(
        self, desk, asks, ann, dora, monkeypatch
    ):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.open_home()
        clerk.asleep = True
        waited, hear = list[float](), service.hear

        async def hearing(services, kept, seconds):
            waited.append(seconds)
            return await hear(services, kept, seconds)

        monkeypatch.setattr(service, "hear", hearing)
        await acting.click(acting.home, "decide/approve")
        assert waited[0] < 2
        assert "recorded, and not yet counted" in texts(acting.views[-1].content["blocks"])

    @pytest.mark.parametrize("pressed", ["decide/reject", "start/0"])
    async def test_a_modal_that_cant_be_opened_is_told_of_there(
        self, desk, asks, ann, dora, pressed: str
    ):
        await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.open_home()
        desk.slack.failing += [500, 500]
        await acting.click(acting.home, pressed)
        assert acting.views == []
        assert "can't be shown now. Press again" in texts(acting.home.content["blocks"][0])
        await acting.click(acting.home, pressed)
        assert len(acting.views) == 1

    async def test_a_refusal_that_no_modal_can_tell_of(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.open_home()
        await dora.post(f"/api/v1/approvals/{clerk.approval}/withdrawal", json={})
        desk.slack.failing.append(500)
        await acting.click(acting.home, "decide/approve")
        shown = acting.home.content["blocks"]
        assert "has withdrawn it" in texts(shown[0])
        assert "Nothing waits for you." in texts(shown)

    async def test_of_a_stranger(self, desk):
        acting = desk.standin.person(desk.there.hires("eve"))
        await acting.open_home()
        assert "Baton does not know you" in texts(acting.home.content["blocks"])

    async def test_slack_does_not_take_it(self, desk, ann):
        acting = await desk.seat(ann)
        await acting.open_home()
        desk.slack.failing.append(500)
        [sent] = await acting.open_home()
        assert sent.ok

    async def test_another_tab(self, desk, ann):
        acting = await desk.seat(ann)
        await acting.open_home("messages")
        assert acting.home is None
