"""The terms of a program and the trees that they become."""

from __future__ import annotations

import math

import pytest

from definitions.jq import JqSyntaxError
from definitions.jq.parser import parse
from definitions.jq.syntax import (
    Array,
    Break,
    Call,
    Each,
    Foreach,
    Format,
    Identity,
    If,
    Key,
    Label,
    Literal,
    NamePattern,
    Object,
    Path,
    Reduce,
    Slice,
    Text,
    Try,
    Variable,
)

A, B = Key(Literal("a")), Key(Literal("b"))


class TestPaths:
    @pytest.mark.parametrize(
        ("source", "steps"),
        [
            (".a.b", (A, B)),
            ('."a"."b"', (A, B)),
            ('.["a"].["b"]', (A, B)),
            (".a?.b", (Key(Literal("a"), optional=True), B)),
            (".[]", (Each(),)),
            (".[]?", (Each(optional=True),)),
            (".[1:2]", (Slice(Literal(1), Literal(2)),)),
            (".[1:]", (Slice(Literal(1), None),)),
            (".[:-1]?", (Slice(None, Literal(-1), optional=True),)),
            ("(.a).b", (A, B)),
        ],
    )
    def test_are_flat(self, source, steps):
        assert parse(source) == Path(Identity(), steps)

    def test_begin_anywhere(self):
        assert parse("$x.a") == Path(Variable("x", 0), (A,))
        assert parse("{}.a") == Path(Object(()), (A,))
        assert parse("..").name == "recurse"

    def test_a_question_mark_behind_another_term_is_a_try(self):
        assert parse("1?") == Try(Literal(1))
        assert parse("(1)?") == Try(Literal(1))


class TestNumbers:
    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("1", 1),
            ("1.0", 1),
            (".5", 0.5),
            ("1e3", 1000),
            ("1e-3", 0.001),
            ("1e1000", math.inf),
            ("100000000000000000000", 100000000000000000000),
            ("-1", -1),
        ],
    )
    def test_as_exact_as_they_can_be(self, source, value):
        assert parse(source) == Literal(value)


class TestTexts:
    def test_without_interpolations_it_is_constant(self):
        assert parse('"a\\tb"') == Literal("a\tb")

    def test_with_one(self):
        assert parse('"a\\(.)b"') == Text(("a", Identity(), "b"))

    def test_a_format(self):
        assert parse("@base64") == Format("base64")
        assert parse('@html "\\(.)"') == Text(("", Identity(), ""), "html")
        assert parse('@html "a"') == Literal("a")

    def test_where_it_stands(self):
        assert parse("1 |\n $__loc__").parts[1] == Literal({"file": "<top-level>", "line": 2})


class TestWords:
    def test_conditions(self):
        assert parse("if . then 1 elif 2 then 3 end") == If(
            Identity(), Literal(1), If(Literal(2), Literal(3), None)
        )

    def test_loops(self):
        item = (NamePattern("x"),)
        assert parse("reduce . as $x (1; 2)") == Reduce(Identity(), item, Literal(1), Literal(2))
        assert parse("foreach . as $x (1; 2; 3)") == Foreach(
            Identity(), item, Literal(1), Literal(2), Literal(3)
        )

    def test_try(self):
        assert parse("try 1") == Try(Literal(1))
        assert parse("try 1 catch .") == Try(Literal(1), Identity())

    def test_labels(self):
        assert parse("label $out | break $out") == Label("out", Break("out", 13))

    def test_calls(self):
        assert parse("f(1; .)") == Call("f", (Literal(1), Identity()), 0)

    def test_brackets(self):
        assert parse("[]") == Array(None)
        assert parse("[1]") == Array(Literal(1))


class TestObjects:
    @pytest.mark.parametrize(
        ("source", "entries"),
        [
            ("{a: 1}", ((Literal("a"), Literal(1)),)),
            ("{a}", ((Literal("a"), Path(Identity(), (A,))),)),
            ("{$x}", ((Literal("x"), Variable("x", 1)),)),
            ("{(.): 1,}", ((Identity(), Literal(1)),)),
            ('{"a b": 1}', ((Literal("a b"), Literal(1)),)),
            ("{if: 1}", ((Literal("if"), Literal(1)),)),
            ("{$__loc__}", ((Literal("__loc__"), Literal({"file": "<top-level>", "line": 1})),)),
        ],
    )
    def test_entries(self, source, entries):
        assert parse(source) == Object(entries)


class TestRefused:
    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("[1", r"bracket \[ is not closed"),
            ("(1", r"bracket \( is not closed"),
            ("{a: 1", r"bracket \{ is not closed"),
            ("{1: 2}", "not expected"),
            ("{(1): 2}", "must be a text"),
            ("if 1 then 2", "condition `if` is not closed"),
            ("reduce . (1; 2)", "not expected"),
            ("break out", "needs the label"),
            (".[1:2:3]", "not expected"),
            ("f(1;)", "not expected"),
            (". as [] | 1", "not expected"),
        ],
    )
    def test_in_words(self, source, words):
        with pytest.raises(JqSyntaxError, match=words):
            parse(source)
