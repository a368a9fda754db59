"""Templates: values with expressions inside."""

from __future__ import annotations

import pytest

from definitions.expressions import (
    DEFERRED,
    ExpressionFaultError,
    compile_template,
    inner,
    is_expression,
)
from definitions.jq import Budget, JqBudgetError, JqError


def made(template, value=None, variables=None, *, bare=False):
    return compile_template(template, bare=bare).evaluate(value, variables or {}, Budget())


class TestIsExpression:
    @pytest.mark.parametrize("text", ["${ .a }", "${.a}", "  ${ .a }\n", "${}", "${ {a: 1} }"])
    def test_the_whole_text(self, text):
        assert is_expression(text)

    @pytest.mark.parametrize(
        "text", ["", ".a", "$ { .a }", "a ${ .a }", "${ .a } b", "{ .a }", "$.a", "${ .a"]
    )
    def test_anything_else_is_none(self, text):
        assert not is_expression(text)

    def test_its_inside(self):
        assert inner("  ${  .a + 1  } ") == ".a + 1"


class TestEvaluate:
    @pytest.mark.parametrize(
        ("template", "value", "result"),
        [
            ("${ .a }", {"a": 1}, 1),
            (
                {"x": ["${ .a }", "b", {"y": "${ .b }"}]},
                {"a": 1, "b": None},
                {"x": [1, "b", {"y": None}]},
            ),
            ("${ .[] }", [1, 2, 3], 1),
            ("${ empty }", None, None),
            ({"v": "${ empty }"}, None, {"v": None}),
            (".a", {"a": 1}, ".a"),
            ({"${ .a }": 1}, {"a": 1}, {"${ .a }": 1}),
            (5, None, 5),
            (None, 1, None),
            (True, None, True),
            ([], None, []),
            ({}, None, {}),
        ],
    )
    def test_a_value(self, template, value, result):
        assert made(template, value) == result

    def test_a_constant_is_returned_as_it_is(self):
        value = {"a": [1, 2]}
        assert made(value) is value

    def test_data_is_never_evaluated(self):
        assert made({"v": "${ .x }"}, {"x": "${ .secret }"}) == {"v": "${ .secret }"}

    def test_variables(self):
        assert made("${ $context.n + .n }", {"n": 1}, {"context": {"n": 2}}) == 3

    def test_bare_text_is_jq_too(self):
        assert made(".a", {"a": 1}, bare=True) == 1
        assert made("${ .a }", {"a": 1}, bare=True) == 1
        assert made(True, bare=True) is True

    def test_only_the_text_itself_is_bare(self):
        assert made([".a"], {"a": 1}, bare=True) == [".a"]

    def test_an_error_names_the_expression(self):
        with pytest.raises(JqError, match=r"Cannot index number .* expression is: \.a\.b"):
            made("${ .a.b }", {"a": 1})

    def test_a_variable_that_is_not_set(self):
        with pytest.raises(JqError, match=r"\$foo is not defined"):
            made("${ $foo }")


class TestCompile:
    def test_a_fault_says_where(self):
        with pytest.raises(ExpressionFaultError) as caught:
            compile_template({"a": [1, {"b": "${ .a + }"}]})
        assert caught.value.where == ("a", 1, "b")
        assert caught.value.source == ".a +"

    def test_references(self):
        template = compile_template(
            {"a": "${ .x.y + $context.z }", "b": ["${ .x.y }", "${ $secrets.k }"]}
        )
        assert template.references == ((".", "x", "y"), ("$context", "z"), ("$secrets", "k"))

    def test_expressions(self):
        assert [each.source for each in compile_template(["${ .a }", "b"]).expressions] == [".a"]


class TestDefer:
    def test_leaves_what_reads_the_variable(self):
        template = compile_template(
            {"a": "${ .x }", "b": "${ $secrets.k + .x + $context.y }", "c": 1}
        )
        left = template.defer("secrets", {"x": "1"}, {"context": {"y": "2"}, "input": 0}, Budget())
        assert left == {
            "a": "1",
            "b": {
                DEFERRED: "$secrets.k + .x + $context.y",
                "input": {"x": "1"},
                "variables": {"context": {"y": "2"}},
            },
            "c": 1,
        }

    def test_takes_no_more_than_it_needs(self):
        template = compile_template("${ $secrets.k }")
        assert template.defer("secrets", {"x": 1}, {"context": 1}, Budget()) == {
            DEFERRED: "$secrets.k",
            "input": None,
            "variables": {},
        }

    @pytest.mark.parametrize(
        "template", ["${ . }", {"body": "${ .deep }"}, {"body": ["${ .deep }"]}]
    )
    def test_data_that_looks_like_a_mark_is_refused(self, template):
        mark = {DEFERRED: "$secrets.k", "input": None, "variables": {}}
        with pytest.raises(JqError, match="reserved"):
            compile_template(template).defer("secrets", {"deep": [mark]}, {}, Budget())

    def test_so_is_one_in_the_definition(self):
        template = compile_template({"body": {DEFERRED: "1", "variables": {}}, "x": "${ 1 }"})
        with pytest.raises(JqError, match="reserved"):
            template.defer("secrets", None, {}, Budget())

    def test_where_nothing_is_deferred_it_may_be(self):
        assert made("${ . }", {DEFERRED: 1}) == {DEFERRED: 1}


def repeated(template, value, times):
    for _ in range(times):
        value = template.evaluate(value, {}, Budget())
    return value


class TestBounds:
    def test_a_value_that_doubles_with_every_round_is_stopped(self):
        template = compile_template({"a": "${ . }", "b": "${ . }"})
        value = repeated(template, None, 10)
        with pytest.raises(JqBudgetError):
            repeated(template, value, 30)

    def test_one_that_gets_deeper_with_every_round_too(self):
        template = compile_template(["${ . }"])
        assert repeated(template, None, 3) == [[[None]]]
        with pytest.raises(JqBudgetError, match="levels deep"):
            repeated(template, None, 1_000)
