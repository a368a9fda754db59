"""What is known of data: from schemas and values, brought together, never without bound."""

from __future__ import annotations

import pytest

from definitions.known_data import (
    ANYTHING,
    DEEPEST,
    INTEGER,
    LARGEST,
    NOTHING,
    NULL,
    TEXT,
    a_list,
    an_object,
    either,
    items_of,
    merged,
    name_in,
    of_schema,
    of_value,
    to_schema,
    together,
)


def told(schema: object) -> object:
    return to_schema(of_schema(schema))


class TestOfSchema:
    def test_types_names_and_words(self):
        schema = {
            "title": "Purchase",
            "type": "object",
            "properties": {
                "cost": {"type": "number", "title": "Cost", "minimum": 0},
                "kinds": {"type": "array", "items": {"enum": ["a", "b"]}},
            },
            "required": ["cost"],
            "additionalProperties": False,
        }
        assert told(schema) == {
            "title": "Purchase",
            "type": "object",
            "properties": {
                "cost": {"title": "Cost", "type": "number"},
                "kinds": {"type": "array", "items": {"enum": ["a", "b"], "type": "string"}},
            },
            "required": ["cost"],
            "additionalProperties": False,
        }

    def test_references_within_are_followed(self):
        schema = {
            "$defs": {"person": {"type": "object", "properties": {"name": {"type": "string"}}}},
            "type": "object",
            "properties": {"by": {"$ref": "#/$defs/person", "title": "By"}},
        }
        by = of_schema(schema).names["by"]
        assert by.words["title"] == "By"
        assert by.names["name"].types == ("string",)

    def test_choices(self):
        assert told({"anyOf": [{"type": "string"}, {"type": "null"}]}) == {
            "type": ["string", "null"]
        }
        assert told({"oneOf": [{"const": "a"}, {"const": "b"}]}) == {
            "enum": ["a", "b"],
            "type": "string",
        }
        parts = {"allOf": [{"properties": {"a": {"type": "integer"}}}, {"required": ["a"]}]}
        assert of_schema(parts).names["a"].types == ("integer",)

    @pytest.mark.parametrize(
        "schema",
        [
            *(None, True, False, 7, "x", [], {}),
            *({"$ref": 5}, {"$ref": "#"}, {"$ref": "https://x.example/a"}, {"$ref": "#/nowhere"}),
            *({"type": 5}, {"type": []}, {"type": [5]}, {"enum": []}, {"enum": 7}),
            *({"anyOf": []}, {"anyOf": [7]}, {"allOf": [7, None]}),
            *({"type": "object", "properties": []}, {"type": "object", "required": "a"}),
            {"type": "array", "items": [1, 2]},
        ],
        ids=range(22),
    )
    def test_strange_ones_are_read_as_far_as_they_go(self, schema: object):
        to_schema(of_schema(schema))

    def test_one_that_refers_to_itself_ends(self):
        tree = {"type": "object", "properties": {n: {"$ref": "#"} for n in ("a", "b", "c")}}
        assert of_schema(tree).size <= LARGEST
        assert of_schema({"$ref": "#"}).anything


class TestBounds:
    def test_a_wide_object_is_open_again(self):
        wide = an_object({str(number): TEXT for number in range(LARGEST * 2)})
        assert wide.size <= LARGEST
        assert wide.open

    def test_what_doubles_stays_small(self):
        known = of_value({"a": 1})
        for _ in range(100):
            known = an_object({"one": known, "other": known})
        assert known.size <= LARGEST
        assert known.depth <= DEEPEST

    def test_what_gets_deep_ends(self):
        known = TEXT
        for _ in range(100):
            known = a_list(known)
        assert known.depth <= DEEPEST


class TestEither:
    def test_nothing_gives_way_and_anything_wins(self):
        assert either(NOTHING, TEXT) is TEXT
        assert either(TEXT, NOTHING) is TEXT
        assert either(TEXT, ANYTHING) is ANYTHING
        assert together([]) is NOTHING
        assert to_schema(NOTHING) is True

    def test_objects_keep_all_names_and_need_those_of_both(self):
        one = an_object({"a": TEXT, "b": INTEGER})
        other = an_object({"b": TEXT, "c": TEXT})
        both = either(one, other)
        assert set(both.names) == {"a", "b", "c"}
        assert both.required == {"b"}
        assert both.names["b"].types == ("integer", "string")

    def test_an_object_or_null(self):
        both = either(an_object({"a": TEXT}), NULL)
        assert both.types == ("object", "null")
        assert set(both.names) == {"a"}

    def test_lists(self):
        assert items_of(either(a_list(TEXT), a_list(INTEGER))).types == ("string", "integer")


class TestLookingInto:
    def test_names(self):
        known = an_object({"a": TEXT})
        assert name_in(known, "a") is TEXT
        assert name_in(known, "b") is NULL
        assert name_in(an_object({}, more=True), "b") is ANYTHING
        assert name_in(TEXT, "b") is ANYTHING

    def test_two_objects_as_one(self):
        whole = merged(an_object({"a": TEXT, "b": TEXT}), an_object({"b": INTEGER}))
        assert whole.names["b"] is INTEGER
        assert whole.required == {"a", "b"}
        assert merged(TEXT, an_object({})) is ANYTHING
