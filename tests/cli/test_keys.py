from __future__ import annotations

PATH = "/api/v1/keys"
KEY = {
    "id": "01a1fcb7-1e60-4141-a364-a9f610b3d720",
    "name": "ci",
    "prefix": "bat_abcdef",
    "person": {"id": "p", "name": "Ada", "kind": "person"},
    "scopes": ["runs:*"],
    "expired": False,
    "expiresAt": "2027-01-01T00:00:00Z",
    "lastUsedAt": None,
}


class TestList:
    def test_a_line_each(self, at_the_api, baton):
        over = {**KEY, "name": "old\x1b[31m", "expired": True}
        at_the_api.answer("GET", PATH, {"items": [KEY, over], "next": None})
        result = baton("keys", "list", "--of", "everyone")
        assert result.exit_code == 0
        assert at_the_api.asked[0].query["of"] == "everyone"
        lines = result.stdout.splitlines()
        assert "bat_abcdef…" in lines[1]
        assert "2027-01-01" in lines[1]
        assert "over" in lines[2]
        assert "\x1b" not in result.stdout

    def test_none(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"items": [], "next": None})
        result = baton("keys", "list")
        assert result.stdout == ""
        assert "no keys" in result.stderr

    def test_json_over_pages(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"items": [KEY], "next": "more"})
        at_the_api.answer("GET", PATH, {"items": [KEY], "next": None})
        result = baton("keys", "list", "--json")
        assert result.stdout.count('"prefix"') == 2
        assert at_the_api.asked[1].query["cursor"] == "more"


class TestCreate:
    def test_the_key_is_all_of_standard_output(self, at_the_api, baton):
        at_the_api.answer("POST", PATH, {**KEY, "key": "bat_secret"}, status=201)
        result = baton("keys", "create", "ci", "--scope", "runs:*", "--network", "192.0.2.0/24")
        assert result.stdout == "bat_secret\n"
        assert "bat_secret" not in result.stderr
        assert at_the_api.asked[0].json == {
            "name": "ci",
            "scopes": ["runs:*"],
            "days": 90,
            "networks": ["192.0.2.0/24"],
            "account": None,
        }

    def test_without_end(self, at_the_api, baton):
        at_the_api.answer("POST", PATH, {**KEY, "key": "bat_secret"}, status=201)
        baton("keys", "create", "ci", "--scope", "*", "--days", "0", "--account", "id")
        assert at_the_api.asked[0].json["days"] is None

    def test_scopes_are_asked_for(self, baton):
        assert baton("keys", "create", "ci").exit_code == 2

    def test_a_refusal(self, at_the_api, baton):
        at_the_api.problem("POST", PATH, 403, "The key would give more than you have.")
        result = baton("keys", "create", "ci", "--scope", "*")
        assert result.exit_code == 1
        assert "more than you have" in result.stderr


class TestRotate:
    def test_the_successor(self, at_the_api, baton):
        at_the_api.answer("POST", f"{PATH}/k/rotate", {**KEY, "key": "bat_new"}, status=201)
        result = baton("keys", "rotate", "k", "--overlap", "2")
        assert result.stdout == "bat_new\n"
        assert at_the_api.asked[0].json == {"overlapHours": 2}


class TestRevoke:
    def test_it_says_so(self, at_the_api, baton):
        at_the_api.answer("DELETE", f"{PATH}/k", status=204, raw=b"")
        assert baton("keys", "revoke", "k").stdout == "k: revoked\n"
