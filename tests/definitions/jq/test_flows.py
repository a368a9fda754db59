"""Values followed through a program."""

from __future__ import annotations

import pytest

from definitions.jq.flows import Flows, TooMuchError, parameter_values
from definitions.jq.parser import parse
from definitions.jq.syntax import Function, Identity

HERE = ((".", ()),)


def followed(source):
    """Where the results lie, and what was looked at on the way."""
    flows = Flows()
    return flows.through(parse(source), HERE, {}, {}), tuple(flows.found)


class TestThrough:
    @pytest.mark.parametrize(
        ("source", "way"),
        [
            (".", ()),
            (".a | .b", ("a", "b")),
            (".a[]", ("a", None)),
            (".a[1:]", ("a",)),
            (".a as $x | $x.b", ("a", "b")),
            (".a as [$x] | $x", ("a", None)),
            (".a as {b: $x} | $x.c", ("a", "b", "c")),
            ("def f: .b; .a | f", ("a", "b")),
            ("def f(g): g | .b; f(.a)", ("a", "b")),
            ("def f($x): $x.b; f(.a)", ("a", "b")),
            ("label $out | .a", ("a",)),
            ("first(.a[])", ("a", None)),
            ("limit(3; .a)", ("a",)),
            (".a?", ("a",)),
        ],
    )
    def test_a_value_that_is_handed_on(self, source, way):
        places, looked_at = followed(source)
        assert places == ((".", way),)
        assert looked_at == ()

    @pytest.mark.parametrize(
        "source",
        ["1", "[.a]", "{a: .a}", ".a + 1", '"\\(.a)"', ".a | length", "reduce .a as $x (0; $x)"],
    )
    def test_a_computed_one_lies_nowhere(self, source):
        places, looked_at = followed(source)
        assert places == ()
        assert all(way[:1] in {(), ("a",)} for _, way in looked_at)

    def test_branches_come_together(self):
        assert followed("if .c then .a else .b end") == (
            ((".", ("a",)), (".", ("b",))),
            ((".", ("c",)),),
        )
        assert followed(".a // .b")[0] == ((".", ("a",)), (".", ("b",)))
        assert followed("if .c then .a end")[0] == ((".", ("a",)), (".", ()))

    def test_a_condition_is_looked_at_and_the_value_kept(self):
        assert followed("select(.a) | .b") == (((".", ("b",)),), ((".", ("a",)),))

    def test_a_function_that_calls_itself_may_read_all(self):
        places, looked_at = followed("def f: .a | f; f")
        assert places == ()
        assert looked_at == ((".", ("a",)),)

    def test_what_gets_nothing_of_the_input_reads_none_of_it(self):
        assert followed("input, now, env, empty") == ((), ())

    def test_an_update_hands_on_what_it_leaves(self):
        assert (".", ()) in followed(".a |= 1")[1]

    def test_entangled_ones_are_given_up(self):
        source = "def a: .; " + "".join(
            f"def f{n}: {'a' if not n else f'f{n - 1}'} | {'a' if not n else f'f{n - 1}'}; "
            for n in range(20)
        )
        with pytest.raises(TooMuchError):
            followed(f"{source} f19")


class TestParameterValues:
    def test_those_with_a_dollar(self):
        assert parameter_values(Function("f", ("$a", "b", "$c"), Identity())) == ("a", "c")
