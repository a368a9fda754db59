"""What is refused, held back or away: nothing is lost, and who can mend it is told."""

from __future__ import annotations

import asyncio

import pytest

from channels.vendor import RefusedError
from store.chats import REMOVED
from tests.standins.slack.refusals import RefusedError as Refusal
from tests.standins.slack.refusals import TooManyError
from worker.chat_outcomes import PAUSES


@pytest.fixture
async def admin(chatting):
    return await chatting.office.person("Admin", roles=["admin"])


def told(chatting, admin):
    query = "SELECT person_id::text FROM notices WHERE kind = 'channel' AND tenant_id = %s"
    return chatting.office.rows(query).count((admin.id,))


def place(chatting):
    query = "SELECT state, posts_rest > now(), updates_rest > now() FROM chat_places"
    return chatting.office.rows(f"{query} WHERE tenant_id = %s")


class TestLimits:
    async def test_only_what_is_too_much_rests(self, chatting):
        await chatting.installs()
        (ann, one), (bob, other) = await chatting.person("Ann"), await chatting.person("Bob")
        await chatting.office.ask(ann)
        await chatting.carries()
        slack = chatting.standin.slack
        slack.failing.append(TooManyError(120))
        await chatting.office.ask(ann)
        await chatting.carries()
        assert place(chatting) == [("on", True, None)]
        assert len(one.messages) == 1
        await chatting.office.ask(bob)
        await chatting.carries()
        assert other.messages == []
        chatting.overdue()
        await chatting.carries()
        assert (len(one.messages), len(other.messages)) == (2, 1)
        attempts = chatting.office.rows("SELECT attempts FROM deliveries WHERE tenant_id = %s")
        assert attempts == [(1,)] * 3

    async def test_hundreds_pass_through_limits_without_loss_or_double(self, chatting):
        await through_limits(chatting, 20, 10, 200)

    @pytest.mark.soak
    async def test_ten_thousand(self, chatting):
        await through_limits(chatting, 500, 20, 60)


async def through_limits(chatting, count, each, scale):
    """Two relays, one of which keeps no pace; a minute of the vendor's lasts 60 / scale seconds."""
    await chatting.installs()
    people = [await chatting.person(f"P{number}") for number in range(count)]
    slack = chatting.standin.slack
    slack.rates.on, slack.rates.scale, slack.rates.smallest_wait = True, scale, 0
    for _ in range(each):
        await chatting.office.ask(*(who for who, _ in people))
    one, two = chatting.carrier(1_000_000.0), chatting.carrier(scale)
    await chatting.tells()
    hindered = 10
    while {state for state, _ in chatting.states()} != {"sent"}:
        if hindered > 0:
            slack.failing += [TooManyError(1), 503]
            hindered -= 1
        await asyncio.gather(chatting.carries(one), chatting.carries(two))
        chatting.overdue()
    assert [len(acting.messages) for _, acting in people] == [each] * count
    # Each of another delivery: what came twice would hide what was lost.
    posted = {
        one.metadata["event_payload"]["id"] for _, acting in people for one in acting.messages
    }
    assert len(posted) == count * each
    assert any(asked.status == 429 for asked in slack.asked)


