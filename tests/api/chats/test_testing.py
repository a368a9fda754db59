"""A test arrives, in the reader's language, or says what to do."""

from __future__ import annotations

import pytest

from activities.outside import Answered
from store import people
from tests.api.chats.conftest import PATH
from tests.api.chats.test_channels import CHANNELS, flow
from tests.standins.slack.refusals import TooManyError


@pytest.fixture
async def me(admin, slack, place, database, tenant):
    """The administrator has an account in the workspace."""
    async with database.tenant(tenant) as session:
        person = await people.get(session, admin.headers["X-Person"])
    return slack.person(slack.slack.workspace.hires("me", person.email))


class TestToMe:
    async def test_arrives_and_i_am_known_from_then_on(self, admin, me, place):
        answer = await admin.post(f"{PATH}/slack/test")
        assert answer.json() == {"sent": True, "name": place["name"]}, answer.text
        [message] = me.messages
        assert "This is a test from Baton." in message.text
        [there] = (await admin.get(PATH)).json()["slack"]["places"]
        assert there["people"] == 1

    async def test_in_my_language(self, admin, me, database, tenant):
        async with database.tenant(tenant) as session:
            await people.change(session, admin.headers["X-Person"], {"language": "ar"})
        await admin.post(f"{PATH}/slack/test")
        assert "رسالة تجريبية" in me.messages[0].text

    async def test_nobody_has_my_address(self, admin, place):
        answer = await admin.post(f"{PATH}/slack/test")
        assert (answer.status_code, answer.json()["type"]) == (
            409,
            "urn:baton:problem:nobody-there",
        )

    async def test_not_installed(self, admin, app_there):
        answer = await admin.post(f"{PATH}/slack/test")
        assert answer.json()["type"] == "urn:baton:problem:no-chat-place"

    async def test_not_set_up(self, admin):
        assert (await admin.post(f"{PATH}/teams/test")).status_code == 404
        await admin.put(f"{PATH}/teams", json={})
        answer = await admin.post(f"{PATH}/teams/test")
        assert answer.json()["type"] == "urn:baton:problem:chat-not-ready"

    async def test_a_scope_is_missing(self, admin, me, slack):
        for token in slack.slack.tokens.tokens.values():
            token.scopes = ("chat:write",)
        answer = await admin.post(f"{PATH}/slack/test")
        assert answer.json()["type"] == "urn:baton:problem:scope-missing", answer.text

    async def test_too_much_at_once(self, admin, me, slack):
        slack.slack.failing.append(TooManyError(7))
        answer = await admin.post(f"{PATH}/slack/test")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")

    async def test_slack_is_away(self, admin, me, slack):
        slack.slack.failing.append(503)
        answer = await admin.post(f"{PATH}/slack/test")
        assert (answer.status_code, bool(answer.json()["remedy"])) == (502, True)

    async def test_removed_there(self, admin, me, slack):
        slack.slack.tokens.ends(slack.slack.workspace.id)
        answer = await admin.post(f"{PATH}/slack/test")
        assert answer.json()["type"] == "urn:baton:problem:chat-place-lost", answer.text


class TestConversations:
    async def test_of_slack(self, admin, place, slack):
        channel = slack.slack.workspace.founds("buying")
        body = {"kind": "slack", "name": "Buying", "conversation": "#buying"}
        own = (await admin.post(CHANNELS, json=body)).json()["id"]
        answer = await admin.post(f"{CHANNELS}/{own}/test")
        assert answer.json() == {"sent": True, "name": "Buying"}, answer.text
        assert [one.channel for one in slack.slack.workspace.messages] == [channel.id]

    @pytest.mark.parametrize(
        ("status", "answered"), [(202, 200), (429, 429), (404, 409), (500, 502)]
    )
    async def test_of_workflows(self, admin, services, status, answered):
        came: list[str] = []

        class Receiver:
            async def post(self, uri, headers, body):
                came.append(f"{uri} {body.decode()}")
                return Answered(status, "", "")

        services.outside = Receiver()
        own = (await admin.post(CHANNELS, json=flow())).json()["id"]
        answer = await admin.post(f"{CHANNELS}/{own}/test")
        assert answer.status_code == answered, answer.text
        assert "AdaptiveCard" in came[-1]
        assert "hush" not in answer.text
