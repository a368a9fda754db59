"""How an approval stands for who presses: tests/api/chat/slack/test_deciding.py has the whole."""

from __future__ import annotations

from uuid import uuid4

from api.chat.slack import asked, door, visitors
from channels.token import Token
from tests.api.chat.slack.conftest import wants


async def visitor(desk, client):
    acting = await desk.seat(client)
    app, place = await desk.kept()
    opened = await door.opened(desk.services, app)
    return await visitors.find(opened, place, acting.person.id)


class TestLook:
    async def test_what_can_be_decided(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        mine = await visitor(desk, ann)
        found = await asked.look(mine, Token(approval=clerk.approval, round=1, stage=0))
        assert found.refusal() is None
        assert found.decision("approve").label == "Approve"
        assert found.decision("other") is None
        assert found.way.address.endswith(f"/approvals/{clerk.approval}")

    async def test_of_others_and_of_nobody(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(bob))
        mine = await visitor(desk, ann)
        assert await asked.look(mine, Token(approval=clerk.approval, round=1, stage=0)) is None
        assert await asked.look(mine, Token(approval=str(uuid4()), round=1, stage=0)) is None