class TestAway:
    async def test_later_after_growing_pauses_and_then_another_way(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        slack = chatting.standin.slack
        for _ in range(len(PAUSES) + 1):
            slack.failing.append(503)
            await chatting.carries()
            chatting.overdue()
        await chatting.carries()
        assert there.messages == []
        assert chatting.deliveries() == [("slack", "failed"), ("email", "queued")]
        assert 20 * 3600 < sum(PAUSES) < 26 * 3600

    async def test_a_fault_of_ours_is_no_message_for_ever(self, chatting, monkeypatch, admin):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        carrier = chatting.carrier()

        async def fault(*_given):
            raise KeyError("unforeseen")

        monkeypatch.setattr(carrier._vendors["slack"], "post", fault)
        for _ in range(len(PAUSES) + 1):
            await chatting.carries(carrier)
            chatting.overdue()
        await chatting.carries(carrier)
        assert there.messages == []
        assert {("slack", "failed"), ("email", "queued")} <= {*chatting.deliveries()}
        assert told(chatting, admin) > 0

    async def test_a_vendor_that_comes_back(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        chatting.standin.slack.failing.append(Refusal("internal_error"))
        await chatting.carries()
        assert chatting.deliveries() == [("slack", "queued")]
        chatting.overdue()
        await chatting.carries()
        assert (len(there.messages), chatting.deliveries()) == (1, [("slack", "sent")])


class TestShownAnew:
    async def test_what_cant_be_changed_just_now_is_changed_later(self, chatting):
        await chatting.installs()
        message = await decided(chatting)
        for code in ("update_failed", "cant_be_known"):
            chatting.standin.slack.failing.append(Refusal(code))
            await chatting.carries()
            assert chatting.states() == [("sent", 1)]
            chatting.overdue()
        await chatting.carries()
        assert chatting.states() == [("sent", 2)]
        assert chatting.standin.slack.workspace.messages == [message]

    async def test_what_was_decided_while_the_app_was_not_let_in(self, chatting):
        await chatting.installs()
        await decided(chatting, let_in=False)
        assert chatting.states() == [("sent", 1)]
        await chatting.installs()
        await chatting.carries()
        assert chatting.states() == [("sent", 2)]

    async def test_what_is_gone_there_is_posted_once_more_as_it_stands(self, chatting):
        await chatting.installs()
        message = await decided(chatting)
        chatting.standin.slack.failing.append(Refusal("edit_window_closed"))
        await chatting.carries()
        first, second = chatting.standin.slack.workspace.messages
        assert (first.ts, chatting.states()) == (message.ts, [("sent", 2)])
        assert second.text.startswith("It has been decided")

    async def test_an_older_answer_does_not_lose_what_was_let_in_anew(self, chatting, monkeypatch):
        await chatting.installs()
        await decided(chatting)
        carrier = chatting.carrier()
        slack = carrier._vendors["slack"]

        async def refused(*_given):
            await chatting.installs()
            raise RefusedError("Slack", "token_revoked", "place")

        monkeypatch.setattr(slack, "update", refused)
        await chatting.tells()
        await carrier.round()
        await carrier.settled()
        assert place(chatting)[0][0] == "on"
        monkeypatch.undo()
        chatting.overdue()
        await chatting.carries()
        assert chatting.states() == [("sent", 2)]


async def decided(chatting, *, let_in=True):
    """One that lies there and doesn't show it yet."""
    ann, _ = await chatting.person("Ann")
    run = await chatting.office.run()
    asking = chatting.office.asking(ann)
    await chatting.office.record(run, asking)
    await chatting.carries()
    if not let_in:
        chatting.office.do("UPDATE chat_places SET state = 'revoked' WHERE tenant_id = %s")
    over = chatting.office.asking(ann, approval=asking.id, status="decided", told=[])
    await chatting.office.record(run, over)
    if not let_in:
        await chatting.carries()
    [message] = chatting.standin.slack.workspace.messages
    return message


class TestLost:
    async def test_an_app_that_was_removed(self, chatting, admin):
        await chatting.installs()
        people = [await chatting.person(f"P{number}") for number in range(5)]
        await chatting.office.ask(*(who for who, _ in people))
        await chatting.tells()
        await chatting.standin.uninstall()
        await chatting.carries()
        await chatting.carries()
        await chatting.tells()
        assert place(chatting) == [(REMOVED, None, None)]
        asked = [one for one in chatting.deliveries() if one[0] == "slack"]
        assert asked == [("slack", "failed")] * 5
        assert chatting.deliveries().count(("email", "queued")) >= 5
        assert told(chatting, admin) == 1

    async def test_a_person_who_left(self, chatting, admin):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        await chatting.carries()
        there.person.deleted = True
        chatting.office.do(
            "UPDATE chat_people SET matched_at = now() - interval '61 minutes' WHERE tenant_id = %s"
        )
        await chatting.office.ask(ann)
        await chatting.carries()
        await chatting.tells()
        of_ann = [one for one in chatting.deliveries() if one[0] == "slack"]
        assert of_ann == [("slack", "sent"), ("slack", "failed")]
        assert ("email", "queued") in chatting.deliveries()
        assert told(chatting, admin) == 1

    async def test_a_conversation_that_is_gone_is_opened_anew(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        await chatting.carries()
        chatting.office.do("UPDATE chat_people SET conversation = 'D404' WHERE tenant_id = %s")
        await chatting.office.ask(ann)
        await chatting.carries()
        assert len(there.messages) == 2
        kept = chatting.office.rows("SELECT conversation FROM chat_people WHERE tenant_id = %s")
        assert kept == [(there.messages[0].channel,)]

    async def test_what_may_not_be_done_goes_the_next_way(self, chatting, admin):
        await chatting.installs(None, "users:read.email", "im:write", "users:read")
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        await chatting.carries()
        await chatting.tells()
        assert there.messages == []
        assert ("slack", "failed") in chatting.deliveries()
        assert told(chatting, admin) == 1
