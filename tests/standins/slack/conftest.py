"""A workspace with two people and a channel, an app that listens, and the vendor's own client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.listening import Listener, listening
from tests.standins.slack.person import Acting
from tests.standins.slack.server import SlackStandIn, slack_standing_in
from tests.standins.slack.state import Slack
from tests.standins.slack.workspace import Channel, Workspace


@dataclass
class Office:
    standin: SlackStandIn
    app: Listener
    client: AsyncWebClient
    ada: Acting
    ben: Acting
    channel: Channel

    @property
    def slack(self) -> Slack:
        return self.standin.slack

    @property
    def there(self) -> Workspace:
        return self.slack.workspace

    def calling(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=self.slack.base_url)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with slack_standing_in() as standin, listening() as app:
        slack = standin.slack
        there = slack.workspace
        ada, ben = there.hires("ada"), there.hires("ben")
        channel = there.founds("purchases", ada.id)
        slack.app.speaks_to(app.url)
        client = AsyncWebClient(slack.installed().value, base_url=slack.base_url)
        yield Office(standin, app, client, standin.person(ada), standin.person(ben), channel)
