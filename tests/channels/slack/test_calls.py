"""What functions ask of Slack, against a server as strict."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from channels.refusals import ScopeError
from channels.slack import bulletin
from channels.slack.bulletin import Bulletin
from channels.slack.calls import Calls
from tests.standins.slack.server import slack_standing_in

MESSAGE = bulletin.write(Bulletin(text="It **comes**"))
SINCE = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
async def slack():
    async with slack_standing_in() as made:
        yield made.slack


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
def calls(slack, session):
    return Calls.of(slack.installed().value, slack.base_url, session)


@pytest.fixture
def channel(slack):
    return slack.workspace.founds("purchases").id


class TestMessages:
    async def test_posted_linked_changed_and_found(self, calls, slack, channel):
        lies = await calls.post(channel, MESSAGE, "k1", None)
        assert (await calls.link(lies)).startswith("https://corp.slack.com/archives/")
        await calls.update(lies, bulletin.write(Bulletin(text="It came")))
        assert slack.workspace.messages[0].text == "It came"

    async def test_under_another(self, calls, slack, channel):
        first = await calls.post(channel, MESSAGE, "k1", None)
        await calls.post(channel, MESSAGE, "k2", first.ts)
        assert slack.workspace.messages[1].thread_ts == first.ts

    async def test_found_again_by_its_key(self, slack, session, channel):
        token = slack.installed(None, *slack.app.scopes, "channels:history").value
        calls = Calls.of(token, slack.base_url, session)
        lies = await calls.post(channel, MESSAGE, "k1", None)
        under = await calls.post(channel, MESSAGE, "k2", lies.ts)
        assert await calls.found(channel, "k1", None, SINCE) == lies
        assert await calls.found(channel, "k2", lies.ts, SINCE) == under
        assert await calls.found(channel, "k3", None, SINCE) is None

    async def test_without_the_scope_it_is_named(self, slack, session, channel):
        calls = Calls.of(slack.installed(None, "chat:write").value, slack.base_url, session)
        with pytest.raises(ScopeError) as raised:
            await calls.found(channel, "k1", None, SINCE)
        assert raised.value.needed == "channels:history"


class TestFiles:
    async def test_three_steps(self, calls, slack, channel):
        own = await calls.upload("a.txt", "ä".encode())
        assert not slack.workspace.messages
        [file] = await calls.share({own: "a.txt"}, channel, "Look", None)
        assert file.id == own
        assert file.permalink
        assert slack.workspace.files[own].content == "ä".encode()
        assert slack.workspace.messages[0].text == "Look"


class TestWho:
    async def test_people(self, calls, slack):
        ada = slack.workspace.hires("ada")
        found = await calls.account_of(ada.email)
        assert found is not None
        assert found.id == ada.id
        assert found.called
        assert await calls.account_of("nobody@corp.example") is None
        assert (await calls.conversation_with(ada.id)).startswith("D")

    async def test_channels_by_name(self, calls, slack, channel):
        found = await calls.channel_of("purchases")
        assert found is not None
        assert found.id == channel
        assert await calls.channel_of("nowhere") is None

    async def test_public_ones_alone_where_more_is_not_allowed(self, slack, session, channel):
        calls = Calls.of(slack.installed(None, "channels:read").value, slack.base_url, session)
        found = await calls.channel_of("purchases")
        assert found is not None
        assert found.id == channel
        none = Calls.of(slack.installed(None, "chat:write").value, slack.base_url, session)
        with pytest.raises(ScopeError):
            await none.channel_of("purchases")


class TestTokens:
    async def test_renewed(self, slack, session):
        _, refresh = slack.tokens.issue(
            slack.workspace.id, slack.workspace.bot_user, slack.app.scopes
        )
        assert refresh is not None
        calls = Calls.of("", slack.base_url, session)
        app = slack.app
        after = await calls.renewed(app.client_id, app.client_secret, refresh.value)
        assert after.access_token
        assert after.refresh_token != refresh.value
        assert after.expires_in > 0
