"""What an administrator's pages ask of Slack, against a server as strict."""

from __future__ import annotations

import aiohttp
import pytest

from channels.slack.setup import Setup
from channels.vendor import RefusedError
from tests.standins.slack.server import slack_standing_in


@pytest.fixture
async def slack():
    async with slack_standing_in() as made:
        yield made.slack


@pytest.fixture
async def web():
    async with aiohttp.ClientSession() as opened:
        yield opened


class TestSetup:
    async def test_whose_token_it_is(self, slack, web):
        bot, scopes = await Setup(slack.base_url, web, slack.installed().value).bot()
        assert (bot.team_id, bot.team) == (slack.workspace.id, slack.workspace.name)
        assert "chat:write" in scopes

    async def test_a_code_in_the_body_alone(self, slack, web):
        with pytest.raises(RefusedError, match="invalid_code") as caught:
            await Setup(slack.base_url, web).let_in(
                slack.app.client_id, slack.app.client_secret, "nothing", "http://localhost/x"
            )
        assert slack.app.client_secret not in str(caught.value)

    async def test_a_conversation_on_a_later_page(self, slack, web):
        for number in range(1_001):
            slack.workspace.founds(f"channel-{number}")
        setup = Setup(slack.base_url, web, slack.installed().value)
        found = await setup.conversation("#channel-1000")
        assert (found.name, found.is_member) == ("channel-1000", True)
        assert (await setup.conversation(found.id)).id == found.id
        with pytest.raises(RefusedError, match="channel_not_found"):
            await setup.conversation("#channel-1001")

    async def test_where_the_app_is(self, slack, web):
        for number in range(1_000):
            slack.workspace.founds(f"channel-{number}")
        slack.workspace.founds("not-there", bot=False)
        slack.workspace.founds("old").archived = True
        found = await Setup(slack.base_url, web, slack.installed().value).conversations()
        assert {one.name for one in found} == {f"channel-{number}" for number in range(1_000)}

    async def test_a_token_is_revoked(self, slack, web):
        setup = Setup(slack.base_url, web, slack.installed().value)
        await setup.revoke()
        with pytest.raises(RefusedError, match="token_revoked"):
            await setup.bot()
