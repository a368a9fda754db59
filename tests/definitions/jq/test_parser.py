"""What is jq and what is not: that is refused at its place."""

from __future__ import annotations

import pytest

from definitions import jq
from definitions.jq.errors import JqSyntaxError
from definitions.jq.parser import MAX_LENGTH, parse


def refused(source: str) -> JqSyntaxError:
    with pytest.raises(JqSyntaxError) as caught:
        jq.compile(source)
    return caught.value


class TestRefusals:
    @pytest.mark.parametrize(
        ("source", "position", "said"),
        [
            ("", 0, "empty"),
            (" \n ", 0, "empty"),
            ("# all comment", 13, "too early"),
            (".a +", 4, "too early"),
            (".a,", 3, "too early"),
            ("(.a", 3, "`)` is missing"),
            ("[.a", 3, "`]` is missing"),
            ("{a: 1", 5, "`}` is missing"),
            ("{", 1, "`}` is missing"),
            (".[0", 3, "`:` is missing"),
            ("if .a then 1", 12, "`end` is missing"),
            ("if .a", 5, "`then` is missing"),
            (".a)", 2, "bracket"),
            (".a]", 2, "bracket"),
            (".a }-.b", 3, "bracket"),
            (".a = 1 = 2", 7, "Join them with `|`"),
            (".a === 1", 3, "write `==`"),
            (".a && .b", 3, "Write `and`"),
            (".a || .b", 3, "Write `or`"),
            ("!.a", 0, "| not"),
            ("'abc'", 0, "double quotes"),
            ("\u201chi\u201d", 0, "plain double quotes"),
            ("$ context", 0, "without a space"),
            ('"abc', 0, "not closed"),
            ('"\\(.a"', 5, "not closed"),
            ('"\\d"', 1, "no escape"),
            ('"\\u12"', 1, "no escape"),
            ("1 < 2 < 3", 6, "Join them with `and`"),
            (".a .b c", 6, "`c` is not expected"),
            ("map(.a; .b)", 0, "takes 1 argument, not 2"),
            ("map", 0, "takes 1 argument, not 0"),
            ("length(1)", 0, "takes 0 arguments, not 1"),
            ("lenght", 0, "Did you mean `length`"),
            (".a | foo", 5, "no function `foo`"),
            ("{1: 2}", 1, "not expected"),
            ("{(1): 2}", 2, "must be a text"),
            ("{a b}", 3, "not expected"),
            ("{.a}", 1, "`.a` is not expected"),
            (".[:]", 3, "not expected"),
            ("and", 0, "not expected"),
            ("\x00", 0, "no meaning"),
            (".é", 1, "no meaning"),
            ("break", 0, "needs the label"),
            ("1 | break $x", 4, "no label $x"),
            ("label x | 1", 6, "`x` is not expected"),
            (". as x | 1", 5, "`x` is not expected"),
            (". as [] | 1", 6, "not expected"),
            (". as {} | 1", 6, "not expected"),
            (". as {(true): $x} | 1", 7, "must be a text"),
            (". as $x", 7, "`|` is missing"),
            (". as {@base64: $x} | 1", 13, "not expected"),
            ("reduce . as $x (0)", 17, "not expected"),
            ("reduce .", 8, "`as` is missing"),
            ("foreach . as $x 0", 16, "not expected"),
            ("def if: 1; .", 4, "a word of jq's own"),
            ("def f(1): 1; .", 6, "not expected"),
            ("def f: 1", 8, "`;` is missing"),
            ("def f: 1;", 9, "too early"),
            ("def a::b: 1; .", 4, "not expected"),
            ("try", 3, "too early"),
            (".a?//1", 2, "leave a space"),
            ("@foo", 0, "no format @foo"),
            ("{@base64}", 8, "not expected"),
            ("@ base64", 0, "without a space"),
            ('import "a" as a; .', 0, "reads no modules"),
            ('include "a"; .', 0, "reads no modules"),
            ("module {}; .", 0, "reads no modules"),
            ("a::b", 0, "reads no modules"),
            ("modulemeta", 0, "reads no modules"),
            ("regex::pair", 0, "reads no modules"),
        ],
    )
    def test_at_their_place(self, source, position, said):
        fault = refused(source)
        assert said in fault.message
        assert fault.position == position


class TestBounds:
    @pytest.mark.parametrize(
        "source",
        [
            "(" * 5000,
            "[" * 5000,
            "{a:" * 5000,
            '"\\(' * 5000,
            "(" * 5000 + "." + ")" * 5000,
            "+".join("1" * 5000),
            "//".join(["."] * 3000),
            ".[.]" * 5000,
            "." + "[0]" * 5000,
            ". as $x | " * 1000 + ".",
            "def f: " * 1000 + "1" + ";1" * 1000,
            ". as " + "[" * 1000 + "$x" + "]" * 1000 + "| .",
            "label $x | " * 1000 + ".",
            "try " * 1000 + ".",
            "if " * 1000 + ".",
            "reduce " * 1000 + ".",
            "1" + "?" * 5000,
            "if . then 1 " + "elif . then 2 " * 1000 + "end",
            "-" * 5000,
            "1 and " * 2000 + "1",
            "[" + "1," * MAX_LENGTH + "1]",
            "(1 // 2 or 3 and 4 == 5 + 6 * " * 39 + "1" + ")" * 39,
        ],
    )
    def test_of_depth_and_length(self, source):
        assert refused(source).message

    @pytest.mark.parametrize(
        "source",
        [
            "(" * 39 + "." + ")" * 39,
            "[" * 39 + "1" + "]" * 39,
            "+".join("1" * 140),
            ".a" * 7000,
            ".[0]" * 140,
            ". as $x | " * 100 + "$x",
            "".join(f"def f{n}: {n}; " for n in range(500)) + "f499",
            "def f: " * 30 + "1" + "; 1" * 30,
            "|".join("." * 7000),
            "[" + ",".join("1" * 5000) + "]",
            "if . then 1 " + "elif . then 2 " * 100 + "end",
            "{" + ",".join(f"a{n}: .b{n}" for n in range(1000)) + "}",
        ],
    )
    def test_there_is_room_for_people(self, source):
        jq.compile(source).evaluate(None, {}, jq.Budget())


class TestTree:
    def test_long_paths_and_pipes_are_flat(self):
        assert parse(".a.b[0].c") == parse('."a".["b"].[0]."c"')
        assert parse("(.a).b") == parse(".a.b")
        assert parse("1 + 2 + 3") == parse("(1 + 2) + 3")
        assert parse("1 // 2 // 3") == parse("1 // (2 // 3)")
        assert parse("1 or 2 and 3") == parse("1 or (2 and 3)")
        assert parse(".a # comment\n | .b") == parse(".a|.b")
