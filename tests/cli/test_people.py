"""`baton people`."""

from __future__ import annotations

import json

import pytest

PEOPLE = "/api/v1/people"
DEPARTMENTS = "/api/v1/departments"
ADA = {
    "id": "1",
    "name": "Ada",
    "email": "ada@x.example",
    "department": "Board",
    "roles": ["admin"],
    "state": "active",
}
TREE = [
    {"id": "n", "path": ["Sales", "North"], "people": 2, "head": None},
    {"id": "s", "path": ["Sales"], "people": 0, "head": {"id": "1", "name": "Ada"}},
    {"id": "m", "path": ["Ops", "North"], "people": 0, "head": None},
]


class TestList:
    def test_a_table_over_two_pages(self, at_the_api, baton):
        at_the_api.answer("GET", PEOPLE, {"items": [ADA], "next": "more"})
        at_the_api.answer("GET", PEOPLE, {"items": [{**ADA, "roles": None, "state": None}]})
        lines = baton("people", "list", "--role", "admin").stdout.splitlines()
        assert lines[0].split() == ["NAME", "EMAIL", "DEPARTMENT", "ROLES", "STATE"]
        assert lines[1].split() == ["Ada", "ada@x.example", "Board", "admin", "active"]
        assert at_the_api.asked[1].query == {"role": "admin", "limit": "199", "cursor": "more"}

    def test_nobody(self, at_the_api, baton):
        at_the_api.answer("GET", PEOPLE, {"items": []})
        assert "Nobody" in baton("people", "list").stderr

    def test_json(self, at_the_api, baton):
        at_the_api.answer("GET", PEOPLE, {"items": [ADA]})
        assert json.loads(baton("people", "list", "--json").stdout) == [ADA]


class TestInvite:
    def test_with_a_department(self, at_the_api, baton):
        at_the_api.answer("GET", DEPARTMENTS, {"items": TREE})
        at_the_api.answer("POST", PEOPLE, {**ADA, "state": "invited"}, status=201)
        options = ("--name", "Ada", "--role", "admin", "--department", "sales>north")
        result = baton("people", "invite", "ada@x.example", *options)
        assert "on its way to ada@x.example" in result.stdout
        assert at_the_api.asked[1].json == {
            "email": "ada@x.example",
            "name": "Ada",
            "roles": ["admin"],
            "departmentId": "n",
            "invite": True,
        }

    @pytest.mark.parametrize(("place", "word"), [("North", "several"), ("West", "no department")])
    def test_which_department(self, at_the_api, baton, place: str, word: str):
        at_the_api.answer("GET", DEPARTMENTS, {"items": TREE})
        result = baton("people", "invite", "a@x.example", "--name", "A", "--department", place)
        assert (result.exit_code, word in result.stderr) == (1, True)


class TestMove:
    @pytest.mark.parametrize(("how", "word"), [("disable", "has left"), ("enable", "is back")])
    def test_by_address(self, at_the_api, baton, how: str, word: str):
        at_the_api.answer("GET", PEOPLE, {"items": [ADA]})
        at_the_api.answer("POST", f"{PEOPLE}/1/{how}", ADA)
        result = baton("people", how, "ADA@x.example", "--reason", "r")
        assert word in result.stdout
        assert at_the_api.asked[1].json == {"reason": "r"}

    def test_nobody_has_it(self, at_the_api, baton):
        at_the_api.answer("GET", PEOPLE, {"items": [ADA]})
        assert "Nobody has the address" in baton("people", "disable", "ad@x.example").stderr


class TestImport:
    def test_what_a_table_changes(self, at_the_api, baton, tmp_path):
        line = {
            "line": 2, "email": "a@x.example", "name": "A", "change": "new",
            "fields": {"roles": ["", "member"]},
        }  # fmt: skip
        found = {"new": 1, "changed": 0, "unchanged": 3, "lines": [line], "errors": []}
        at_the_api.answer("POST", f"{PEOPLE}/import", found)
        (tmp_path / "p.csv").write_text("email,name\n")
        result = baton("people", "import", str(tmp_path / "p.csv"), "--invite")
        assert "line 2  new  a@x.example  roles: - → member" in result.stdout
        assert "1 are new" in result.stderr
        assert at_the_api.asked[0].query == {"dryRun": "false", "invite": "true"}
        assert at_the_api.asked[0].headers["content-type"] == "text/csv"

    def test_faults_of_a_dry_run(self, at_the_api, baton, tmp_path):
        fault = {"line": 2, "column": "email", "message": "No.", "remedy": "Do."}
        found = {"new": 0, "changed": 0, "unchanged": 0, "lines": [], "errors": [fault]}
        at_the_api.answer("POST", f"{PEOPLE}/import", found)
        (tmp_path / "p.csv").write_text("email,name\n")
        result = baton("people", "import", str(tmp_path / "p.csv"), "--dry-run")
        assert (result.exit_code, "line 2, email: No. Do." in result.stderr) == (1, True)

    def test_no_file(self, baton, tmp_path):
        assert "can't be read" in baton("people", "import", str(tmp_path / "none.csv")).stderr
