"""Messages that no vendor is asked about: nothing waits that nobody will ever take."""

from __future__ import annotations

from store import chats
from store.chats import REMOVED
from tests.worker.chatting import decided


def waiting(chatting):
    """Rows of the outbox, and messages that somebody holds."""
    rows = chatting.office.rows("SELECT 1 FROM outbox WHERE kind = 'chat' AND tenant_id = %s")
    held = "SELECT 1 FROM chat_messages WHERE held_until IS NOT NULL AND tenant_id = %s"
    return len(rows), len(chatting.office.rows(held))


async def removed(chatting, place):
    async with chatting.office.database.tenant(chatting.office.tenant) as session:
        assert await chats.lost(session, place, REMOVED, "app_uninstalled")


class TestMoot:
    async def test_what_is_over_before_it_was_posted_is_not_asked(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann)
        await chatting.office.record(run, asking)
        await chatting.tells()
        await chatting.office.record(
            run, chatting.office.asking(ann, approval=asking.id, **decided(ann))
        )
        await chatting.carries()
        assert there.messages == []
        assert chatting.deliveries()[0] == ("slack", "dropped")
        assert waiting(chatting) == (0, 0)

    async def test_who_has_left_is_not_told(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        await chatting.tells()
        left = "UPDATE people SET disabled_at = now() WHERE email LIKE 'ann%%' AND tenant_id = %s"
        chatting.office.do(left)
        await chatting.carries()
        assert there.messages == []
        assert (chatting.states(), waiting(chatting)) == ([("gone", 0)], (0, 0))
        assert chatting.deliveries() == [("slack", "dropped")]


class TestClosed:
    async def test_what_was_not_posted_is_told_another_way(self, chatting):
        place = await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        await chatting.tells()
        await removed(chatting, place)
        await chatting.carries()
        assert there.messages == []
        assert (chatting.states(), waiting(chatting)) == ([("failed", 0)], (0, 0))
        await chatting.tells()
        assert chatting.deliveries() == [("slack", "failed"), ("email", "queued")]

    async def test_what_was_posted_stays_as_it_is(self, chatting):
        place = await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann)
        await chatting.office.record(run, asking)
        await chatting.carries()
        await chatting.office.record(
            run, chatting.office.asking(ann, approval=asking.id, **decided(ann))
        )
        await chatting.tells()
        await removed(chatting, place)
        await chatting.carries()
        assert [one.text.startswith("Ann has decided") for one in there.messages] == [False]
        assert (chatting.states(), waiting(chatting)) == ([("sent", 1)], (0, 0))


class TestSaid:
    async def test_what_shows_it_already_is_not_shown_again(self, chatting):
        await chatting.installs()
        ann, _ = await chatting.person("Ann")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann)
        await chatting.office.record(run, asking)
        await chatting.carries()
        again = chatting.office.asking(ann, approval=asking.id, told=[])
        await chatting.office.record(run, again)
        await chatting.tells()
        chatting.office.do("UPDATE chat_messages SET shown = wants WHERE tenant_id = %s")
        await chatting.carries()
        assert chatting.standin.slack.calls("chat.update") == []
        assert (chatting.states(), waiting(chatting)) == ([("sent", 2)], (0, 0))
