"""What somebody finds: their own, and nothing of others."""

from __future__ import annotations

from api.chat.slack import listing
from tests.api.chat.slack.conftest import wants
from tests.api.chat.slack.test_asked import visitor


class TestInbox:
    async def test_what_waits_and_what_can_be_started(self, desk, asks, ann, bob, dora, hello):
        clerk = await asks(dora, wants(ann))
        found = await listing.inbox(await visitor(desk, ann), whole=True)
        assert [one.subject for one in found.items] == ["Laptop"]
        assert found.items[0].token.startswith(clerk.approval)
        assert {one.key for one in found.choices} == {"tests/ask", "tests/hello"}
        assert found.mine == []

    async def test_of_who_has_asked(self, desk, asks, ann, dora):
        await asks(dora, wants(ann))
        found = await listing.inbox(await visitor(desk, dora), whole=True)
        assert found.items == []
        assert [one.subject for one in found.mine] == ["Laptop"]
