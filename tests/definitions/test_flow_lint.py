"""Tasks that nobody comes to, and circles without rest."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\ndo:\n"
STEP = "set: { x: 1 }"


def found(*tasks: str) -> list[tuple[str, str]]:
    reading = read(HEAD + "".join(f"  - {task}\n" for task in tasks))
    assert reading.workflow is not None, reading.diagnostics
    faults = lint(reading)
    assert all(fault.severity == "warning" for fault in faults)
    return [(fault.code, fault.pointer) for fault in faults]


def task(name: str, rest: str = "") -> str:
    return f"{name}: {{ {STEP}{', ' if rest else ''}{rest} }}"


class TestUnreachable:
    @pytest.mark.parametrize(
        ("tasks", "pointer"),
        [
            ([task("a", "then: end"), task("b")], "/do/1/b"),
            ([task("a", "then: exit"), task("b")], "/do/1/b"),
            ([task("a", "then: c"), task("b"), task("c")], "/do/1/b"),
            (["a: { raise: { error: { type: x, status: 400 } } }", task("b")], "/do/1/b"),
            (["a: { switch: [{ x: { when: .x, then: c } }, { y: { then: end } }] }",
              task("b", "then: end"), task("c")], "/do/1/b"),
            (["a: { do: [{ x: { set: ., then: exit } }, { y: { set: . } }] }"], "/do/0/a/do/1/y"),
            ([task("a", "then: end"), task("b", "then: b")], "/do/1/b"),
        ],
        ids=range(7),
    )  # fmt: skip
    def test_is_named(self, tasks, pointer):
        assert found(*tasks) == [("unreachable-task", pointer)]

    def test_a_row_of_them_is_one_warning(self):
        reading = read(HEAD + f"  - {task('a', 'then: end')}\n  - {task('b')}\n  - {task('c')}\n")
        (fault,) = lint(reading)
        assert fault.message == "The task 'b' is never reached, nor is what follows it up to c."

    def test_two_rows_are_two(self):
        tasks = [task("a", "then: c"), task("b"), task("c", "then: end"), task("d")]
        assert [pointer for _, pointer in found(*tasks)] == ["/do/1/b", "/do/3/d"]

    @pytest.mark.parametrize(
        "tasks",
        [
            [task("a", "if: .x, then: end"), task("b")],
            [task("a", "then: c"), task("b"), task("c", "if: .x, then: b")],
            ["a: { switch: [{ x: { when: .x, then: end } }] }", task("b")],
            ["a: { switch: [{ x: { then: continue } }] }", task("b")],
            ["a: { raise: { error: { type: x, status: 400 } }, if: .x }", task("b")],
            ["a: { fork: { branches: [{ x: { set: ., then: end } }, { y: { set: . } }] } }"],
            ["a: { do: [{ x: { set: ., then: end } }] }", task("b")],
            [
                "a: { try: [{ x: { set: . } }], catch: { then: c }, then: b }",
                task("b", "then: end"),
                task("c"),
            ],
        ],
        ids=range(8),
    )
    def test_could_be_reached(self, tasks):
        assert found(*tasks) == []


class TestEndless:
    @pytest.mark.parametrize(
        ("tasks", "pointer"),
        [
            ([task("a", "then: a")], "/do/0/a"),
            ([task("z"), task("a"), task("b", "then: a")], "/do/1/a"),
            ([task("a"), "b: { switch: [{ x: { when: .x, then: a } }, { y: { then: b } }] }"],
             "/do/1/b"),
            (["a: { call: http, with: { method: get, endpoint: x }, then: a }"], "/do/0/a"),
            (["a: { wait: PT0S, then: a }"], "/do/0/a"),
            (["a: { do: [{ b: { set: ., then: exit } }], then: a }"], "/do/0/a"),
        ],
        ids=range(6),
    )  # fmt: skip
    def test_is_named(self, tasks, pointer):
        (fault,) = found(*tasks)
        assert fault[0] == "endless-loop"
        assert fault[1] == pointer or len(tasks) == 2

    @pytest.mark.parametrize(
        "tasks",
        [
            ["a: { wait: PT1S, then: a }"],
            ["a: { wait: '${ .pause }', then: a }"],
            ["a: { listen: { to: { one: { with: { type: x } } } }, then: a }"],
            ["a: { call: approval:1.0.0@default, then: a }"],
            [task("a"), "b: { switch: [{ x: { when: .x, then: a } }, { y: { then: end } }] }"],
            [task("a"), "b: { switch: [{ x: { when: .x, then: a } }] }"],
            [task("a", "if: .x, then: a")],
            [task("a"), "b: { raise: { error: { type: x, status: 400 } }, if: .x }",
             "c: { switch: [{ x: { then: a } }] }"],
            ["a: { do: [{ b: { set: ., if: .x, then: end } }], then: a }"],
            ["a: { do: [{ b: { wait: PT1S } }], then: a }"],
            ["a: { try: [{ b: { set: . } }], catch: { do: [{ c: { wait: PT1S } }] }, then: a }"],
        ],
        ids=range(11),
    )  # fmt: skip
    def test_rests_or_ends(self, tasks):
        assert found(*tasks) == []

    def test_a_long_list_is_walked_in_one_go(self):
        tasks = [task(f"t{number}") for number in range(1_500)]
        assert found(*tasks) == []
        tasks[-1] = task("last", "then: t0")
        assert [code for code, _ in found(*tasks)] == ["endless-loop"]
