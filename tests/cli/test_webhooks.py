from __future__ import annotations

PATH = "/api/v1/webhook-endpoints"
ONE = {
    "id": "01a1fcb7-1e60-4141-a364-a9f610b3d720",
    "url": "https://hooks.example/in",
    "description": "Tickets\x1b[31m",
    "types": ["approval.*"],
    "status": "failing",
    "waiting": 2,
    "dead": 1,
}
AT = f"{PATH}/{ONE['id']}"
SENT = {
    "id": "m1",
    "type": "approval.over",
    "state": "dead",
    "attempts": 11,
    "status": None,
    "trouble": "It can't be reached.",
    "createdAt": "2026-01-01T10:00:00Z",
}


class TestList:
    def test_a_line_each(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"items": [ONE]})
        result = baton("webhooks", "list")
        assert result.exit_code == 0
        assert "failing" in result.stdout
        assert "https://hooks.example/in" in result.stdout
        assert "\x1b" not in result.stdout

    def test_none(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"items": []})
        assert "baton webhooks add" in baton("webhooks", "list").stderr

    def test_json(self, at_the_api, baton):
        at_the_api.answer("GET", PATH, {"items": [ONE]})
        assert '"waiting"' in baton("webhooks", "list", "--json").stdout


class TestAdd:
    def test_the_secret_is_all_of_standard_output(self, at_the_api, baton):
        at_the_api.answer("POST", PATH, {**ONE, "secret": "whsec_x"}, status=201)
        options = ("--type", "approval.*", "--process", "sales/*", "--for", "Tickets")
        result = baton("webhooks", "add", ONE["url"], *options)
        assert result.stdout == "whsec_x\n"
        assert "whsec_x" not in result.stderr
        assert at_the_api.asked[0].json == {
            "url": ONE["url"],
            "description": "Tickets",
            "types": ["approval.*"],
            "processes": ["sales/*"],
        }

    def test_a_secret_that_was_lost(self, at_the_api, baton):
        at_the_api.answer("POST", PATH, {**ONE, "secret": None}, status=201)
        result = baton("webhooks", "add", ONE["url"], "--type", "*")
        assert result.exit_code == 1
        assert f"baton webhooks rotate {ONE['id']}" in result.stderr

    def test_for_nothing(self, baton):
        assert baton("webhooks", "add", ONE["url"]).exit_code == 2


class TestRotate:
    def test_the_secret_is_all_of_standard_output(self, at_the_api, baton):
        made = {"secret": "whsec_y", "oldSecretUntil": "2026-01-02T10:00:00Z"}
        at_the_api.answer("POST", f"{AT}/secret", made, status=201)
        result = baton("webhooks", "rotate", ONE["id"], "--grace", "1")
        assert result.stdout == "whsec_y\n"
        assert "2026-01-02" in result.stderr
        assert at_the_api.asked[0].json == {"graceHours": 1}


class TestTest:
    def test_it_arrives(self, at_the_api, baton):
        said = {"id": "m", "works": True, "status": 200, "answer": "ok\nfine", "trouble": None}
        at_the_api.answer("POST", f"{AT}/test", said)
        result = baton("webhooks", "test", ONE["id"])
        assert (result.exit_code, result.stdout) == (0, "200 ok fine\n")

    def test_it_does_not(self, at_the_api, baton):
        said = {"id": "m", "works": False, "status": None, "answer": "", "trouble": "Away."}
        at_the_api.answer("POST", f"{AT}/test", said)
        result = baton("webhooks", "test", ONE["id"])
        assert (result.exit_code, result.stdout) == (1, "")
        assert "Away." in result.stderr


class TestDeliveries:
    def test_a_line_each_over_pages(self, at_the_api, baton):
        at_the_api.answer("GET", f"{AT}/deliveries", {"items": [SENT], "next": "more"})
        at_the_api.answer("GET", f"{AT}/deliveries", {"items": [SENT], "next": None})
        result = baton("webhooks", "deliveries", ONE["id"], "--state", "dead")
        assert result.stdout.count("It can't be reached.") == 2
        assert at_the_api.asked[0].query["state"] == "dead"
        assert at_the_api.asked[1].query["cursor"] == "more"

    def test_none_and_json(self, at_the_api, baton):
        at_the_api.answer("GET", f"{AT}/deliveries", {"items": [], "next": None})
        assert "Nothing" in baton("webhooks", "deliveries", ONE["id"]).stderr
        at_the_api.answer("GET", f"{AT}/deliveries", {"items": [SENT], "next": None})
        assert '"attempts"' in baton("webhooks", "deliveries", ONE["id"], "--json").stdout


class TestAgain:
    def test_all_or_one(self, at_the_api, baton):
        at_the_api.answer("POST", f"{AT}/deliveries/again", {"count": 3})
        assert baton("webhooks", "again", ONE["id"]).stdout.endswith(" 3\n")
        at_the_api.answer("POST", f"{AT}/deliveries/m1/again", {"count": 1})
        assert baton("webhooks", "again", ONE["id"], "m1").stdout.endswith(" 1\n")

    def test_what_is_refused(self, at_the_api, baton):
        at_the_api.problem("POST", f"{AT}/deliveries/again", 409, "This endpoint is off.")
        result = baton("webhooks", "again", ONE["id"])
        assert result.exit_code == 1
        assert "off" in result.stderr


class TestRemove:
    def test_it_is_gone(self, at_the_api, baton):
        at_the_api.answer("DELETE", AT, status=204, raw=b"")
        assert baton("webhooks", "remove", ONE["id"]).stdout == f"{ONE['id']}: removed\n"
