"""What an expression reads, without a look at any data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import jq
from definitions.jq import Budget
from definitions.jq.analysis import is_constant, is_plain_path, plain_path, reads, references
from definitions.jq.outside import CLOCK
from definitions.jq.parser import parse


class TestReads:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (".", ["."]),
            (".a.b", [".a.b"]),
            ("$context.a.b", ["$context.a.b"]),
            (".a[0].b, .a[].c", [".a.*.b", ".a.*.c"]),
            ("{a: .b, c: $input.d}", [".b", "$input.d"]),
            ('"\\(.a) \\($secrets.login.user)"', [".a", "$secrets.login.user"]),
            ("if .a then .b else .c end", [".a", ".b", ".c"]),
            (".[.k]", [".k", ".*"]),
            ("1, null, {}, [empty]", []),
            ("now", [f"${CLOCK}"]),
            ("@json", ["."]),
            ("$a | empty", ["$a"]),
        ],
    )
    def test_every_root_with_its_way(self, source, expected):
        assert [
            ".".join((root, *way)).replace("..", ".") for root, way in reads(parse(source))
        ] == (expected)

    def test_a_key_that_is_a_star_is_a_name_in_references(self):
        assert references(parse('.a["*"].b')) == ((".", "a", "*", "b"),)
        assert references(parse(".a[].b")) == ((".", "a"),)

    @given(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(
            [".{0}.{1}", ".{0} | .{1}", ".{0} as $x | $x.{1}", "def f: .{1}; .{0} | f"]
        ),
    )
    def test_what_is_read_is_never_missing(self, first, second, shape):
        """Data that differs only where nothing is read gives the same."""
        source = shape.format(first, second)
        ((root, way),) = reads(parse(source))
        data = {key: {inner: f"{key}{inner}" for inner in "abc"} for key in "abc"}
        kept = {way[0]: {way[1]: data[way[0]][way[1]]}}
        expression = jq.compile(source)
        assert root == "."
        assert expression.evaluate(data, {}, Budget()) == expression.evaluate(kept, {}, Budget())


class TestPlainPath:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (".", (None, ())),
            (".a.b", (None, ("a", "b"))),
            ('.a."b c"["d"]', (None, ("a", "b c", "d"))),
            ("$context.a", ("context", ("a",))),
        ],
    )
    def test_names_only(self, source, expected):
        assert plain_path(parse(source)) == expected
        assert is_plain_path(parse(source))

    @pytest.mark.parametrize("source", [".a?", ".a[0]", ".a[]", ".a | .b", ".[.a]", "1", "{}.a"])
    def test_anything_else_is_none(self, source):
        assert not is_plain_path(parse(source))


class TestIsConstant:
    @pytest.mark.parametrize("source", ["1", '"a" + "b"', "[range(3)]", "{a: 1}.a", "nan"])
    def test_what_never_changes(self, source):
        assert is_constant(parse(source))

    @pytest.mark.parametrize(
        "source", [".", "$x", "now", "input", "1 | debug", "halt", "[1] | length, $x"]
    )
    def test_what_may(self, source):
        assert not is_constant(parse(source))
