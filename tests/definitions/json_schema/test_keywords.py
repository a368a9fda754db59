"""Types, bounds, lengths and choices: what fits, and what is said of what doesn't."""

from __future__ import annotations

import pytest

from definitions.json_schema.compiler import SchemaError
from definitions.json_schema.keywords import MAKERS, key_of
from definitions.json_schema.running import Run
from definitions.json_schema.vocabulary import compile_schema


def said(schema: object, value: object, draft: int | None = None) -> list[str]:
    run = Run(telling=True)
    compile_schema(schema, draft).check(value, None, run)
    return [fault.message for fault in run.faults]


class TestTypes:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("null", None),
            ("boolean", False),
            ("integer", 5),
            ("integer", 5.0),
            ("integer", 10**40),
            ("number", 1),
            ("number", 1.5),
            ("string", ""),
            ("array", []),
            ("object", {}),
            (["string", "null"], None),
        ],
    )
    def test_that_fit(self, kind, value):
        assert said({"type": kind}, value) == []

    @pytest.mark.parametrize(
        ("kind", "value", "message"),
        [
            ("integer", True, "The whole: must be a whole number; it is true"),
            ("integer", 1.5, "The whole: must be a whole number; it is 1.5"),
            ("string", 5, "The whole: must be a text; it is 5"),
            ("object", [], "The whole: must be a map; it is []"),
            (["string", "null"], 5, "The whole: must be a text or empty; it is 5"),
        ],
    )
    def test_that_do_not(self, kind, value, message):
        assert said({"type": kind}, value) == [message]

    def test_a_whole_number_of_draft_4_is_written_so(self):
        assert said({"type": "integer"}, 5.0, 4) != []


class TestChoices:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (1, 1.0, True),
            (1, True, False),
            (0, False, False),
            (None, False, False),
            ("1", 1, False),
            ([1, 2], [2, 1], False),
            ({"a": 1, "b": [1.0]}, {"b": [1], "a": 1}, True),
            ([], {}, False),
            ({"a": None}, {}, False),
        ],
    )
    def test_what_is_equal(self, one, other, same):
        assert (key_of(one, Run()) == key_of(other, Run())) is same
        assert (said({"const": one}, other) == []) is same

    def test_are_named(self):
        assert said({"enum": ["a", 1, None]}, "b") == [
            "The whole: must be one of 'a', 1, empty; it is 'b'"
        ]
        assert said({"const": "x"}, "y") == ["The whole: must be 'x'; it is 'y'"]

    def test_no_more_than_a_sentence_bears(self):
        (message,) = said({"enum": [*range(1_000)]}, -1)
        assert message.endswith("8, 9, …; it is -1")


class TestNumbers:
    @pytest.mark.parametrize(
        ("schema", "value", "wanted"),
        [
            ({"minimum": 1}, 0, "at least 1"),
            ({"maximum": 1.5}, 2, "at most 1.5"),
            ({"exclusiveMinimum": 1}, 1, "more than 1"),
            ({"exclusiveMaximum": 1}, 1.0, "less than 1"),
            ({"multipleOf": 0.01}, 0.005, "a multiple of 0.01"),
            ({"multipleOf": 5}, 7, "a multiple of 5"),
        ],
    )
    def test_out_of_bounds(self, schema, value, wanted):
        assert said(schema, value) == [f"The whole: must be {wanted}; it is {value}"]

    @pytest.mark.parametrize("value", [19.99, 0.07, 1e15, 3, 1.1e2])
    def test_steps_count_as_written(self, value):
        assert said({"multipleOf": 0.01}, value) == []

    @pytest.mark.parametrize("value", ["0", None, True, []])
    def test_other_types_pass(self, value):
        assert said({"minimum": 5, "multipleOf": 3}, value) == []

    def test_strictness_in_draft_4(self):
        assert said({"minimum": 1, "exclusiveMinimum": True}, 1, 4) != []
        assert said({"minimum": 1, "exclusiveMinimum": False}, 1, 4) == []


class TestTexts:
    @pytest.mark.parametrize(
        ("schema", "value", "message"),
        [
            ({"minLength": 1}, "", "must not be empty; it has 0"),
            ({"minLength": 3}, "ab", "must have at least 3 characters; it has 2"),
            ({"maxLength": 1}, "ab", "must have at most 1 character; it has 2"),
            ({"maxLength": 0}, "ab", "must be empty; it has 2"),
            ({"pattern": "^a"}, "b", "must match the pattern ^a; it is 'b'"),
            ({"format": "date"}, "soon", "must be a date such as 2026-12-31; it is 'soon'"),
        ],
    )
    def test_that_do_not_fit(self, schema, value, message):
        assert said(schema, value) == [f"The whole: {message}"]

    def test_characters_are_counted_not_bytes(self):
        assert said({"maxLength": 2}, "🎉é") == []

    def test_a_format_that_is_a_hint(self):
        assert said({"format": "person"}, "nobody") == []


class TestSizes:
    @pytest.mark.parametrize(
        ("schema", "value", "message"),
        [
            ({"minItems": 1}, [], "must not be empty; it has 0"),
            ({"maxItems": 2}, [1, 2, 3], "must have at most 2 entries; it has 3"),
            ({"minProperties": 2}, {"a": 1}, "must have at least 2 attributes; it has 1"),
            ({"maxProperties": 0}, {"a": 1}, "must be empty; it has 1"),
        ],
    )
    def test_out_of_bounds(self, schema, value, message):
        assert said(schema, value) == [f"The whole: {message}"]

    def test_repeated_entries(self):
        assert said({"uniqueItems": True}, [1, 2, 1.0]) == [
            "/2: must not repeat an entry; it is the same as 0"
        ]
        assert said({"uniqueItems": True}, [1, True, "1"]) == []

    def test_missing_ones_are_named_each(self):
        assert said({"required": ["a", "b/c"]}, {}) == [
            "/a: must be given; it is missing",
            "/b~1c: must be given; it is missing",
        ]


class TestArguments:
    @pytest.mark.parametrize(
        ("schema", "pointer"),
        [
            ({"type": "strng"}, "/type"),
            ({"type": 5}, "/type"),
            ({"enum": "a"}, "/enum"),
            ({"minimum": "1"}, "/minimum"),
            ({"minimum": True}, "/minimum"),
            ({"multipleOf": 0}, "/multipleOf"),
            ({"minLength": -1}, "/minLength"),
            ({"minLength": 1.5}, "/minLength"),
            ({"required": "a"}, "/required"),
            ({"required": ["a", 5]}, "/required"),
            ({"pattern": 5}, "/pattern"),
            ({"pattern": "("}, "/pattern"),
            ({"format": 5}, "/format"),
        ],
    )
    def test_that_cannot_be(self, schema, pointer):
        with pytest.raises(SchemaError) as error:
            compile_schema(schema)
        assert error.value.pointer == pointer

    @pytest.mark.parametrize("keyword", MAKERS)
    def test_none_is_passed_over(self, keyword):
        if keyword not in ("const", "uniqueItems"):
            with pytest.raises(SchemaError):
                compile_schema({keyword: {}})
