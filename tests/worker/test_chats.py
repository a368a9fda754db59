"""Messages of chats against a server as strict as Slack: posted once, and always as it stands."""

from __future__ import annotations

import asyncio

import pytest
from msgspec import structs

from channels.shared import Shared
from store import chat_channels, chat_messages, chats
from store.chat_channels import Channel
from tests.standins.teams.server import teams_standing_in
from tests.worker.chatting import decided
from worker.chats import Chats


def texts(acting):
    return [one.text for one in acting.messages]


class TestPosted:
    async def test_once_with_buttons_that_bring_back_what_was_asked(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        approval = await chatting.office.ask(ann)
        await chatting.carries()
        [message] = there.messages
        assert "Laptop for Ada" in message.text
        [act] = [one for one in message.blocks if one["type"] == "actions"]
        assert act["elements"][0]["value"] == f"{approval}/1/0//"
        assert chatting.states() == [("sent", 1)]
        assert chatting.deliveries() == [("slack", "sent")]
        chatting.overdue()
        await chatting.carries()
        assert len(there.messages) == 1
        assert chatting.office.rows("SELECT 1 FROM outbox WHERE kind='chat' AND tenant_id=%s") == []

    async def test_people_are_looked_for_once_and_kept(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        for _ in range(3):
            await chatting.office.ask(ann)
            await chatting.carries()
        assert len(there.messages) == 3
        slack = chatting.standin.slack
        assert len(slack.calls("users.lookupByEmail")) == 1
        assert len(slack.calls("conversations.open")) == 1

    async def test_who_is_not_known_there_is_told_the_next_way(self, chatting):
        await chatting.installs()
        ann, _ = await chatting.person("Ann", member=False)
        await chatting.office.ask(ann)
        await chatting.carries()
        await chatting.tells()
        assert chatting.deliveries() == [("slack", "failed"), ("email", "queued")]
        await chatting.office.ask(ann)
        await chatting.carries()
        assert len(chatting.standin.slack.calls("users.lookupByEmail")) == 1

    async def test_what_a_run_says_stands_in_one_thread(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        for _ in range(2):
            await chatting.office.ask(ann, run=run)
            await chatting.carries()
        first, second = there.messages
        assert (first.thread_ts, second.thread_ts) == (None, first.ts)

    async def test_signing_in_is_not_passed_by(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann, sign_in=True)
        await chatting.carries()
        [act] = [one for one in there.messages[0].blocks if one["type"] == "actions"]
        assert ["url" in one for one in act["elements"]] == [True]

    async def test_a_chat_without_a_vendor_waits(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        office, ours = chatting.office, chatting.carrier()
        none = Chats(office.database, office.keyring, {}, ours._workflows, "https://b.example")
        await chatting.carries(none)
        assert chatting.states() == [("queued", 0)]
        chatting.overdue()
        await chatting.carries()
        assert len(there.messages) == 1

    async def test_a_place_that_cant_be_opened_ends_no_round(self, chatting):
        own = await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        database, tenant = chatting.office.database, chatting.office.tenant
        async with database.tenant(tenant) as session:
            sealed = (await chats.places_by_ids(session, [own]))[own].tokens
            await chats._change(session, own, tokens=b"-")
        await chatting.carries()
        assert chatting.states() == [("queued", 0)]
        async with database.tenant(tenant) as session:
            await chats._change(session, own, tokens=sealed)
        chatting.overdue()
        await chatting.carries()
        assert len(there.messages) == 1

    async def test_one_that_cant_be_read_keeps_no_other_waiting(self, chatting):
        await chatting.installs()
        people = [await chatting.person(f"P{number}") for number in range(4)]
        await chatting.office.ask(*(who for who, _ in people))
        await chatting.tells()
        first = "SELECT id FROM notices WHERE tenant_id = %s ORDER BY created_at, id LIMIT 1"
        broken = "UPDATE notices SET body = '-' WHERE id = ({})"
        chatting.office.do(broken.format(first))
        await chatting.carries()
        assert sorted(len(there.messages) for _, there in people) == [0, 1, 1, 1]
        assert sorted(chatting.states()) == [("queued", 0), *[("sent", 1)] * 3]


class TestShownAnew:
    async def test_everywhere_who_decided(self, chatting):
        await chatting.installs()
        (ann, one), (bob, other) = await chatting.person("Ann"), await chatting.person("Bob")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann, bob)
        await chatting.office.record(run, asking)
        await chatting.carries()
        await chatting.office.record(
            run, chatting.office.asking(ann, bob, approval=asking.id, **decided(ann))
        )
        await chatting.carries()
        for acting in (one, other):
            [message] = acting.messages
            assert message.text.startswith("Ann has decided on ")
            assert "decide/" not in str(message.blocks)
        assert chatting.states() == [("sent", 2)] * 2
        assert len(chatting.standin.slack.calls("chat.update")) == 2

    async def test_changes_that_come_together_are_shown_as_one(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann)
        await chatting.office.record(run, asking)
        await chatting.carries()
        for _ in range(4):
            again = chatting.office.asking(ann, approval=asking.id, told=[])
            await chatting.office.record(run, again)
            await chatting.tells()
        await chatting.carries()
        assert chatting.states() == [("sent", 5)]
        assert len(chatting.standin.slack.calls("chat.update")) == 1
        assert len(there.messages) == 1

    async def test_what_was_deleted_there_is_said_once_more(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann)
        await chatting.office.record(run, asking)
        await chatting.carries()
        there.messages[0].deleted = True
        await chatting.office.record(
            run, chatting.office.asking(ann, approval=asking.id, **decided(ann))
        )
        await chatting.carries()
        assert chatting.states() == [("sent", 2)]
        assert [one.text.startswith("Ann has decided") for one in there.messages] == [True]
        assert chatting.deliveries() == [("slack", "sent")]


class TestOnce:
    async def test_killed_between_posting_and_saying_so(self, chatting, monkeypatch):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)

        async def die(*_args):
            raise ConnectionError

        with monkeypatch.context() as patched:
            patched.setattr(chat_messages, "shows", die)
            await chatting.carries()
        assert (len(there.messages), chatting.states()) == (1, [("queued", 0)])
        chatting.overdue()
        await chatting.carries()
        assert (len(there.messages), chatting.states()) == (1, [("sent", 1)])
        assert chatting.deliveries() == [("slack", "sent")]

    async def test_an_answer_that_was_lost(self, chatting, monkeypatch):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        await chatting.office.ask(ann, run=run)
        await chatting.carries()
        await chatting.office.ask(ann, run=run)
        carrier = chatting.carrier()
        slack = carrier._vendors["slack"]
        post = slack.post

        async def answer_is_lost(*given):
            await post(*given)
            raise TimeoutError

        monkeypatch.setattr(slack, "post", answer_is_lost)
        await chatting.carries(carrier)
        assert (len(there.messages), chatting.states()[1]) == (2, ("queued", 0))
        monkeypatch.setattr(slack, "post", post)
        chatting.overdue()
        await chatting.carries(carrier)
        assert (len(there.messages), chatting.states()[1]) == (2, ("sent", 1))
        assert there.messages[1].thread_ts == there.messages[0].ts

    async def test_two_relays_side_by_side(self, chatting):
        await chatting.installs()
        people = [await chatting.person(f"P{number}") for number in range(12)]
        for _ in range(3):
            await chatting.office.ask(*(who for who, _ in people))
        await chatting.tells()
        one, two = chatting.carrier(), chatting.carrier()
        while {state for state, _ in chatting.states()} != {"sent"}:
            await asyncio.gather(chatting.carries(one), chatting.carries(two))
            chatting.overdue()
        await chatting.carries(one)
        assert [len(acting.messages) for _, acting in people] == [3] * 12
        assert {state for state, _ in chatting.states()} == {"sent"}

    async def test_two_rows_of_one_message_side_by_side(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        run = await chatting.office.run()
        asking = chatting.office.asking(ann)
        await chatting.office.record(run, asking)
        await chatting.tells()
        again = chatting.office.asking(ann, approval=asking.id, told=[])
        await chatting.office.record(run, again)
        await chatting.tells()
        one, two = chatting.carrier(), chatting.carrier()
        await asyncio.gather(chatting.carries(one), chatting.carries(two))
        chatting.overdue()
        await chatting.carries(one)
        assert (len(there.messages), chatting.states()) == (1, [("sent", 2)])


class TestShared:
    @pytest.fixture
    def shared(self, chatting, keyring, tenant, database):
        async def make(asked, own=None, run=None, **given):
            keys = await keyring.of(tenant)
            parts = {"name": "#all", "processes": "*", "language": "en", **given}
            more = {} if run is None else {"run": run}
            approval = await chatting.office.ask(*asked, told=[], **more)
            async with database.tenant(tenant) as session:
                own = await chat_channels.put(session, keys, Channel(**parts), "s", own)
                new = chat_messages.NewMessage(
                    id=chats.new_id(),
                    place=given.get("place"),
                    notice=None,
                    account=None,
                    approval=approval,
                    run=run,
                    wants=1,
                    channel=own,
                )
                await chat_messages.add(session, [new])
            return own

        return make

    async def test_in_its_own_language(self, chatting, shared):
        place = await chatting.installs()
        ann, there = await chatting.person("Ann")
        channel = chatting.standin.slack.workspace.founds("all", there.person.id)
        await shared([ann], kind="slack", place=place, conversation=channel.id, language="ar")
        await chatting.carries()
        [message] = chatting.standin.slack.workspace.messages
        assert message.channel == channel.id
        assert message.text.startswith("قرارك مطلوب.")

    async def test_what_a_run_asks_stands_in_one_thread(self, chatting, shared, monkeypatch):
        place = await chatting.installs()
        ann, there = await chatting.person("Ann")
        workspace = chatting.standin.slack.workspace
        all_ = workspace.founds("all", there.person.id)
        lies = {"kind": "slack", "place": place, "conversation": all_.id}
        run, another = await chatting.office.run(), await chatting.office.run()
        own = None
        # Changes of approvals are not what this is about.
        monkeypatch.setattr(Shared, "update", Shared.deliver)
        for of in (run, run, another):
            own = await shared([ann], own, of, **lies)
            await chatting.carries()
        first, second, third = workspace.messages
        assert (second.thread_ts, third.thread_ts) == (first.ts, None)
        moved = workspace.founds("new", there.person.id)
        await shared([ann], own, run, **{**lies, "conversation": moved.id})
        await chatting.carries()
        last = workspace.messages[-1]
        assert (last.channel, last.thread_ts) == (moved.id, None)

    async def test_a_channel_that_was_deleted(self, chatting, shared):
        place = await chatting.installs()
        ann, _ = await chatting.person("Ann")
        admin = await chatting.office.person("Admin", roles=["admin"])
        await shared([ann], kind="slack", place=place, conversation="C404")
        await chatting.carries()
        assert chatting.states() == [("failed", 0)]
        query = "SELECT state, reason FROM chat_channels WHERE tenant_id = %s"
        assert chatting.office.rows(query) == [("lost", "channel_not_found")]
        told = "SELECT person_id::text FROM notices WHERE kind = 'channel' AND tenant_id = %s"
        assert (admin.id,) in chatting.office.rows(told)

    async def test_another_one_is_chosen_for_one_that_was_deleted(
        self, chatting, shared, database, keyring, tenant
    ):
        place = await chatting.installs()
        ann, there = await chatting.person("Ann")
        workspace = chatting.standin.slack.workspace
        old = workspace.founds("old", there.person.id)
        own = await shared([ann], kind="slack", place=place, conversation=old.id)
        await chatting.carries()
        del workspace.channels[old.id]
        new = workspace.founds("new", there.person.id)
        chosen = Channel(
            name="#new",
            processes="*",
            language="en",
            kind="slack",
            place=place,
            conversation=new.id,
        )
        keys = await keyring.of(tenant)
        query = "SELECT approval_id::text FROM chat_messages WHERE tenant_id = %s"
        [(approval,)] = chatting.office.rows(query)
        async with database.tenant(tenant) as session:
            await chat_channels.put(session, keys, chosen, "s", own)
            await chat_messages.changed(session, approval, 2)
        await chatting.carries()
        query = "SELECT state FROM chat_channels WHERE tenant_id = %s"
        assert chatting.office.rows(query) == [("on",)]
        assert chatting.states() == [("gone", 1)]
        chatting.office.do("UPDATE chat_messages SET wants = 1 WHERE tenant_id = %s")
        async with database.tenant(tenant) as session:
            await chat_channels.put(session, keys, chosen, "s", own)
        await chatting.carries()
        assert [one.channel for one in workspace.messages][-1] == new.id

    async def test_by_an_address_without_an_app(self, chatting, shared):
        ann = await chatting.office.person("Ann")
        async with teams_standing_in() as teams:
            flow, address = teams.workflows.makes()
            await shared([ann], kind="workflows", webhook=address)
            await chatting.carries()
            [card] = flow.came
            assert "Laptop for Ada" in str(card["body"])
            assert chatting.states() == [("sent", 1)]
            flow.on = False
            await shared([ann], kind="workflows", webhook=address)
            await chatting.carries()
        # Both conversations are of the same flow, and show the approvals of every process.
        assert sorted(chatting.states()) == [("failed", 0), ("failed", 0), ("sent", 1)]

    async def test_goes_on_where_a_place_of_the_organisation_cant_be_opened(self, chatting, shared):
        own = await chatting.installs()
        ann, there = await chatting.person("Ann")
        await chatting.office.ask(ann)
        async with chatting.office.database.tenant(chatting.office.tenant) as session:
            await chats._change(session, own, tokens=b"-")
        async with teams_standing_in() as teams:
            flow, address = teams.workflows.makes()
            await shared([ann], kind="workflows", webhook=address)
            await chatting.carries()
            assert len(flow.came) > 0
        assert there.messages == []
        assert ("queued", 0) in chatting.states()


class TestAnswered:
    async def test_an_app_is_told_what_people_are_asked_for(self, chatting):
        await chatting.installs()
        ann, there = await chatting.person("Ann")
        bob = await chatting.office.person("Bob")
        votes = [
            {"who": {"id": ann.id}, "by": {"id": ann.id, "name": "Ann"}, "decision": "approve"}
        ]
        run = await chatting.office.run()
        asking = chatting.office.asking(ann, bob, told=[ann])
        await chatting.office.record(run, asking)
        await chatting.carries()
        second = chatting.office.asking(ann, bob, approval=asking.id, told=[], votes=votes)
        second.asked[0] = structs.replace(second.asked[0], state="voted")
        await chatting.office.record(run, second)
        await chatting.carries()
        assert texts(there)[0].startswith("You have answered already: Approve.")
