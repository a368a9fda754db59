"""A compiled program: what it gives, as JSON can say it."""

from __future__ import annotations

import math
import sys

import pytest

from definitions import jq
from definitions.jq import Budget, Expression, JqBudgetError, JqError, JqSyntaxError
from definitions.jq.expression import SHARED_LENGTH, compile_program


def results(source, value=None, budget=None, **variables):
    return compile_program(source).evaluate(value, variables, budget or Budget())


class TestCompile:
    def test_short_ones_are_shared(self):
        assert compile_program(".a | .b") is compile_program(".a | .b")
        long = ".a" + " " * SHARED_LENGTH
        assert compile_program(long) is not compile_program(long)

    def test_where_variables_are_known_no_others_may_be_read(self):
        assert isinstance(compile_program("$context.a", ["context"]), Expression)
        with pytest.raises(JqSyntaxError, match=r"\$contxt is not defined here"):
            compile_program("$contxt.a", ["context"])

    def test_where_they_are_not_it_fails_when_it_runs(self):
        with pytest.raises(JqError, match=r"\$x is not defined here"):
            results("[$x]")
        with pytest.raises(JqError, match=r"\$x is not defined here"):
            results("$x.a.b")

    def test_keeps_its_source_and_what_it_reads(self):
        expression = jq.compile(".a + $b.c")
        assert expression.source == ".a + $b.c"
        assert expression.references == ((".", "a"), ("$b", "c"))


class TestEvaluate:
    def test_all_results_in_order(self):
        assert results(".[]", [3, 1, 2]) == [3, 1, 2]
        assert results("empty") == []

    def test_a_plain_path(self):
        assert results(".a.b", {"a": {"b": 1}}) == [1]
        assert results(".a.b", None) == [None]
        assert results("$x.a", None, x={"a": 5}) == [5]
        with pytest.raises(JqError, match='Cannot index number with string \\("b"\\)'):
            results(".a.b", {"a": 5})

    def test_leaves_the_input_as_it_is(self):
        value = {"a": [1, {"b": 2}]}
        results(
            ".a[1].b = 5 | del(.a[0]) | .c |= 1 | .a += [3] | to_entries | sort_by(.key)", value
        )
        assert value == {"a": [1, {"b": 2}]}

    def test_json_has_no_nan_and_nothing_infinite(self):
        assert results("1e1000") == [sys.float_info.max]
        assert results("[nan, infinite, -infinite, {a: nan}]") == [
            [None, sys.float_info.max, -sys.float_info.max, {"a": None}]
        ]

    def test_one_by_one_they_are_as_they_are(self):
        found = [*compile_program("nan, infinite").results(None, {}, Budget())]
        assert math.isnan(found[0])
        assert math.isinf(found[1])

    def test_halt_ends_the_results(self):
        assert results("1, halt, 2") == [1]
        with pytest.raises(JqError, match="stop"):
            results('1, ("stop" | halt_error), 2')

    @pytest.mark.parametrize("source", [".", ".[0]", "[.[0]]", "1 + .[0][0]", "map(.)"])
    def test_the_same_every_time(self, source):
        value = [[1]]
        spent = []
        for _ in range(3):
            budget = Budget()
            first = results(source, value, budget)
            assert first == results(source, value)
            spent.append(budget.spent)
        assert len({*spent}) == 1

    def test_a_budget_error_can_not_be_caught(self):
        with pytest.raises(JqBudgetError):
            results("try (def f: f; f) catch 1", budget=Budget(steps=1_000))
        with pytest.raises(JqBudgetError):
            results("[.[] | tojson?]", ["x" * 200], budget=Budget(size=100))

    def test_a_budget_is_for_all_that_use_it(self):
        budget = Budget(steps=60)
        results("[range(10)]", budget=budget)
        with pytest.raises(JqBudgetError):
            results("[range(10)]", budget=budget)
