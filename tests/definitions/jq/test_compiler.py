"""What expressions give: jq's own results, in jq's own order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions import jq
from definitions.jq import Budget, JqBudgetError, JqError


def results(source, value=None, **variables):
    return jq.compile(source).evaluate(value, variables, Budget())


def error(source, value=None, **variables) -> str:
    with pytest.raises(JqError) as caught:
        results(source, value, **variables)
    return str(caught.value)


class TestConstruction:
    @pytest.mark.parametrize(
        ("source", "value", "expected"),
        [
            ("[]", None, [[]]),
            ("[.[] + 1]", [1, 2], [[2, 3]]),
            ("[1, 2][0]", None, [1]),
            ("{}", None, [{}]),
            ("{a, b: .c, $x}", {"a": 1, "c": 2}, [{"a": 1, "b": 2, "x": 9}]),
            ('{"a b": 1, "k\\(1 + 1)": 2}', None, [{"a b": 1, "k2": 2}]),
            ('{"a"}', {"a": 1}, [{"a": 1}]),
            ("{(.k, .l): 1}", {"k": "a", "l": "b"}, [{"a": 1}, {"b": 1}]),
            ("{a: (1,2), b: (3,4)}", None, [{"a": a, "b": b} for a in (1, 2) for b in (3, 4)]),
            ("{a: empty, b: .x.y.z}", {"x": 5}, []),
            ("{if: 1, and: 2, then: 3}", None, [{"if": 1, "and": 2, "then": 3}]),
            ("{a: 1 + 2, b: .a // 3}", {}, [{"a": 3, "b": 3}]),
            ("{a: 1 | 2}", None, [{"a": 2}]),
            ('"\\(1,2) \\(3,4)"', None, ["1 3", "2 3", "1 4", "2 4"]),
            ('"a\\(.)b"', {"x": [1, None]}, ['a{"x":[1,null]}b']),
            ('"\\("in \\("deep")")"', None, ["in deep"]),
            ('"\\u00e9\\ud83d\\ude00\\n\\/"', None, ["é😀\n/"]),
        ],
    )
    def test_makes_values(self, source, value, expected):
        assert results(source, value, x=9) == expected

    def test_a_key_must_be_a_text(self):
        assert error("{(.k): 1}", {"k": 5}) == "Cannot use number (5) as object key"


class TestOperators:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("1 + 2 * 3 - 4 / 2", [5]),
            ("(1 + 2) * 3", [9]),
            ("10 - 2 - 3", [5]),
            ("-(1 + 2)", [-3]),
            ("1 == 1.0, 1 < 2, 2 <= 1", [True, True, False]),
            ("[(1,2) + (10,20)]", [[11, 12, 21, 22]]),
            ("1, 2 | . + 1", [2, 3]),
            ("null // 1, false // 2, 0 // 3", [1, 2, 0]),
            ("[(false, 1, null, 2) // 9]", [[1, 2]]),
            ("empty // 9", [9]),
            ("null // false // 3", [3]),
            ("true and false or true", [True]),
            ("[(true, false) and (true, false)]", [[True, False, False]]),
            ("false and .x.y.z", [False]),
            ("true or .x.y.z", [True]),
            ("null and 1, 0 and 1", [False, True]),
            ("1 as_ // 2", None),
        ],
    )
    def test_bind_as_in_jq(self, source, expected):
        if expected is None:
            with pytest.raises(jq.JqSyntaxError):
                results(source)
        else:
            assert results(source, {"x": 5}) == expected

    def test_an_error_on_the_left_is_no_alternative(self):
        assert error(".a // 1", 5) == 'Cannot index number with string ("a")'
        assert results("(.a)? // 1", 5) == [1]


class TestControl:
    @pytest.mark.parametrize(
        ("source", "value", "expected"),
        [
            ("if . then 1 else 2 end", True, [1]),
            ("if . then 1 end", False, [False]),
            ("if . > 5 then 1 elif . > 3 then 2 else 3 end", 4, [2]),
            ("if (true, false) then 1 else 2 end", None, [1, 2]),
            ("if empty then 1 else 2 end", None, []),
            ("if 0 then 1 else 2 end", None, [1]),
            ("(1, .a, 2)?", 5, [1]),
            ("[.[] | (.a)?]", [{"a": 1}, 2], [[1]]),
        ],
    )
    def test_chooses(self, source, value, expected):
        assert results(source, value) == expected


class TestFunctions:
    @pytest.mark.parametrize(
        ("source", "value", "expected"),
        [
            ("map(. + 1)", [1, 2], [[2, 3]]),
            ("map(., .)", [1], [[1, 1]]),
            ("map(empty)", {"a": 1}, [[]]),
            ("[.[] | select(. > 1)]", [1, 2, 3], [[2, 3]]),
            ("select(true, true)", 5, [5, 5]),
            ("any(. > 2), all(. > 2)", [1, 3], [True, False]),
            ("any(.), all(.)", [], [False, True]),
            ("not, (null | not)", 0, [False, True]),
            ('has("a"), has("b")', {"a": None}, [True, False]),
            ("empty", 1, []),
            (
                "[.[] | type]",
                [None, True, 1, "", [], {}],
                [["null", "boolean", "number", "string", "array", "object"]],
            ),
        ],
    )
    def test_those_that_are_there(self, source, value, expected):
        assert results(source, value) == expected


BOMBS = {
    "a value that holds itself": "|".join(["[.,.]"] * 40),
    "one written out": "|".join(["[.,.]"] * 40) + "|tostring",
    "one in a text": "|".join(["[.,.]"] * 40) + '|"\\(.)"',
    "one compared": "|".join(["[.,.]"] * 40) + "| . == [.[0], .[1]]",
    "results without end": "|".join(["(.,.)"] * 40),
    "choices": "|".join(["select(true,true)"] * 40),
    "texts": '"' + "\\(1,2)" * 40 + '"',
    "objects": "{" + ",".join(f"a{n}: (1,2)" for n in range(40)) + "}",
    "a long text": '"aaaaaaaaaa"|' + "|".join([".+."] * 60),
    "a longer text": '"a" * 1e9',
    "a long list": "[1]|" + "|".join([".+."] * 40),
    "a text in a text": '"a"|' + "|".join(['"\\(.)\\(.)"'] * 60),
}


class TestBounds:
    @pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
    def test_a_bomb_is_stopped(self, source):
        with pytest.raises(JqBudgetError):
            results(source)

    def test_nothing_forgives_a_spent_budget(self):
        for source in (
            '("a" * 1e9)?',
            '("a" * 1e9)[0]?',
            'try ("a" * 1e9) catch 1',
            "first(repeat(empty))?",
        ):
            with pytest.raises(JqBudgetError):
                results(source)

    def test_steps_are_counted_alike_every_time(self):
        expression = jq.compile('[.[] | select(. > 3) | {a: ., b: "\\(.)"}] | map(.a) | add')
        spent: list[int] = []
        for _ in range(3):
            budget = Budget()
            expression.evaluate([*range(100)], {}, budget)
            spent.append(budget.spent)
        assert len({*spent}) == 1
        with pytest.raises(JqBudgetError, match="more than 50 steps"):
            expression.evaluate([*range(100)], {}, Budget(50))

    @pytest.mark.parametrize("source", ["tostring", "[.]", ". == [.]", '"\\(.)"'])
    def test_deep_data(self, source):
        deep = None
        for _ in range(900):
            deep = [deep]
        with pytest.raises(JqBudgetError):
            results(source, deep)
        assert results(".", deep) == [deep]

    def test_numbers_stay_numbers(self):
        assert results("9 | " + "|".join([". * ."] * 100)) == [1.7976931348623157e308]
        assert results(". * .", 10**4000) == [1.7976931348623157e308]
        assert results("-(. * .)", 10**4000) == [-1.7976931348623157e308]
        assert results("1e999, -1e999") == [1.7976931348623157e308, -1.7976931348623157e308]


class TestCache:
    def test_the_same_program_is_compiled_once(self):
        assert jq.compile(".a.b.c") is jq.compile(".a.b.c")


PIECES = st.sampled_from(
    [
        ".",
        ".a",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        "|",
        ",",
        ":",
        ";",
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "==",
        "<",
        "and",
        "or",
        "not",
        "if",
        "then",
        "elif",
        "else",
        "end",
        "1",
        "2.5",
        '"x"',
        '"\\(',
        ')"',
        "$x",
        "map(",
        "select(",
        "?",
        ".[",
        "..",
        "as",
        "reduce",
        "length",
        " ",
        "keys",
        "#",
        "@base64",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-1e9, 1e9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abx"), inner, max_size=3)
    ),
    max_leaves=8,
)


def outcome(source, value) -> str:
    try:
        return f"{len(results(source, value, x=value))} results"
    except (jq.JqSyntaxError, JqError) as raised:
        return str(raised)


class TestHostile:
    @given(st.lists(PIECES, max_size=14), VALUES)
    @settings(max_examples=600, deadline=None)
    def test_any_program_runs_or_is_refused(self, pieces, value):
        assert outcome("".join(pieces), value)

    @given(st.integers(-(2**53), 2**53), st.integers(-(2**53), 2**53))
    def test_sums_of_whole_numbers_are_exact_where_doubles_are(self, one, other):
        (found,) = results(".[0] + .[1]", [one, other])
        assert Fraction(found) == Fraction(float(one + other))
