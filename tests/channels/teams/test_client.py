"""What is asked of Teams, against a server as strict: each answer read, each refusal told apart."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from channels.teams.client import FOREIGN, Connector
from channels.teams.login import Login, Session
from channels.teams.where import Where
from channels.vendor import AwayError, LimitedError, RefusedError
from tests.standins.teams.examples import CARDS

CARD = {
    "type": "message",
    "attachments": [
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARDS["facts"]}
    ],
}


async def lost(call) -> tuple[str, str | None]:
    with pytest.raises(RefusedError) as refused:
        await call
    return refused.value.code, refused.value.lost


class TestMessages:
    async def test_posted_and_shown_anew(self, office):
        at = office.at(office.ada.personal)
        posted = await office.connector.post(office.client, at, CARD)
        [seen] = office.ada.messages
        assert seen.id == posted
        changed = {"type": "message", "text": "Over"}
        await office.connector.update(office.client, at, posted, changed)
        assert seen.text == "Over"

    async def test_in_a_thread(self, office):
        at = office.at(office.channel)
        first = await office.connector.post(office.client, at, CARD)
        await office.connector.post(office.client, at.under(first), CARD)
        assert office.ada.messages[-1].conversation == f"{office.channel.id};messageid={first}"

    async def test_a_conversation_is_begun(self, office):
        service = office.teams.service_url.rstrip("/")
        begun = await office.connector.begin(office.client, service, office.ada.person.id)
        assert begun == office.at(office.ada.personal)
        code, what = await lost(office.connector.begin(office.client, service, "29:nobody"))
        assert (code, what) == ("ForbiddenOperationException", "person")

    async def test_the_token_is_for_teams_alone(self, office):
        async def to(service):
            at = Where(service, "a:1")
            return await lost(office.connector.post(office.client, at, CARD))

        for service in ("https://evil.example", "http://smba.trafficmanager.net/emea"):
            assert await to(service) == (FOREIGN, "conversation")
        assert office.teams.login.issued == {}


class TestMembers:
    async def test_one(self, office):
        at = office.at(office.ada.personal)
        found = await office.connector.member(office.client, at, office.ada.person.id)
        assert (found.email, found.tenant_id) == ("ada@corp.example", office.client.tenant)
        assert await office.connector.member(office.client, at, "29:nobody") is None

    async def test_all_page_by_page(self, office):
        people = [office.teams.tenant.hires(f"P{n} X") for n in range(1_100)]
        office.channel.members += [one.id for one in people]
        at = office.at(office.channel)
        found = [one.id async for one in office.connector.members(office.client, at)]
        assert found == office.channel.members
        assert len(office.teams.connector.asked) == 3


class TestTeams:
    async def test_its_name_and_its_channels(self, office):
        general = office.teams.tenant.team("Buying", office.ada.person, channels=["Materials"])
        service = office.teams.service_url.rstrip("/")
        named = await office.connector.team(office.client, service, general.id)
        assert named.name == "Buying"
        found = await office.connector.channels(office.client, service, general.id)
        assert [one.name for one in found] == [None, "Materials"]
        general.bot_is_in = False
        code, what = await lost(office.connector.channels(office.client, service, general.id))
        assert (code, what) == ("BotNotInConversationRoster", "conversation")


class TestRefusals:
    async def test_too_much_at_once(self, office):
        at = office.at(office.ada.personal)
        posts = (office.connector.post(office.client, at, CARD) for _ in range(10))
        with pytest.raises(LimitedError) as limited:
            await asyncio.gather(*posts)
        assert limited.value.seconds >= 1

    @pytest.mark.parametrize("status", [429, 412])
    async def test_a_moment_later(self, office, status):
        office.teams.connector.failing = [status]
        with pytest.raises(LimitedError):
            await office.connector.post(office.client, office.at(office.channel), CARD)

    @pytest.mark.parametrize("status", [502, 504])
    async def test_nobody_knows(self, office, status):
        office.teams.connector.failing = [status]
        with pytest.raises(AwayError):
            await office.connector.post(office.client, office.at(office.channel), CARD)

    async def test_nobody_there(self, office):
        nowhere = Where("http://127.0.0.1:9/teams", "a:1")
        with pytest.raises(AwayError):
            await office.connector.post(office.client, nowhere, CARD)

    async def test_what_is_lost(self, office):
        post, update = office.connector.post, office.connector.update
        own, channel = office.ada.personal, office.channel
        at, there = office.at(own), office.at(channel)
        gone = update(office.client, there, "1", CARD)
        assert await lost(gone) == ("ActivityNotFoundInConversation", "message")
        own.blocked = True
        assert (await lost(post(office.client, at, CARD)))[1] == "person"
        channel.bot_is_in = False
        assert (await lost(post(office.client, there, CARD)))[1] == "conversation"
        channel.deleted = True
        assert await lost(post(office.client, there, CARD)) == (
            "ConversationNotFound",
            "conversation",
        )

    async def test_the_app_is_not_let_in_any_more(self, office):
        at = office.at(office.ada.personal)
        office.teams.connector.disabled = True
        assert await lost(office.connector.post(office.client, at, CARD)) == (
            "BotDisabledByAdmin",
            "place",
        )
        office.teams.connector.registered = False
        assert (await lost(office.connector.post(office.client, at, CARD)))[1] == "place"

    async def test_a_token_that_is_over_is_asked_for_anew(self, office):
        at = office.at(office.ada.personal)
        await office.connector.post(office.client, at, CARD)
        office.teams.login.issued.clear()
        await office.connector.post(office.client, at, CARD)
        assert len(office.ada.messages) == 2

    async def test_what_teams_does_not_take(self, office):
        at = office.at(office.ada.personal)
        bad = office.connector.post(office.client, at, {"type": "message"})
        assert await lost(bad) == ("BadArgument", None)
        large = {"type": "message", "text": "ض" * 60_000}
        assert await lost(office.connector.post(office.client, at, large)) == (
            "MessageSizeTooBig",
            None,
        )

    async def test_keys_that_are_not_good(self, office):
        connector = Connector(Login(Session(office.teams.url)), frozenset({"127.0.0.1"}))
        bad = replace(office.client, secret="x")
        call = connector.post(bad, office.at(office.ada.personal), CARD)
        assert await lost(call) == ("invalid_client", "place")
        await connector.close()
