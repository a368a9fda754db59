"""`baton departments`, and what both commands offer."""

from __future__ import annotations

DEPARTMENTS = "/api/v1/departments"
TREE = [
    {"id": "n", "path": ["Sales", "North"], "people": 2, "head": None},
    {"id": "s", "path": ["Sales"], "people": 0, "head": {"id": "1", "name": "Ada"}},
    {"id": "m", "path": ["Ops", "North"], "people": 0, "head": None},
]


class TestHelp:
    def test_what_there_is(self, baton):
        for command, words in (
            ("people", ("list", "invite", "import", "disable", "enable")),
            ("departments", ("list", "add", "move", "remove")),
        ):
            shown = baton(command, "--help").stdout
            assert all(word in shown for word in words)


class TestDepartments:
    def test_a_tree(self, at_the_api, baton):
        at_the_api.answer("GET", DEPARTMENTS, {"items": TREE})
        lines = baton("departments", "list").stdout.splitlines()
        assert [line.split("  ")[0] for line in lines[1:]] == [
            "Ops > North",
            "Sales",
            "Sales > North",
        ]

    def test_none_yet(self, at_the_api, baton):
        at_the_api.answer("GET", DEPARTMENTS, {"items": []})
        assert "baton departments add" in baton("departments", "list").stderr

    def test_added_moved_and_removed(self, at_the_api, baton):
        at_the_api.answer("GET", DEPARTMENTS, {"items": TREE})
        at_the_api.answer("POST", DEPARTMENTS, TREE[0], status=201)
        assert baton("departments", "add", "North", "--below", "Sales").stdout == "Sales > North\n"
        assert at_the_api.asked[1].json == {"name": "North", "parentId": "s"}
        at_the_api.answer("GET", DEPARTMENTS, {"items": TREE})
        at_the_api.answer("PATCH", f"{DEPARTMENTS}/n", TREE[0])
        baton("departments", "move", "Sales > North", "--below", "-", "--name", "N")
        assert at_the_api.asked[3].json == {"name": "N", "parentId": None}
        at_the_api.answer("GET", DEPARTMENTS, {"items": TREE})
        at_the_api.answer("DELETE", f"{DEPARTMENTS}/s", status=204)
        assert baton("departments", "remove", "Sales").stdout == "Sales is gone.\n"
