"""`baton chats`: what is listed, tried, added and taken away."""

from __future__ import annotations

PATH = "/api/v1/chats"
CHANNELS = f"{PATH}/channels"
PLACE = {
    "id": "pl1",
    "name": "Acme\x1b[31m",
    "state": "on",
    "reason": None,
    "missingScopes": [],
    "people": 3,
    "installed": True,
}
APP = {"kind": "slack", "ready": True, "missing": [], "places": [PLACE]}
ONE = {
    "id": "c1",
    "kind": "slack",
    "name": "#buying",
    "place": "pl1",
    "processes": "sales/*",
    "language": "en",
    "state": "lost",
    "reason": "is_archived",
}


class TestList:
    def test_apps_places_and_conversations(self, at_the_api, baton):
        teams = {**APP, "kind": "teams", "ready": False, "missing": ["team"]}
        teams["places"] = [{**PLACE, "installed": False}]
        at_the_api.answer("GET", PATH, {"slack": APP, "teams": teams})
        at_the_api.answer("GET", CHANNELS, {"items": [ONE], "most": 100})
        told = baton("chats", "list").stdout
        for one in ("ready", "missing: team", "3 known", "not installed", "lost", "is_archived"):
            assert one in told
        assert "\x1b" not in told

    def test_nothing(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"slack": None, "teams": None})
        at_the_api.answer("GET", CHANNELS, {"items": [], "most": 100})
        result = baton("chats", "list")
        assert result.stdout.count("not set up") == 2
        assert "baton chats add" in result.stderr

    def test_json(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"slack": APP, "teams": None})
        at_the_api.answer("GET", CHANNELS, {"items": [ONE], "most": 100})
        assert '"conversations"' in baton("chats", "list", "--json").stdout


class TestChannels:
    def test_a_line_each(self, at_the_api, baton):
        items = [
            {"conversation": "C1", "name": "#buying", "team": None},
            {"conversation": "https://t/19%3Aa", "name": None, "team": "Buying"},
        ]
        at_the_api.answer("GET", f"{PATH}/places/pl1/conversations", {"items": items})
        told = baton("chats", "channels", "pl1").stdout
        assert "C1" in told
        assert "General" in told

    def test_none(self, at_the_api, baton):
        at_the_api.answer("GET", f"{PATH}/places/pl1/conversations", {"items": []})
        assert "/invite" in baton("chats", "channels", "pl1").stderr


class TestTest:
    def test_me_or_a_conversation(self, at_the_api, baton):
        at_the_api.answer("POST", f"{PATH}/teams/test", {"sent": True, "name": "Acme"})
        at_the_api.answer("POST", f"{CHANNELS}/c1/test", {"sent": True, "name": "#buying"})
        assert baton("chats", "test", "teams").stdout.endswith("Acme.\n")
        assert baton("chats", "test", "c1").stdout.endswith("#buying.\n")

    def test_what_is_refused(self, at_the_api, baton):
        at_the_api.problem("POST", f"{PATH}/slack/test", 409, "Nobody there has your address.")
        result = baton("chats", "test", "slack")
        assert result.exit_code == 1
        assert "Nobody there" in result.stderr


class TestAdd:
    def test_a_channel(self, at_the_api, baton):
        at_the_api.answer("POST", CHANNELS, ONE, status=201)
        options = ("--in", "#buying", "--place", "pl1", "--process", "sales/*", "--language", "ar")
        assert baton("chats", "add", "slack", "#buying", *options).stdout == "c1: #buying\n"
        assert at_the_api.asked[0].json == {
            "kind": "slack",
            "name": "#buying",
            "conversation": "#buying",
            "place": "pl1",
            "processes": "sales/*",
            "language": "ar",
        }

    def test_the_address_of_a_workflow_is_read_and_never_told(self, at_the_api, baton):
        at_the_api.answer("POST", CHANNELS, {**ONE, "kind": "workflows"}, status=201)
        result = baton("chats", "add", "workflows", "Board", stdin="https://hush\n")
        assert at_the_api.asked[0].json["webhook"] == "https://hush"
        assert "hush" not in result.stdout + result.stderr


class TestRemove:
    def test_it_is_gone(self, at_the_api, baton):
        at_the_api.answer("DELETE", f"{CHANNELS}/c1", status=204, raw=b"")
        assert baton("chats", "remove", "c1").stdout == "c1: removed\n"
