"""Texts that are jq without `${ }`, where the document asks for it."""

from __future__ import annotations

import pytest

from definitions import compile_program, content_hash, read
from definitions.expression_slots import slots
from definitions.jq import Budget, JqBudgetError
from definitions.loose_mode import enclosed, is_loose
from definitions.plans import SetBody

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
LOOSE = "evaluate: { mode: loose }\n"


def reading(tasks, mode=LOOSE):
    found = read(f"{HEAD}{mode}do:\n{tasks}")
    assert found.workflow is not None, found.diagnostics
    return found


def made(value, given, mode=LOOSE):
    """What `set` makes of it."""
    found = reading(f"  - a: {{ set: {{ x: {value} }} }}\n", mode)
    program = compile_program(found.workflow, found.document, content_hash(found.document))
    body = program.at("/do/0/a").body
    assert isinstance(body, SetBody)
    return body.value.evaluate(given, {}, Budget())["x"]


class TestLoose:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("'.n + 1'", 2),
            ("'${ .n }'", 1),
            ("[.n, { y: .n }]", [1, {"y": 1}]),
            ("open", "open"),
            ("'Hello, world!'", "Hello, world!"),
            ("'.n | keys'", ".n | keys"),
            ("'.n # one'", 1),
            ("'\"a\\(.n)\" | error'", '"a\\(.n)" | error'),
            ("https://example.com/x", "https://example.com/x"),
            ("5", 5),
        ],
    )
    def test_what_is_jq_is_evaluated_and_else_stays(self, value, expected):
        assert made(value, {"n": 1}) == expected

    @pytest.mark.parametrize("mode", ["", "evaluate: { mode: strict }\n", "evaluate: {}\n"])
    def test_only_where_it_is_asked_for(self, mode):
        assert not is_loose(reading("  - a: { set: { x: 1 } }\n", mode).workflow)
        assert made("'.n + 1'", {"n": 1}, mode) == ".n + 1"

    def test_a_spent_budget_is_an_error(self):
        with pytest.raises(JqBudgetError):
            made("'[range(1e9)]'", None)


class TestEnclosed:
    def test_the_document_stays_as_it_is(self):
        found = reading("  - a/b: { set: { x: .n }, if: .n, output: { as: { y: .x } } }\n")
        copy = enclosed(found.workflow, found.document)
        assert found.document["do"][0]["a/b"]["set"]["x"] == ".n"
        assert copy["do"][0]["a/b"] == {
            "set": {"x": '${ try (.n\n) catch ".n" }'},
            "if": ".n",
            "output": {"as": {"y": '${ try (.x\n) catch ".x" }'}},
        }

    def test_names_and_durations_are_no_expressions(self):
        found = reading(
            "  - a: { wait: PT5S, then: end }\n  - b: { call: log:1.0.0, with: { message: x } }\n"
        )
        assert enclosed(found.workflow, found.document) == found.document

    def test_the_lint_looks_at_none_of_it(self):
        found = reading("  - a: { set: { x: .n } }\n")
        assert [*slots(found.workflow, found.document)] == []
