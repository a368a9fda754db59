"""What is said to the bot, and where the app comes and goes."""

from __future__ import annotations

from store import chat_channels, chat_conversations, chats
from store.chat_channels import Channel
from tests.api.approvals.conftest import person


def wants(client) -> str:
    return f"{{ subject: Laptop, body: 'It is **needed**.', approvers: [{person(client)}] }}"


class TestWords:
    async def test_what_waits(self, office, ann, asks, dora):
        acting = await office.comes(ann)
        nothing = await office.says(acting, "My approvals!")
        assert nothing.card is not None
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        assert approval in str((await office.says(acting, "inbox")).card)

    async def test_anything_else_is_helped(self, office, ann):
        acting = await office.comes(ann)
        assert "my approvals" in str((await office.says(acting, "what can you do?")).card)

    async def test_in_a_team_the_answer_is_theirs_alone(self, office, ann, bob, asks, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        channel = office.teams.tenant.founds(acting.person)
        await acting.say("my approvals", channel)
        await office.settles()
        there = office.teams.tenant.said(channel)
        assert [one.text for one in there] == ["I have answered in our own chat."]
        own = office.teams.tenant.said(acting.personal)
        assert approval in str(own[-1].card)

    async def test_started_by_its_form_once(self, office, ann, hello, stage):
        acting = await office.comes(ann)
        offered = await office.says(acting, "start")
        assert "tests/hello" in str(offered.card)
        form = await office.says(acting, "start hello")
        sent = await acting.click(form, "begin")
        assert "has begun" in str(acting.sees(form))
        again = await office.teams.delivery.replays(sent)
        assert again.json["value"] == sent.json["value"]
        assert len(set(stage.delivered)) == 1

    async def test_a_process_that_is_not_there(self, office, ann):
        acting = await office.comes(ann)
        assert "no process" in str((await office.says(acting, "start dancing")).card)

    async def test_the_same_words_sent_twice(self, office, ann):
        acting = await office.comes(ann)
        sent = await acting.say("help")
        await office.settles()
        before = len(acting.messages)
        assert (await office.teams.delivery.replays(sent)).status == 200
        await office.settles()
        assert len(acting.messages) == before

    async def test_teams_takes_no_reply(self, office, ann):
        acting = await office.comes(ann)
        office.teams.connector.failing = [429]
        assert (await acting.say("help")).status == 200
        await office.settles()


class TestPlaces:
    async def test_a_team_lets_it_in_and_sends_it_away(self, office, ann, admin):
        acting = await office.comes(ann)
        channel = office.teams.tenant.founds(acting.person)
        await acting.installs(channel)
        database, keys = office.services.database, await office.services.keyring.of(office.tenant)
        async with database.tenant(office.tenant) as session:
            app = await chats.app(session, "teams")
            place = await chats.place(session, app.id, office.teams.tenant.id)
            [found] = await chat_conversations.every(session, place.id)
            shown = Channel(
                kind="teams",
                name="Leave",
                processes="*",
                language="en",
                place=place.id,
                conversation=found.conversation,
            )
            own = await chat_channels.put(session, keys, shown, "s")
        assert channel.id.partition(":")[2].partition("@")[0] in found.conversation
        await acting.deletes(channel)
        async with database.tenant(office.tenant) as session:
            assert await chat_conversations.every(session, place.id) == []
            assert (await chat_channels.get(session, own)).state == "lost"
