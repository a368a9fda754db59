"""Order, arithmetic and functions, as jq has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import jq
from definitions.jq import Budget, JqError
from definitions.jq.functions.arithmetic import named as show
from definitions.jq.functions.order import compare, truthy

ORDERED = [
    None,
    False,
    True,
    -1.5,
    0,
    1,
    2.5,
    10,
    "",
    "A",
    "a",
    "aa",
    "é",
    "\uffff",
    "😀",
    [],
    [None],
    [1],
    [1, 2],
    [2],
    {},
    {"a": 1},
    {"a": 2},
    {"a": 1, "b": 0},
    {"b": 0},
]


def result(source, value=None):
    (found,) = jq.compile(source).evaluate(value, {}, Budget())
    return found


def error(source, value=None) -> str:
    with pytest.raises(JqError) as caught:
        result(source, value)
    return str(caught.value)


class TestCompare:
    def test_the_total_order(self):
        for place, one in enumerate(ORDERED):
            for other_place, other in enumerate(ORDERED):
                found = compare(one, other, Budget())
                assert (found > 0) - (found < 0) == (place > other_place) - (place < other_place)

    @pytest.mark.parametrize(
        ("one", "other"),
        [(1, 1.0), ([1], [1.0]), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), (10**20, 1e20)],
    )
    def test_equal(self, one, other):
        assert compare(one, other, Budget()) == 0

    @pytest.mark.parametrize(
        ("one", "other"),
        [(True, 1), (False, 0), ("1", 1), (None, False), ([], {}), (2**53, 2**53 + 1)],
    )
    def test_different(self, one, other):
        assert compare(one, other, Budget()) != 0

    @given(st.lists(st.sampled_from(ORDERED), min_size=2, max_size=2))
    def test_counts_steps(self, pair):
        budget = Budget()
        compare(*pair, budget)
        assert budget.spent > 0


class TestArithmetic:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("0.1 + 0.2", 0.30000000000000004),
            ("1 + 1", 2),
            ("1.5 + 1.5", 3),
            ("null + 1", 1),
            ('"a" + "b"', "ab"),
            ("[1] + [2]", [1, 2]),
            ("{a: 1} + {a: 2, b: 3}", {"a": 2, "b": 3}),
            ("{} + null", {}),
            ("5 - 7", -2),
            ("[1, 2, 1] - [1]", [2]),
            ("6 / 4", 1.5),
            ("6 / 3", 2),
            ('"a,b" / ","', ["a", "b"]),
            ('"abc" / ""', ["a", "b", "c"]),
            ('"" / "a"', []),
            ("5 % 3", 2),
            ("-5 % 3", -2),
            ("5 % -3", 2),
            ("5.9 % 3.9", 2),
            ('"ab" * 2', "abab"),
            ('2 * "ab"', "abab"),
            ('"ab" * 0', ""),
            ('"ab" * -1', None),
            ('"ab" * 1.5', "ab"),
            ("{a: {b: 1}} * {a: {c: 2}}", {"a": {"b": 1, "c": 2}}),
            ("{a: {b: 1}} * {a: 2}", {"a": 2}),
            ("-(1)", -1),
            ("-0", 0),
            ("9007199254740993 + 0", 9007199254740992.0),
            ("1e17 + 1", 1e17),
            ("1e308 * 10", 1.7976931348623157e308),
            ("1e-7 * 2", 2e-7),
            ("1 / 3 * 3", 1),
        ],
    )
    def test_gives(self, source, expected):
        found = result(source)
        assert found == expected
        assert isinstance(found, float) is isinstance(expected, float)

    def test_whole_numbers_that_nobody_computes_with_stay_exact(self):
        assert result(".a", {"a": 9007199254740993}) == 9007199254740993
        assert result("[.[]]", [123456789012345678901234567890]) == [123456789012345678901234567890]
        assert result("9007199254740993") == 9007199254740993

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ('1 + "a"', 'number (1) and string ("a") cannot be added'),
            ("{} - 1", "object ({}) and number (1) cannot be subtracted"),
            ("[] * 2", "array ([]) and number (2) cannot be multiplied"),
            ("true + 1", "boolean (true) and number (1) cannot be added"),
            ("1 / 0", "number (1) and number (0) cannot be divided because the divisor is zero"),
            (
                "5 % 0.5",
                (
                    "number (5) and number (0.5) cannot be divided (remainder) because the "
                    "divisor is zero"
                ),
            ),
            ("{} % 1", "object ({}) and number (1) cannot be divided (remainder)"),
            ("null * null", "null (null) and null (null) cannot be multiplied"),
            ('-("a")', 'string ("a") cannot be negated'),
            ("-(true)", "boolean (true) cannot be negated"),
        ],
    )
    def test_or_says_why_not(self, source, said):
        assert error(source) == said


class TestFunctions:
    @pytest.mark.parametrize(
        ("source", "value", "expected"),
        [
            ("length", "añ😀", 3),
            ("length", None, 0),
            ("length", -5, 5),
            ("length", {"a": 1}, 1),
            ("keys", {"b": 1, "a": 2}, ["a", "b"]),
            ("keys", [7, 8], [0, 1]),
            ("add", [1, 2, 3], 6),
            ("add", [], None),
            ("add", {"a": "x", "b": "y"}, "xy"),
            ("add", ["a", None, "b"], "ab"),
            ("tostring", "a", "a"),
            ("tostring", [1, {"a": None}], '[1,{"a":null}]'),
            ("tostring", True, "true"),
            ("tonumber", "5", 5),
            ("tonumber", "-1.5e1", -15),
            ("tonumber", ".5", 0.5),
            ("tonumber", 7, 7),
            ("tonumber", "100000000000000000000", 100000000000000000000),
            ("has(0)", [1], True),
            ("has(1)", [1], False),
            ("has(-1)", [1], False),
        ],
    )
    def test_give(self, source, value, expected):
        assert result(source, value) == expected

    @pytest.mark.parametrize(
        ("source", "value", "said"),
        [
            ("length", True, "boolean (true) has no length"),
            ("keys", 5, "number (5) has no keys"),
            ("has(true)", [1], "Cannot check whether array has a boolean key"),
            ("has(0)", {}, "Cannot check whether object has a number key"),
            ("add", 5, "Cannot iterate over number (5)"),
            ("map(.)", 5, "Cannot iterate over number (5)"),
            *(
                ("tonumber", text, f'string ("{text}") cannot be parsed as a number')
                for text in (
                    " 1",
                    "1 ",
                    "0x1",
                    "1_0",
                    "",
                    "one",
                    "\u0665",
                    "1e",
                    ".",
                    "nan1",
                    "1 2",
                    "--1",
                )
            ),
            ("tonumber", [1], "array ([1]) cannot be parsed as a number"),
        ],
    )
    def test_or_say_why_not(self, source, value, said):
        assert error(source, value) == said


class TestShow:
    def test_a_large_value_is_cut(self):
        assert len(show(["x" * 10] * 1_000_000)) < 100
        assert len(show("x" * 1_000_000)) < 100

    def test_a_value_that_holds_itself_many_times_is_no_work(self):
        value = [1]
        for _ in range(60):
            value = [value, value]
        assert show(value) == "array ([[[[[[[[[[[[[[[[[[[[[[[[[...])"


class TestTruthy:
    @pytest.mark.parametrize(
        ("value", "holds"), [(None, False), (False, False), (0, True), ("", True), ([], True)]
    )
    def test_only_null_and_false_are_not(self, value, holds):
        assert truthy(value) is holds
