"""Schemas for parts of a value, and several for one value; whose faults are told."""

from __future__ import annotations

import pytest

from definitions.json_schema.compiler import SchemaError
from definitions.json_schema.running import Run
from definitions.json_schema.vocabulary import compile_schema


def said(schema: object, value: object, draft: int | None = None) -> list[str]:
    run = Run(telling=True)
    compile_schema(schema, draft).check(value, None, run)
    return [fault.message for fault in run.faults]


TEXT = {"type": "string"}


class TestMaps:
    def test_properties_in_the_order_of_the_schema(self):
        schema = {"properties": {"b": TEXT, "a": {"properties": {"x": TEXT}}}}
        assert said(schema, {"a": {"x": 1}, "b": 2}) == [
            "/b: must be a text; it is 2",
            "/a/x: must be a text; it is 1",
        ]

    def test_what_is_not_expected(self):
        schema = {"properties": {"amount": True}, "additionalProperties": False}
        assert said(schema, {"amuont": 1, "zzz": 2}) == [
            "/amuont: must be left out; did you mean amount?",
            "/zzz: must be left out; nothing has this name here",
        ]

    def test_what_is_not_named(self):
        schema = {"patternProperties": {"^x-": TEXT}, "additionalProperties": {"type": "integer"}}
        assert said(schema, {"x-a": "1", "b": 1}) == []
        assert said(schema, {"x-a": 1, "b": "1"}) == [
            "/x-a: must be a text; it is 1",
            "/b: must be a whole number; it is '1'",
        ]

    def test_names(self):
        assert said({"propertyNames": {"maxLength": 2}}, {"ab": 1, "abc": 2}) == [
            "/abc: must have another name; this one is not allowed"
        ]

    @pytest.mark.parametrize("keyword", ["dependentRequired", "dependencies"])
    def test_what_belongs_together(self, keyword):
        assert said({keyword: {"card": ["address"]}}, {"card": 1}) == [
            "/address: must be given together with card; it is missing"
        ]

    @pytest.mark.parametrize("keyword", ["dependentSchemas", "dependencies"])
    def test_what_follows_from_a_name(self, keyword):
        schema = {keyword: {"a": {"required": ["b"]}}}
        assert said(schema, {"c": 1}) == []
        assert said(schema, {"a": 1}) == ["/b: must be given; it is missing"]


class TestLists:
    def test_entries(self):
        assert said({"items": TEXT}, ["a", 1, 2]) == [
            "/1: must be a text; it is 1",
            "/2: must be a text; it is 2",
        ]

    def test_the_first_ones_and_the_rest(self):
        schema = {"prefixItems": [TEXT, {"type": "integer"}], "items": False}
        assert said(schema, ["a", 1]) == []
        assert said(schema, [1, 1, 1]) == [
            "/0: must be a text; it is 1",
            "/2: must be left out; it is there",
        ]
        assert said({"items": [TEXT], "additionalItems": False}, ["a", 1], 7) != []

    def test_entries_of_a_kind(self):
        schema = {"contains": {"type": "integer"}, "minContains": 2, "maxContains": 3}
        assert said(schema, [1, "a", 2]) == []
        assert said(schema, [1]) == ["The whole: must have at least 2 of a certain kind; it has 1"]
        assert said(schema, [1] * 4) == [
            "The whole: must have at most 3 of a certain kind; it has 4"
        ]


class TestAlternatives:
    def test_all_of_them(self):
        assert said({"allOf": [{"minimum": 3}, {"multipleOf": 2}]}, 1) == [
            "The whole: must be at least 3; it is 1",
            "The whole: must be a multiple of 2; it is 1",
        ]

    def test_choices_with_titles(self):
        schema = {"oneOf": [{"const": "low", "title": "It can wait"}, {"const": "high"}]}
        assert said(schema, "low") == []
        assert said(schema, "x") == ["The whole: must be 'low' or 'high'; it is 'x'"]

    def test_types(self):
        schema = {"anyOf": [TEXT, {"type": "null"}]}
        assert said(schema, 5) == ["The whole: must be a text or empty; it is 5"]

    def test_the_nearest_one_tells_what_it_lacks(self):
        by_card = {"properties": {"by": {"const": "card"}}, "required": ["number", "until"]}
        by_bank = {"properties": {"by": {"const": "bank"}}, "required": ["account"]}
        assert said({"oneOf": [by_card, by_bank]}, {"by": "bank"}) == [
            "/account: must be given; it is missing"
        ]

    def test_wishes_of_several_kinds(self):
        schema = {"anyOf": [{"type": "string"}, {"minItems": 2, "type": "array"}]}
        assert said(schema, []) == [
            "The whole: must be a text, or must have at least 2 entries; it is []"
        ]

    def test_several_that_fit(self):
        assert said({"oneOf": [{"minimum": 1}, {"maximum": 5}]}, 3) == [
            "The whole: must fit only one of the alternatives; it fits several"
        ]

    def test_what_is_excluded(self):
        assert said({"not": {"const": 5}}, 5) == ["The whole: must be something else; it is 5"]

    def test_conditions(self):
        schema = {
            "if": {"properties": {"amount": {"exclusiveMinimum": 1000}}, "required": ["amount"]},
            "then": {"required": ["reason"]},
            "else": {"properties": {"reason": False}},
        }
        assert said(schema, {"amount": 1001}) == ["/reason: must be given; it is missing"]
        assert said(schema, {"amount": 5, "reason": "x"}) == [
            "/reason: must be left out; it is there"
        ]
        assert said({"then": False}, 1) == []
        assert said({"if": True}, 1) == []


class TestArguments:
    @pytest.mark.parametrize(
        ("schema", "pointer"),
        [
            ({"properties": []}, "/properties"),
            ({"properties": {"a": 5}}, "/properties/a"),
            ({"patternProperties": {"(": True}}, "/patternProperties/("),
            ({"items": 5}, "/items"),
            ({"prefixItems": {}}, "/prefixItems"),
            ({"allOf": []}, "/allOf"),
            ({"anyOf": {}}, "/anyOf"),
            ({"oneOf": [5]}, "/oneOf/0"),
            ({"not": 5}, "/not"),
            ({"if": 5}, "/if"),
            ({"$ref": 5}, "/$ref"),
            ({"dependentRequired": {"a": 5}}, "/dependentRequired/a"),
            ({"contains": True, "minContains": -1}, "/minContains"),
        ],
    )
    def test_that_cannot_be(self, schema, pointer):
        with pytest.raises(SchemaError) as error:
            compile_schema(schema)
        assert error.value.pointer == pointer
