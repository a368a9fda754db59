"""What Teams sends, read: only what is used, and nothing that is not of its shape."""

from __future__ import annotations

import json

import pytest

from channels.teams import requests
from channels.teams.requests import MOST_BYTES, Place, Pressed, UnreadableError

BASE = {
    "type": "message",
    "id": "f:1",
    "channelId": "msteams",
    "serviceUrl": "https://smba.trafficmanager.net/emea/",
    "from": {"id": "29:1", "name": "Ada", "aadObjectId": "o"},
    "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
    "channelData": {"tenant": {"id": "t"}, "whatever": 1},
    "somethingNew": {"x": 1},
}


def read(**more):
    return requests.activity(json.dumps({**BASE, **more}).encode())


def test_what_is_used():
    found = read(text="help")
    assert (found.sender.aad_object_id, found.conversation.tenant_id) == ("o", "t")
    assert found.tenants == {"t"}
    assert found.is_personal
    assert found.place is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"type": "message"}',
        b"[" * 100_000,
        json.dumps({**BASE, "id": "x" * 600}).encode(),
        json.dumps({**BASE, "from": {"id": ""}}).encode(),
        json.dumps({**BASE, "serviceUrl": "https://x\r\nHost: y"}).encode(),
        json.dumps({**BASE, "text": "x" * MOST_BYTES}).encode(),
    ],
    ids=["nothing", "list", "cut", "bytes", "few", "deep", "long", "nobody", "lines", "large"],
)
def test_what_is_not_of_the_shape(body):
    with pytest.raises(UnreadableError):
        requests.activity(body)


def test_words_without_the_name_of_the_bot():
    assert read(text="<at>Baton</at> my&nbsp;approvals\n").said == "my approvals"
    assert read(text='<at id="0">Ba\nton</at>help').said == "help"
    assert len(read(text="x" * 5_000).said) == 1_000
    assert read().said == ""


def test_two_tenants_are_two():
    assert read(channelData={"tenant": {"id": "u"}}).tenants == {"t", "u"}
    assert read(channelData=None, conversation={"id": "a:1"}).tenants == set()


def test_a_conversation_without_a_kind_is_not_personal():
    assert not read(conversation={"id": "a:1"}).is_personal


class TestPressed:
    def test_by_a_card(self):
        value = {
            "action": {"type": "Action.Execute", "verb": "decide", "data": {"token": "t"}},
            "trigger": "automatic",
        }
        found = requests.pressed(read(type="invoke", name="adaptiveCard/action", value=value))
        assert found == Pressed("decide", {"token": "t"}, by_itself=True)

    def test_by_an_old_client(self):
        found = requests.pressed(read(value={"verb": "decide", "token": "t", "comment": "c"}))
        assert found == Pressed("decide", {"token": "t", "comment": "c"})

    @pytest.mark.parametrize(
        "more",
        [
            {"type": "invoke", "name": "task/fetch", "value": {"action": {"verb": "x"}}},
            {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {}}},
            {"type": "invoke", "name": "adaptiveCard/action", "value": "x"},
            {"value": {"x": 1}},
            {"text": "decide"},
        ],
        ids=["task", "no-verb", "text", "value", "words"],
    )
    def test_nothing_of_ours(self, more):
        assert requests.pressed(read(**more)) is None


class TestPlace:
    def test_a_channel(self):
        found = read(
            conversation={"id": "19:c@thread.tacv2;messageid=1", "conversationType": "channel"},
            channelData={
                "team": {"id": "19:t@thread.tacv2", "name": "Sales"},
                "channel": {"id": "19:c@thread.tacv2", "name": "Leave"},
            },
        )
        assert found.place == Place("19:c@thread.tacv2", "Sales / Leave", "19:t@thread.tacv2")

    def test_where_it_was_let_in(self):
        found = read(
            type="installationUpdate",
            action="add-upgrade",
            conversation={"id": "19:t@thread.tacv2", "conversationType": "channel"},
            channelData={
                "team": {"id": "19:t@thread.tacv2", "name": "Sales"},
                "settings": {"selectedChannel": {"id": "19:c@thread.tacv2"}},
            },
        )
        assert found.place == Place("19:c@thread.tacv2", "Sales", "19:t@thread.tacv2")
        assert found.added_us
        assert not found.removed_us

    def test_a_group(self):
        place = {"id": "19:g@thread.v2", "conversationType": "groupChat", "name": "Lunch"}
        assert read(conversation=place).place == Place("19:g@thread.v2", "Lunch", None)

    def test_the_bot_is_let_in_and_sent_away(self):
        assert read(type="conversationUpdate", membersAdded=[{"id": "28:x"}]).added_us
        assert read(type="conversationUpdate", membersRemoved=[{"id": "28:x"}]).removed_us
        assert not read(type="conversationUpdate", membersAdded=[{"id": "29:x"}]).added_us
        assert read(channelData={"eventType": "channelDeleted"}).happened == "channelDeleted"
