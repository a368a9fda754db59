"""Drafts, references, circles and bounds of a schema's compilation."""

from __future__ import annotations

import pytest

from definitions.json_schema.compiler import MOST_PARTS, MOST_PATTERNS, SchemaError
from definitions.json_schema.running import Run
from definitions.json_schema.vocabulary import compile_schema


def fits(schema: object, value: object, draft: int | None = None) -> bool:
    return compile_schema(schema, draft).check(value, None, Run())


def refused(schema: object, draft: int | None = None) -> tuple[str, str]:
    with pytest.raises(SchemaError) as error:
        compile_schema(schema, draft)
    assert error.value.message.endswith(".")
    return error.value.code, error.value.pointer


class TestCompile:
    def test_true_and_false(self):
        assert fits(True, 1)
        assert not fits(False, 1)
        assert fits({"properties": {"a": False}}, {})
        assert not fits({"properties": {"a": False}}, {"a": 1})

    @pytest.mark.parametrize("schema", [None, 5, "x", [], 1.5])
    def test_no_schema_at_all(self, schema):
        assert refused(schema) == ("schema-invalid", "")

    def test_a_part_that_is_none(self):
        assert refused({"properties": {"a/b": 5}}) == ("schema-invalid", "/properties/a~1b")

    def test_references(self):
        tree = {
            "$defs": {"node": {"properties": {"of": {"items": {"$ref": "#/$defs/node"}}}}},
            "allOf": [{"$ref": "#/$defs/node"}],
            "type": "object",
        }
        assert fits(tree, {"of": [{"of": [{}]}]})
        assert not fits({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}, 1)

    @pytest.mark.parametrize(
        "reference",
        ["https://example.com/x", "file:///etc/passwd", "#/$defs/nobody", "#nobody", "x.json"],
    )
    def test_references_to_nothing_here(self, reference):
        found = refused({"properties": {"a": {"$ref": reference}}})
        assert found == ("schema-reference", "/properties/a/$ref")

    def test_dynamic_references_within_one_resource(self):
        schema = {
            "$dynamicAnchor": "n",
            "properties": {"a": {"$dynamicRef": "#n"}},
            "type": "object",
        }
        assert fits(schema, {"a": {"a": {}}})
        assert not fits(schema, {"a": {"a": 5}})

    def test_dynamic_references_that_could_mean_several(self):
        inner = {"$id": "in", "$dynamicAnchor": "n", "items": {"$dynamicRef": "#n"}}
        found = refused({"$dynamicAnchor": "n", "properties": {"a": inner}})
        assert found == ("schema-reference", "/properties/a/items/$dynamicRef")


class TestCircles:
    @pytest.mark.parametrize(
        "schema",
        [
            {"$ref": "#"},
            {"allOf": [{"$ref": "#"}]},
            {"anyOf": [{"$ref": "#"}, {"type": "string"}]},
            {"not": {"$ref": "#"}},
            {"if": {"$ref": "#"}, "then": True},
            {"dependentSchemas": {"a": {"$ref": "#"}}},
            {"$dynamicAnchor": "x", "$dynamicRef": "#x"},
            {
                "$ref": "#/$defs/a",
                "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"oneOf": [{"$ref": "#/$defs/a"}]}},
            },
        ],
        ids=range(8),
    )
    def test_for_the_same_value(self, schema):
        assert refused(schema)[0] == "schema-endless"

    def test_that_go_into_the_value(self):
        assert fits({"items": {"anyOf": [{"$ref": "#"}, {"type": "string"}]}}, [[["x"]]])

    def test_that_nobody_comes_to(self):
        assert refused({"properties": {"a": {"$ref": "#/properties/a"}}})[0] == "schema-endless"


class TestDrafts:
    @pytest.mark.parametrize(
        ("address", "value"),
        [
            ("http://json-schema.org/draft-04/schema#", 5),
            ("http://json-schema.org/draft-07/schema#", 6),
            ("https://json-schema.org/draft/2020-12/schema", 6),
        ],
    )
    def test_the_document_says_which(self, address, value):
        strictly = True if "04" in address else 5
        schema = {"$schema": address, "minimum": 4, "exclusiveMinimum": strictly}
        assert fits(schema, value)
        assert not fits(schema, 4)

    def test_one_that_nobody_knows(self):
        assert refused({"$schema": "https://example.com/own"}) == ("schema-invalid", "/$schema")
        assert refused({"$schema": 5}) == ("schema-invalid", "/$schema")

    def test_beside_a_reference_nothing_counted(self):
        schema = {"$ref": "#/definitions/a", "maximum": 5, "definitions": {"a": {}}}
        assert fits(schema, 9, 7)
        assert not fits(schema, 9, 2019)

    def test_a_list_of_schemas_for_entries(self):
        assert not fits({"items": [{"type": "string"}]}, [1], 7)
        assert refused({"items": [{}]}, 2020) == ("schema-invalid", "/items")

    def test_later_keywords_mean_nothing_before(self):
        assert fits({"const": 1}, 2, 4)
        assert not fits({"const": 1}, 2, 6)


class TestBounds:
    def test_patterns(self):
        names = {f"^{number}$": True for number in range(MOST_PATTERNS + 1)}
        assert refused({"patternProperties": names})[0] == "schema-pattern"

    def test_parts(self):
        names = {f"p{number}": {} for number in range(MOST_PARTS)}
        assert refused({"properties": names})[0] == "schema-invalid"

    def test_levels(self):
        schema: object = {}
        for _ in range(5_000):
            schema = {"not": schema}
        assert refused(schema)[0] == "schema-invalid"
