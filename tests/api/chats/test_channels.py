"""Conversations of many: looked for at Slack, or an address of Power Automate that stays secret."""

from __future__ import annotations

import pytest

from tests.api.chats.conftest import PATH

CHANNELS = f"{PATH}/channels"
FLOW = "https://prod-1.westeurope.logic.azure.com:443/workflows/1/triggers/manual?sig=hush"
NEWER = "https://1.2.environment.api.powerplatform.com/powerautomate/automations/direct?sig=hush"


def flow(**more):
    return {"kind": "workflows", "name": "Buying", "webhook": FLOW, **more}


@pytest.fixture
def said(slack):
    """A conversation of Slack, and what is asked for it."""

    def make(wanted=None, **more):
        channel = slack.slack.workspace.founds("buying", **more)
        return channel, {
            "kind": "slack",
            "name": "Buying",
            "conversation": wanted or "#buying",
            "processes": "sales/*",
        }

    return make


class TestSlack:
    async def test_by_its_name_or_its_id(self, admin, place, said):
        channel, body = said()
        for wanted in ("#Buying", "buying", channel.id):
            made = await admin.post(CHANNELS, json={**body, "conversation": wanted})
            assert made.status_code == 201, made.text
            assert made.json()["conversation"] == channel.id
            assert made.json()["place"] == place["id"]
        assert len((await admin.get(CHANNELS)).json()["items"]) == 3

    async def test_the_app_must_be_in_it(self, admin, place, said):
        _, body = said(bot=False)
        answer = await admin.post(CHANNELS, json=body)
        assert answer.status_code == 409
        assert "/invite" in answer.json()["remedy"]

    @pytest.mark.parametrize("wanted", ["#other", "C0000000", "<!channel>", "ü" * 200])
    async def test_there_is_none(self, admin, place, said, wanted):
        answer = await admin.post(CHANNELS, json=said(wanted)[1])
        assert answer.json()["type"] == "urn:baton:problem:conversation-unknown", answer.text

    async def test_slack_is_away(self, admin, place, said, slack):
        _, body = said()
        slack.slack.failing.append(500)
        assert (await admin.post(CHANNELS, json=body)).status_code == 502
        assert (await admin.get(CHANNELS)).json()["items"] == []

    async def test_it_is_installed_nowhere(self, admin, app_there, said):
        answer = await admin.post(CHANNELS, json=said()[1])
        assert answer.json()["type"] == "urn:baton:problem:no-chat-place"


class TestWorkflows:
    @pytest.mark.parametrize("address", [FLOW, NEWER])
    async def test_its_address_is_never_answered(self, admin, address):
        made = await admin.post(CHANNELS, json=flow(webhook=address))
        assert made.status_code == 201, made.text
        changed = await admin.put(
            f"{CHANNELS}/{made.json()['id']}",
            json={"kind": "workflows", "name": "Other", "language": "ar", "processes": "a/b"},
        )
        assert changed.status_code == 200, changed.text
        listed = await admin.get(CHANNELS)
        trail = await admin.get("/api/v1/audit")
        assert listed.json()["items"] == [changed.json()]
        assert changed.json()["webhookHost"] in address
        assert "hush" not in made.text + changed.text + listed.text + trail.text

    @pytest.mark.parametrize(
        "address",
        [
            "http://prod-1.westeurope.logic.azure.com/x",
            "https://logic.azure.com.evil.example/x",
            "https://evil-logic.azure.com/x",
            "https://logic.azure.com/x",
            "https://a@prod-1.westeurope.logic.azure.com/x",
            "https://prod-1.westeurope.logic.azure.com:8443/x",
            "https://127.0.0.1/x",
            "https://prod-1.logic.azure.com/ü",
            "https://[",
            "",
            "x" * 2_001,
        ],
        ids=range(11),
    )
    async def test_others_are_refused(self, admin, address):
        answer = await admin.post(CHANNELS, json=flow(webhook=address))
        assert answer.status_code == 422, answer.text

    async def test_once_by_its_key(self, admin):
        key = {"Idempotency-Key": "one"}
        first = await admin.post(CHANNELS, json=flow(), headers=key)
        again = await admin.post(CHANNELS, json=flow(), headers=key)
        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"


class TestHostile:
    @pytest.mark.parametrize(
        "more",
        [
            {"kind": "discord"},
            {"name": ""},
            {"name": "a\nb\x00"},
            {"language": "de"},
            {"processes": "*/x"},
            {"processes": "a/b/c"},
            {"processes": "a/b*"},
            {"processes": ""},
            {"place": "x"},
            {"conversation": "C1"},
            {"webhook": None},
            {"webhook": 5},
            {"surprise": 1},
        ],
        ids=str,
    )
    async def test_is_refused(self, admin, more):
        assert (await admin.post(CHANNELS, json=flow(**more))).status_code == 422

    async def test_another_tenants(self, admin, somebody, other_tenant):
        made = (await admin.post(CHANNELS, json=flow())).json()
        theirs = await somebody(other_tenant, "admin")
        own = f"{CHANNELS}/{made['id']}"
        assert (await theirs.get(CHANNELS)).json()["items"] == []
        assert (await theirs.put(own, json=flow())).status_code == 404
        assert (await theirs.delete(own)).status_code == 404
        assert (await theirs.post(f"{own}/test")).status_code == 404
        assert (await admin.delete(own)).status_code == 204

    async def test_a_place_of_another_tenant(self, somebody, other_tenant, place, said):
        theirs = await somebody(other_tenant, "admin")
        answer = await theirs.post(CHANNELS, json={**said()[1], "place": place["id"]})
        assert answer.status_code == 422
