"""Which versions of a definition a run can go on with."""

from __future__ import annotations

import pytest

from workflows.machine.fitting import misfits
from workflows.machine.state import State

BEFORE = """\
  - book: { call: http, with: { method: post, endpoint: https://x.example/book } }
  - both: { fork: { branches: [{ a: { set: { a: 1 } } }, { b: { set: { b: 1 } } }] } }
  - later: { set: { x: 1 } }
"""
ENTERED = ("/do/0/book", "/do/1/both", "/do/1/both/fork/branches/0/a")


def codes(drive, tasks: str) -> list[tuple[str, str]]:
    before, after = drive(BEFORE).program, drive(tasks).program
    return [(one.code, one.pointer) for one in misfits(before, after, ENTERED, State())]


class TestMisfits:
    def test_the_same(self, drive):
        assert codes(drive, BEFORE) == []

    @pytest.mark.parametrize(
        ("was", "becomes"),
        [
            ("x.example/book", "y.example/books"),
            ("later: { set: { x: 1 } }", "other: { wait: { seconds: 1 } }"),
            ("{ b: 1 }", "{ b: 2 }"),
        ],
        ids=["endpoint", "later", "branch-not-entered"],
    )
    def test_what_may_change(self, drive, was, becomes):
        assert codes(drive, BEFORE.replace(was, becomes)) == []

    @pytest.mark.parametrize(
        ("was", "becomes", "expected"),
        [
            ("- book: {", "- reserve: {", [("task-gone", "/do/0/book")]),
            (
                "call: http, with: { method: post, endpoint: https://x.example/book }",
                "wait: { seconds: 1 }",
                [("task-kind", "/do/0/book")],
            ),
            (
                "- book: {",
                "- book: { input: { schema: { document: { type: string } } },",
                [("task-input", "/do/0/book")],
            ),
            (
                "{ b: { set: { b: 1 } } }",
                "{ c: { set: { b: 1 } } }",
                [("task-branches", "/do/1/both")],
            ),
        ],
        ids=["gone", "kind", "input", "branches"],
    )
    def test_what_may_not(self, drive, was, becomes, expected):
        assert codes(drive, BEFORE.replace(was, becomes)) == expected

    def test_all_at_once(self, drive):
        tasks = "  - new: { set: { x: 1 } }\n" + BEFORE
        assert len(codes(drive, tasks)) == len(ENTERED)
