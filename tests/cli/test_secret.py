from __future__ import annotations

import pytest

PATH = "/api/v1/secrets/shop-key"
LISTED = {
    "name": "shop-key",
    "version": 2,
    "processes": ["sales/*"],
    "hosts": [],
    "updatedAt": "2026-01-01T10:00:00Z",
    "updatedBy": "p1",
    "updatedByName": "Ada",
    "boundAt": None,
    "boundBy": None,
    "boundByName": None,
}


class TestPut:
    def test_the_value_comes_from_standard_input(self, at_the_api, baton):
        at_the_api.answer("PUT", PATH, status=201, raw=b"")
        options = ("--process", "sales/*", "--process", "hr/x", "--host", "shop.example.com")
        result = baton("secret", "put", "shop-key", *options, stdin="s3cret\n")
        assert result.exit_code == 0
        assert result.stdout == "shop-key: created\n"
        assert result.stderr == ""
        assert at_the_api.asked[0].json == {
            "value": "s3cret",
            "processes": ["sales/*", "hr/x"],
            "hosts": ["shop.example.com"],
        }

    def test_it_says_that_nobody_may_use_a_new_one_yet(self, at_the_api, baton):
        at_the_api.answer("PUT", PATH, status=201, raw=b"")
        result = baton("secret", "put", "shop-key", "--as-json", stdin='{"a": 1}')
        assert "baton secret grant shop-key" in result.stderr
        assert at_the_api.asked[0].json == {"value": {"a": 1}}

    def test_another_value_leaves_whom_it_is_for(self, at_the_api, baton):
        at_the_api.answer("PUT", PATH, status=204, raw=b"")
        result = baton("secret", "put", "shop-key", stdin="s3cret")
        assert (result.stdout, result.stderr) == ("shop-key: replaced\n", "")
        assert at_the_api.asked[0].json == {"value": "s3cret"}

    def test_the_value_is_never_an_argument(self, baton):
        assert baton("secret", "put", "shop-key", "s3cret").exit_code == 2

    def test_a_refusal_does_not_tell_it(self, at_the_api, baton):
        at_the_api.problem("PUT", PATH, 403, "You may not.")
        result = baton("secret", "put", "shop-key", stdin="s3cret")
        assert result.exit_code == 1
        assert "s3cret" not in result.output


class TestList:
    def test_says_whom_each_is_for(self, at_the_api, baton):
        at_the_api.answer("GET", "/api/v1/secrets", {"items": [LISTED]})
        result = baton("secret", "list")
        assert "shop-key  v2" in result.stdout
        assert "sales/*" in result.stdout
        assert "nobody yet" in result.stdout

    def test_none(self, at_the_api, baton):
        at_the_api.answer("GET", "/api/v1/secrets", {"items": []})
        assert "baton secret put" in baton("secret", "list").stderr


class TestGrant:
    @pytest.mark.parametrize(
        ("options", "processes", "hosts"),
        [
            (("--host", "a.example"), ["sales/*"], ["a.example"]),
            (("--process", "sales/*", "--process", "hr/x"), ["sales/*", "hr/x"], []),
            (("--process", "sales/*", "--revoke"), [], []),
            (("--process", "other/*", "--revoke"), ["sales/*"], []),
        ],
    )
    def test_adds_and_takes_away(self, at_the_api, baton, options, processes, hosts):
        at_the_api.answer("GET", "/api/v1/secrets", {"items": [LISTED]})
        at_the_api.answer("PUT", f"{PATH}/bindings", status=204, raw=b"")
        result = baton("secret", "grant", "shop-key", *options)
        assert result.exit_code == 0, result.output
        assert at_the_api.asked[-1].json == {"processes": processes, "hosts": hosts}

    def test_to_nobody(self, baton):
        assert baton("secret", "grant", "shop-key").exit_code == 2

    def test_of_one_that_is_not_there(self, at_the_api, baton):
        at_the_api.answer("GET", "/api/v1/secrets", {"items": []})
        result = baton("secret", "grant", "shop-key", "--host", "a.example")
        assert result.exit_code == 1
        assert "baton secret put shop-key" in result.stderr


class TestVersions:
    def test_listed(self, at_the_api, baton):
        item = {"version": 3, "writtenAt": "2026", "writtenBy": "p1", "restored": 1}
        at_the_api.answer("GET", f"{PATH}/versions", {"items": [item]})
        result = baton("secret", "versions", "shop-key")
        assert "value of 1" in result.stdout

    def test_brought_back(self, at_the_api, baton):
        at_the_api.answer("POST", f"{PATH}/rollback", status=204, raw=b"")
        assert baton("secret", "rollback", "shop-key", "1").exit_code == 0
        assert at_the_api.asked[0].json == {"version": 1}


class TestUses:
    def test_who_sent_it_to_whom(self, at_the_api, baton):
        use = {
            "day": "2026-01-01",
            "process": "sales/order",
            "receiver": "shop.example",
            "times": 7,
            "lastAt": "2026-01-01T10:00:00Z",
            "lastRun": None,
        }
        named = {"namespace": "sales", "name": "order", "version": "1.0.0"}
        at_the_api.answer("GET", f"{PATH}/uses", {"items": [use], "definitions": [named]})
        result = baton("secret", "uses", "shop-key")
        assert "shop.example" in result.stdout
        assert "sales/order 1.0.0 names it." in result.stderr


class TestDelete:
    def test_one_that_is_named_is_refused_and_deleted_anyway(self, at_the_api, baton):
        at_the_api.problem("DELETE", PATH, 409, "It is named by sales/order 1.0.0.")
        result = baton("secret", "delete", "shop-key")
        assert result.exit_code == 1
        assert "sales/order 1.0.0" in result.stderr
        at_the_api.answer("DELETE", PATH, status=204, raw=b"")
        assert baton("secret", "delete", "shop-key", "--anyway").stdout == "shop-key: deleted\n"
