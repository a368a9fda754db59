"""The manifest of an app: with addresses, or with a socket; no scope without a reason."""

from __future__ import annotations

import json

from channels.slack import manifest

ADDRESS = "https://baton.example.org/chat/slack/abc"


class TestManifest:
    def test_slack_calls_us(self):
        made = manifest.write("Baton", ADDRESS, socket=False)
        settings = made["settings"]
        assert settings["event_subscriptions"]["request_url"] == f"{ADDRESS}/events"
        assert settings["interactivity"] == {
            "is_enabled": True,
            "request_url": f"{ADDRESS}/actions",
        }
        [command] = made["features"]["slash_commands"]
        assert command["url"] == f"{ADDRESS}/commands"
        assert made["oauth_config"]["redirect_urls"] == [f"{ADDRESS}/installed"]
        assert settings["token_rotation_enabled"] is True

    def test_we_call_slack(self):
        made = manifest.write("Baton", ADDRESS, socket=True)
        assert made["settings"]["socket_mode_enabled"] is True
        assert "request_url" not in json.dumps(made["settings"])
        assert "url" not in made["features"]["slash_commands"][0]

    def test_slack_sends_nobody_back_to_what_is_not_https(self):
        made = manifest.write("Baton", "http://localhost:8080/chat/slack/abc", socket=True)
        assert "redirect_urls" not in made["oauth_config"]
        assert made["settings"]["token_rotation_enabled"] is False

    def test_names_that_slack_takes(self):
        made = manifest.write("x" * 100, ADDRESS, socket=False)
        assert len(made["display_information"]["name"]) == manifest.LONGEST_NAME

    def test_every_scope_says_why(self):
        made = manifest.write("Baton", ADDRESS, socket=False)
        assert made["oauth_config"]["scopes"]["bot"] == [*manifest.SCOPES]
        assert all(why.endswith(".") for why in manifest.SCOPES.values())
