"""The standard's schemas: formats, faults, and an input held against them before a run."""

from __future__ import annotations

import pytest

from definitions.schemas import (
    SCHEMAS_KEPT,
    Fault,
    Schema,
    SchemaError,
    faults_of_input,
    is_json,
    schema_of,
    sentence,
)


def document(schema: object) -> dict[str, object]:
    return {"input": {"schema": schema}, "do": []}


class TestSchema:
    def test_faults_of_a_value(self):
        schema = Schema({"properties": {"amount": {"minimum": 1}}, "required": ["name"]})
        assert schema.faults({"name": "x", "amount": 1}) == []
        assert [fault.message for fault in schema.faults({"amount": 0})] == [
            "/amount: must be at least 1; it is 0",
            "/name: must be given; it is missing",
        ]

    def test_steps_are_told(self):
        faults, steps = Schema({"items": {"type": "string"}}).verdict(["a"] * 100)
        assert faults == []
        assert steps >= 100

    def test_too_much_work_is_a_fault(self):
        (fault,) = Schema({"uniqueItems": True}).faults([*range(200_000)])
        assert fault.wanted == "must be simple enough to check"

    def test_too_much_work_after_a_fault_keeps_the_fault(self):
        schema = Schema({"properties": {"a": {"type": "string"}}, "required": ["b"]})
        assert len(schema.faults({"a": 1})) == 2

    @pytest.mark.parametrize(
        "text", ["json", "json:2020-12", "json:draft-07", "json:7", "JSON:2019-09", "json:draft4"]
    )
    def test_versions(self, text):
        Schema({}, text).compile()

    @pytest.mark.parametrize("text", ["json:2050", "json:", "json:3", "json:07x", ""])
    def test_versions_that_nobody_knows(self, text):
        with pytest.raises(SchemaError, match="no version"):
            Schema({}, text)

    def test_the_version_counts(self):
        assert Schema({"const": 1}, "json:4").faults(2) == []
        assert Schema({"const": 1}, "json:6").faults(2) != []

    def test_the_order_of_the_author(self):
        one = Schema({"properties": {"a": False, "b": False}})
        other = Schema({"properties": {"b": False, "a": False}})
        value = {"a": 1, "b": 1}
        assert [fault.pointer for fault in one.faults(value)] == ["/a", "/b"]
        assert [fault.pointer for fault in other.faults(value)] == ["/b", "/a"]

    def test_more_than_are_kept(self):
        schemas = [Schema({"const": number}) for number in range(2 * SCHEMAS_KEPT)]
        assert all(schema.faults(number) == [] for number, schema in enumerate(schemas))
        assert schemas[0].faults(0) == []


class TestSchemaOf:
    @pytest.mark.parametrize(
        "attribute",
        [None, 5, {}, {"resource": {"endpoint": "x"}}, {"format": "avro", "document": {}}],
        ids=str,
    )
    def test_none_that_can_be_checked(self, attribute):
        assert schema_of(attribute) is None

    def test_json_in_any_spelling(self):
        assert is_json("JSON:2020-12")
        assert not is_json("avro:1")


class TestFaultsOfInput:
    def test_of_a_document(self):
        given = document({"document": {"type": "object", "required": ["name"]}})
        assert faults_of_input(given, {"name": 1}) == []
        assert faults_of_input(given, {}) == [Fault("/name", "must be given", "it is missing")]

    @pytest.mark.parametrize(
        "given",
        [{}, {"input": None}, {"input": {"from": "."}}, document(None), document(5)],
        ids=str,
    )
    def test_without_a_schema_anything_fits(self, given):
        assert faults_of_input(given, {"any": "thing"}) == []


class TestSentence:
    def test_the_first_few(self):
        faults = [Fault(f"/{name}", "must be given", "it is missing") for name in "abcde"]
        assert sentence("The input", faults[:1]) == (
            "The input does not fit its schema. /a: must be given; it is missing."
        )
        assert sentence("The input", faults).endswith(
            "/c: must be given; it is missing. And 2 more."
        )
