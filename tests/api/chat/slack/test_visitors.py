"""Who somebody is: found once by a verified address, kept, and nobody else."""

from __future__ import annotations

import pytest

from store import chat_people, people
from tests.api.approvals.conftest import person
from tests.api.chat.slack.conftest import wants


class TestFind:
    async def test_once_and_kept(self, desk, ann):
        acting = await desk.seat(ann)
        await acting.command("")
        acting.person.email = "another@corp.example"
        await acting.command("")
        assert len(desk.slack.calls("users.info")) == 1
        assert "Nothing waits for you." in desk.told(acting)[-1]
        _, place = await desk.kept()
        async with desk.database.tenant(desk.tenant) as session:
            known = await chat_people.find(session, place.id, acting.person.id)
        assert known.person_id == person(ann)

    @pytest.mark.parametrize(
        "more",
        [{"confirmed": False}, {"is_bot": True}, {"email": "somebody@else.example"}],
        ids=["unconfirmed", "bot", "unknown"],
    )
    async def test_nobody_of_ours(self, desk, asks, ann, dora, more):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        for name, value in more.items():
            setattr(acting.person, name, value)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        assert "Baton does not know you" in desk.told(acting)[0]
        assert clerk.machine.state.status == "waiting"

    async def test_switched_off(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        await acting.command("")
        async with desk.database.tenant(desk.tenant) as session:
            await people.disable(session, person(ann))
        await acting.click(shown, "decide/approve")
        assert "switched off" in desk.told(acting)[-1]
        await acting.command("start")
        assert "switched off" in desk.told(acting)[-1]
        assert clerk.machine.state.status == "waiting"

    async def test_slack_can_not_be_asked(self, desk, ann):
        acting = await desk.seat(ann)
        desk.slack.failing.append(500)
        await acting.command("")
        assert "again in a minute" in desk.told(acting)[-1]
        await acting.command("")
        assert "Nothing waits" in desk.told(acting)[-1]

    async def test_a_guest_of_another_workspace(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        payload = {
            "type": "block_actions",
            "user": {"id": acting.person.id, "team_id": "T0OTHER"},
            "team": {"id": desk.there.id},
            "trigger_id": "",
            "response_url": desk.slack.response_url(desk.there.id, shown.channel, acting.person.id),
            "actions": [{"action_id": "decide/approve", "value": "x", "action_ts": "1"}],
        }
        await desk.standin.delivery.interacts(payload)
        assert "does not know you" in desk.told(acting)[-1]
        assert clerk.machine.state.status == "waiting"
