"""Slack as strict as it is, an app with its keys, and the app let into a workspace."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from channels.settings import ChatSettings
from tests.standins.slack.server import slack_standing_in

PATH = "/api/v1/chats"
SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
async def slack(services):
    async with slack_standing_in() as standin:
        standin.slack.workspace.hires("ann")
        services.chats = ChatSettings(slack_url=standin.slack.url)
        yield standin


@pytest.fixture
async def app_there(admin, slack):
    """An app of Slack with all its keys."""
    keys = {
        "clientId": slack.slack.app.client_id,
        "clientSecret": slack.slack.app.client_secret,
        "signingSecret": SIGNING,
    }
    made = await admin.put(f"{PATH}/slack", json=keys)
    assert made.status_code == 200, made.text
    slack.slack.app.redirects = [made.json()["urls"]["installed"]]
    return made.json()


@pytest.fixture
def walks(admin, slack):
    """Goes to Slack's page, and comes back to what is answered here: the address of it."""

    async def walk(client=None):
        begun = await (client or admin).post(f"{PATH}/slack/installation")
        assert begun.status_code == 200, begun.text
        url = begun.json()["url"]
        answer = await slack.delivery.http.get(url, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["location"])
        return f"{parts.path}?{parts.query}"

    return walk


@pytest.fixture
async def place(app_there, walks, stranger, admin):
    answer = await stranger.get(await walks())
    assert answer.status_code == 303, answer.text
    [one] = (await admin.get(PATH)).json()["slack"]["places"]
    return one


def told(answer):
    """What the page is told."""
    parts = urlsplit(answer.headers["location"])
    assert answer.status_code == 303
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/chats")
    return {name: values[0] for name, values in parse_qs(parts.query).items()}
