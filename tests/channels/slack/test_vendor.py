"""Slack as the round that carries messages sees it, against a server as strict."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest

from channels.pace import Pace
from channels.said import Decision, Said
from channels.slack import vendor
from channels.slack.vendor import Slack
from channels.vendor import AwayError, Letter, LimitedError, Place, RefusedError
from store.chats import AppRow, PlaceRow, Secrets, Tokens
from tests.standins.slack.server import slack_standing_in

NOW = datetime.now(UTC)
SAID = Said(
    subject="Laptop",
    lead="Dora asks for your decision.",
    decisions=[Decision(name="approve", label="Approve", style="primary", comment="none")],
)
LETTER = Letter(said=SAID, token="t", language="en")
DECIDED = Letter(said=SAID, token="t", language="en", stands=("Ann has decided: Approve.",))


@pytest.fixture
async def slack():
    async with slack_standing_in() as made:
        yield made


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def ours(slack, session):
    return Slack(slack.slack.base_url, session)


@pytest.fixture
def place(slack):
    def make(bot=None, refresh=""):
        app = slack.slack.app
        row = PlaceRow(
            id="p1",
            app_id="a1",
            team=slack.slack.workspace.id,
            name="Corp",
            bot="B",
            scopes=[],
            tokens=b"",
            expires_at=None,
            state="on",
            reason=None,
            posts_rest=None,
            updates_rest=None,
            installed_at=NOW,
            installed_by="p",
        )
        own = AppRow(
            id="a1",
            tenant_id="t1",
            kind="slack",
            address="x",
            client_id=app.client_id,
            team=None,
            secrets=b"",
            calls_us=False,
            changed_at=NOW,
            changed_by="p",
        )
        secrets = Secrets(client=app.client_secret)
        tokens = Tokens(bot=bot or slack.slack.installed().value, refresh=refresh)
        return Place(own, secrets, row, tokens)

    return make


@pytest.fixture
def ada(slack):
    return slack.person(slack.slack.workspace.hires("ada"))


class TestPeople:
    async def test_only_an_address_that_slack_has_verified(self, ours, place, ada):
        assert await ours.account_of(place(), "ada@corp.example") == ada.person.id
        assert await ours.account_of(place(), "bob@corp.example") is None
        ada.person.confirmed = False
        assert await ours.account_of(place(), "ada@corp.example") is None

    async def test_nobody_of_another_organisation(self, ours, place, ada):
        ada.person.stranger = True
        assert await ours.account_of(place(), "ada@corp.example") is None

    async def test_who_has_left(self, ours, place, ada):
        ada.person.deleted = True
        with pytest.raises(RefusedError) as refused:
            await ours.conversation_with(place(), ada.person.id, None)
        assert refused.value.lost == "person"

    async def test_who_has_to_come_again_has_a_turn(self, slack, ours, place, ada, monkeypatch):
        monkeypatch.setattr(vendor, "LOOKS", vendor.Rate(1, 60.0))
        here = place()
        await ours.account_of(here, "ada@corp.example")
        waits = []
        for _ in range(2):
            with pytest.raises(LimitedError) as limited:
                await ours.account_of(here, "ada@corp.example")
            waits.append(round(limited.value.seconds / 60))
        assert waits == [1, 2]
        assert len(slack.slack.calls("users.lookupByEmail")) == 1


class TestMessages:
    async def test_posted_found_and_shown_anew(self, ours, place, ada):
        here = place()
        there = await ours.conversation_with(here, ada.person.id, None)
        first = await ours.post(here, there, LETTER, "d1", None)
        below = await ours.post(here, there, LETTER, "d2", first.posted)
        assert (below.thread, len(ada.messages)) == (first.posted, 2)
        assert ada.messages[1].broadcast
        assert await ours.found(here, there, "d1", NOW) == first
        assert await ours.found(here, there, "d2", NOW, first.posted) == below
        assert await ours.found(here, there, "d3", NOW) is None
        assert await ours.found(here, there, "d3", NOW, "1.000001") is None
        await ours.update(here, first, DECIDED)
        assert ada.messages[0].text.startswith("Ann has decided: Approve.")

    async def test_where_the_app_may_not_read_nobody_knows(self, slack, ours, place):
        open_ = slack.slack.workspace.founds("all")
        assert await ours.found(place(), open_.id, "d1", NOW) is None

    async def test_what_would_be_too_much_is_not_asked(self, slack, ours, place, ada, monkeypatch):
        monkeypatch.setattr(vendor, "UPDATES", vendor.Rate(1, 60.0))
        monkeypatch.setattr(vendor, "POSTS", vendor.Rate(1, 60.0))
        here = place()
        there = await ours.conversation_with(here, ada.person.id, None)
        posted = await ours.post(here, there, LETTER, "d1", None)
        await ours.update(here, posted, DECIDED)
        with pytest.raises(LimitedError):
            await ours.update(here, posted, DECIDED)
        with pytest.raises(LimitedError):
            await ours.post(here, there, LETTER, "d2", None)
        assert slack.slack.rates.refused == 0
        assert len(slack.slack.calls("chat.update")) == 1

    async def test_a_limit_that_slack_sees_first(self, slack, session, place, ada):
        fast = Slack(slack.slack.base_url, session, Pace(1_000_000.0))
        here = place()
        there = await fast.conversation_with(here, ada.person.id, None)
        posts = (fast.post(here, there, LETTER, f"d{number}", None) for number in range(5))
        with pytest.raises(LimitedError) as limited:
            await asyncio.gather(*posts)
        assert limited.value.seconds >= 1


class TestTokens:
    async def test_turned(self, slack, ours, place, ada):
        there = slack.slack.workspace
        token, refresh = slack.slack.tokens.issue(there.id, there.bot_user, slack.slack.app.scopes)
        here = place(token.value, refresh.value)
        slack.slack.clock.passes(13 * 3600)
        with pytest.raises(RefusedError) as refused:
            await ours.account_of(here, "ada@corp.example")
        assert refused.value.lost == "tokens"
        new = await ours.renewed(here)
        assert new.tokens.refresh not in ("", refresh.value)
        assert new.expires_at > NOW
        fresh = place(new.tokens.bot)
        assert await ours.account_of(fresh, "ada@corp.example") == ada.person.id
        with pytest.raises(RefusedError) as over:
            await ours.renewed(here)
        assert over.value.lost == "place"
        asked = slack.slack.calls("oauth.v2.access")
        assert all(refresh.value not in str(one.arguments) for one in asked)

    async def test_some_need_none(self, ours, place):
        assert await ours.renewed(place()) is None

    async def test_an_app_that_was_removed(self, slack, ours, place):
        here = place()
        slack.slack.tokens.ends(slack.slack.workspace.id)
        with pytest.raises(RefusedError) as refused:
            await ours.account_of(here, "ada@corp.example")
        assert refused.value.lost == "place"

    async def test_what_fails_there_is_not_known(self, slack, ours, place, ada):
        slack.slack.failing.append(503)
        with pytest.raises(AwayError):
            await ours.account_of(place(), "ada@corp.example")
