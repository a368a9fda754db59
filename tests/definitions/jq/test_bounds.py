"""Programs that mean harm end in an error that counts, the same in every process."""

from __future__ import annotations

import pytest

from definitions import jq
from definitions.jq import Budget, JqBudgetError, JqError, JqSyntaxError


def spent(source, value=None, **variables):
    budget = Budget()
    with pytest.raises(JqError) as caught:
        jq.compile(source).evaluate(value, variables, budget)
    return caught.value, budget.spent


def _beginning(text):
    return text[:20]


class TestSteps:
    @pytest.mark.parametrize(
        "source",
        [
            "[range(1e9)]",
            "last(range(1e9))",
            "def f: f; f",
            "def f: f + 1; f",
            "def f: [f]; f",
            "def f(g): f(g | g); f(.)",
            "reduce range(1e9) as $x (0; . + $x)",
            "[foreach range(1e9) as $x (0; . + $x)]",
            "[limit(1e9; repeat(1))]",
            "0 | until(. < 0; . + 1)",
            "first(range(1e9) | select(. < 0))",
            "[range(100)] | [combinations(4)]",
            "any(range(1e9); . < 0)",
            "[range(1e9) | .] | first",
            "nth(1e9; range(1e10))",
            "def a: ., .; def b: a | a; def c: b | b; def d: c | c; [d | d | d | d]",
            "[range(1e5)] | map([range(1e5)])",
            "[range(1e4)] - [range(1e4)]",
            "try repeat(1)",
            "[range(3e4) | 0] | indices([range(1e4) | 0])",
            '"a" * 1e6 | indices("a" * 5e5)',
            '0 | strftime("%c" * 1e6)',
            '"<" * 4e6 | @html',
            '"%41" * 1e6 | @urid',
            '"[]" * 1e6 | fromjson',
        ],
    )
    def test_run_out(self, source):
        error, steps = spent(source)
        assert isinstance(error, JqBudgetError)
        assert spent(source)[1] == steps

    def test_say_what_to_do(self):
        assert "split the work" in str(spent("def f: f; f")[0])


class TestSizes:
    @pytest.mark.parametrize(
        "source",
        [
            '"a" * 1e9',
            '"a" * 4e6 | @base64',
            ".[1e8] = 1",
            ".[5e8] |= 1",
            'reduce range(100) as $x ("x"; . + .)',
            "reduce range(100) as $x ([]; [., .]) | tojson",
            "reduce range(50) as $x ({}; {a: ., b: .})",
            '[range(1e5) | "a"] | join("b" * 1e5)',
            '{a: ("x" * 1e6)} | [., ., ., ., .]',
            'error("x" * 1e7)',
            "reduce range(1e4) as $x (0; [.])",
            '"[" * 1e5 | fromjson',
            '"\\u0022" * 4e6 | tojson',
        ],
    )
    def test_have_a_bound(self, source):
        assert "more than" in str(spent(source)[0])

    def test_a_text_that_others_send_has_none_more(self):
        error, _ = spent("[.[] + .[]]", ["x" * 50_000] * 200)
        assert isinstance(error, JqBudgetError)

    @pytest.mark.parametrize("source", ["getpath([1e9])", ".[1e9]", "getpath([0, 1e9])?"])
    def test_reading_far_away_costs_nothing(self, source):
        assert jq.compile(source).evaluate([None], {}, Budget()) == [None]


class TestRegularExpressions:
    @pytest.mark.parametrize(
        ("text", "pattern"),
        [
            ("a" * 20_000, "(a?){500}a{500}b"),
            ("a" * 2_000, "a((a{0,30}){0,30}b)?"),
            ("a" * 20_000, "a([^x]*b)?"),
            ("ab" * 1_500_000, "[ab]*a[ab]{12}c|[ab]*b[ab]{14}c"),
            ("a" * 1_000_000, "a"),
            ("", "(a*)" * 101),
            ("", "a" * 4_001),
            ("", r"\w" * 1_000),
            ("", "(a{1000}){1000}"),
            ("", "((((((a{0,9}){0,9}){0,9}){0,9}){0,9}){0,9}"),
        ],
        ids=_beginning,
    )
    def test_are_charged_by_their_work_or_refused(self, text, pattern):
        error, steps = spent('[match($pattern; "g")]', text, pattern=pattern)
        assert isinstance(error, JqBudgetError) or str(error).startswith("Regex failure")
        assert steps <= Budget().steps * 3

    def test_compiling_is_charged_once(self):
        budget = Budget()
        jq.compile(r'[.[] | test("^\\w+@\\w+$")]').evaluate(["a@b"] * 500, {}, budget)
        assert budget.spent < 20_000

    def test_but_anew_for_each_evaluation(self):
        source = '[range(3000) | tostring | . as $x | "a" | test("\\\\w" + $x)]'
        assert isinstance(spent(source)[0], JqBudgetError)
        assert isinstance(spent(source)[0], JqBudgetError)


class TestSources:
    @pytest.mark.parametrize(
        "source",
        [
            "(" * 1_000 + "1" + ")" * 1_000,
            "[" * 500 + "]" * 500,
            "-" * 5_000 + "1",
            "1 + " * 5_000 + "1",
            "if 1 then " * 100 + "1" + " end" * 100,
            "try " * 500 + "1",
            '"\\(' * 100 + "1" + ')"' * 100,
            "a" * 20_000,
            "[.]" * 10_000,
        ],
        ids=_beginning,
    )
    def test_are_refused_where_too_deep_or_long(self, source):
        with pytest.raises(JqSyntaxError):
            jq.compile(source)
