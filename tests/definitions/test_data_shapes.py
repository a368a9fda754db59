"""The names that data has at each task."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.data_shapes import Shapes, shape_of, shapes_of, union

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def shapes(text: str) -> Shapes:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    return shapes_of(reading.workflow)


class TestUnion:
    @pytest.mark.parametrize(
        ("given", "made"),
        [
            ([], ()),
            ([("a",), ("b", "a")], ("a", "b")),
            ([("a",), None], None),
        ],
    )
    def test_has_all_names_once(self, given, made):
        assert union(given) == made


KNOWN = {".": ("a", "b"), "context": ("c",), "input": None}


class TestShapeOf:
    @pytest.mark.parametrize(
        ("value", "shape"),
        [
            ({"x": 1, "y": "${ .a }"}, ("x", "y")),
            (".", ("a", "b")),
            ("${ . }", ("a", "b")),
            ("$context", ("c",)),
            ("$input", None),
            ("$nobody", None),
            ("{ x: .a, y }", ("x", "y")),
            ("{ (.a): 1 }", None),
            (". + { x: 1 }", ("a", "b", "x")),
            ("$context + .", ("c", "a", "b")),
            (". // { x: 1 }", ("a", "b", "x")),
            ("if .a then { x: 1 } else . end", ("x", "a", "b")),
            ("{ x: . } | { y: .x }", ("y",)),
            ("{ x: 1 } | .", ("x",)),
            (".z = 1", ("a", "b", "z")),
            (".a", None),
            ("map(.x)", None),
            (". +", None),
            (5, None),
            ([], None),
        ],
    )
    def test_is_what_the_syntax_tells(self, value, shape):
        assert shape_of(value, KNOWN) == shape

    def test_a_text_of_set_is_an_expression_in_braces_only(self):
        assert shape_of(".", KNOWN, bare=False) is None


class TestShapesOf:
    def test_go_from_task_to_task(self):
        found = shapes(
            "do:\n  - a: { set: { x: 1 }, output: { as: { y: 2 } } }\n"
            "  - b: { do: [{ c: { wait: PT1S } }, { d: { set: { z: 1 } } }] }\n"
        )
        assert found.tasks["/do/0/a"].made == ("x",)
        assert found.tasks["/do/1/b/do/0/c"].input == ("y",)
        assert found.tasks["/do/1/b"].output == ("z",)
        assert found.result == ("z",)

    def test_of_several_ways_have_the_names_of_all(self):
        found = shapes(
            "do:\n  - a: { switch: [{ x: { when: .x, then: b } }, { y: { then: c } }] }\n"
            "  - b: { set: { b: 1 }, then: d }\n  - c: { set: { c: 1 } }\n  - d: { wait: PT1S }\n"
        )
        assert found.tasks["/do/3/d"].input == ("c", "b")

    def test_exports_read_the_context_of_before(self):
        found = shapes(
            "do:\n  - a: { set: { x: 1 }, export: { as: . } }\n"
            "  - b: { set: { y: 1 }, export: { as: '$context + .' } }\n"
        )
        assert found.context == ("x", "y")

    def test_a_loop_comes_to_an_end(self):
        steps = "".join(f"  - t{n}: {{ set: '${{ . + {{ n{n}: 1 }} }}' }}\n" for n in range(30))
        found = shapes(f"do:\n{steps}  - z: {{ if: .go, wait: PT1S, then: t0 }}\n")
        assert "/do/30/z" in found.tasks

    @pytest.mark.parametrize(
        "task",
        [
            "{ call: http, with: { method: get, endpoint: x } }",
            "{ for: { in: .x }, do: [{ b: { set: { y: 1 } } }] }",
            "{ fork: { branches: [{ b: { set: { y: 1 } } }] } }",
            "{ try: [{ b: { set: { y: 1 } } }], catch: {} }",
            "{ listen: { to: { any: [] } } }",
        ],
    )
    def test_of_others_are_unknown(self, task):
        found = shapes(f"do:\n  - a: {task}\n  - c: {{ wait: PT1S }}\n")
        assert found.tasks["/do/1/c"].input is None

    def test_nothing_leads_there(self):
        found = shapes("do:\n  - a: { wait: PT1S, then: end }\n  - b: { wait: PT1S }\n")
        assert "/do/1/b" not in found.tasks
