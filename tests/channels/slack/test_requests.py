"""What Slack sends is read; what is not of its shape is refused, what is of no use is let be."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from channels.slack import requests
from channels.slack.requests import (
    Challenge,
    Closed,
    Pressed,
    Submitted,
    Told,
    UnreadableError,
    callback,
    command,
    interaction,
    team_of,
)


def form(payload):
    return urlencode({"payload": json.dumps(payload)}).encode()


class TestInteraction:
    def test_a_button(self):
        found = interaction(
            form(
                {
                    "type": "block_actions",
                    "user": {"id": "U1", "team_id": "T9", "name": "ann"},
                    "team": {"id": "T1", "domain": "corp"},
                    "trigger_id": "1.2",
                    "actions": [{"action_id": "decide/approve", "value": "v", "type": "button"}],
                    "api_app_id": "A1",
                }
            )
        )
        assert isinstance(found, Pressed)
        assert (found.user.id, team_of(found), found.actions[0].value) == ("U1", "T1", "v")

    def test_a_modal_sent_off_by_somebody_of_several_workspaces(self):
        view = {"id": "V1", "callback_id": "decide", "state": {"values": {}}}
        found = interaction(
            form({"type": "view_submission", "user": {"id": "U1", "team_id": "T9"}, "view": view})
        )
        assert isinstance(found, Submitted)
        assert team_of(found) == "T9"
        assert found.view.state == {"values": {}}

    def test_one_that_was_closed(self):
        assert isinstance(interaction(form({"type": "view_closed", "user": {"id": "U"}})), Closed)

    def test_what_nothing_here_makes(self):
        assert interaction(form({"type": "message_action", "user": 7})) is None

    @pytest.mark.parametrize(
        "body",
        [
            *(b"", b"payload=", b"payload={", b"payload=[]", b"\xff", b"payload=%ff"),
            *(b"payload={}&payload={}", b"a=1&" * 200, form({"type": 7})),
            form({"type": "block_actions"}),
            form({"type": "block_actions", "user": {"id": 7}}),
            form({"type": "view_submission", "user": {"id": "U"}}),
            form({"type": "block_actions", "user": {"id": "U"}, "actions": {}}),
        ],
        ids=range(13),
    )
    def test_what_slack_never_sends(self, body):
        with pytest.raises(UnreadableError):
            interaction(body)


class TestCallback:
    def test_an_event(self):
        event = {"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"}
        told = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": event}
        found = callback(json.dumps(told).encode())
        assert isinstance(found, Told)
        assert (found.event.user, found.event.tab) == ("U1", "home")

    def test_tokens_that_hold_no_more(self):
        event = {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}
        told = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": event}
        found = callback(json.dumps(told).encode())
        assert isinstance(found, Told)
        assert found.event.tokens == {"bot": ["U1"]}

    def test_whether_the_address_is_ours(self):
        found = callback(b'{"type":"url_verification","challenge":"c","token":"t"}')
        assert found == Challenge("c")

    def test_what_nothing_here_waits_for(self):
        assert callback(b'{"type":"other"}') is None

    @pytest.mark.parametrize("body", [b"", b"7", b"{", b'{"type":"event_callback"}', b"\xff"])
    def test_what_slack_never_sends(self, body):
        with pytest.raises(UnreadableError):
            callback(body)


class TestCommand:
    def test_what_was_typed(self):
        sent = {"team_id": "T", "user_id": "U", "command": "/baton", "text": "buy ☃", "x": "y"}
        found = command(urlencode(sent).encode())
        assert (found.team_id, found.user_id, found.text) == ("T", "U", "buy ☃")

    @pytest.mark.parametrize("body", [b"", b"team_id=T", b"\xff", b"a=1&" * 200])
    def test_what_slack_never_sends(self, body):
        with pytest.raises(UnreadableError):
            command(body)


def test_as_large_as_a_request_may_be():
    assert requests.MOST_BYTES == 1_000_000
