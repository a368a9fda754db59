"""Which texts of a value stand where a schema asks for a file."""

from __future__ import annotations

import pytest

from definitions.file_fields import (
    FileFields,
    TooManyStepsError,
    accept_of,
    has_files,
    ids_in,
    input_schema,
)

FILE = {"type": "string", "format": "file"}
PDF = {**FILE, "contentMediaType": "application/pdf, image/*"}
ID = "01900000-0000-7000-8000-00000000000a"


def places(schema, value):
    return {one.pointer: one.id for one in FileFields(schema).named(value)}


@pytest.mark.parametrize(
    ("schema", "value", "found"),
    [
        (FILE, "a", {"": "a"}),
        ({"properties": {"a/b": FILE, "c": {}}}, {"a/b": "x", "c": "y"}, {"/a~1b": "x"}),
        ({"items": FILE}, ["x", "y"], {"/0": "x", "/1": "y"}),
        ({"prefixItems": [{}, FILE], "items": FILE}, ["x", "y", "z"], {"/1": "y", "/2": "z"}),
        ({"items": [{}, FILE], "additionalItems": {}}, ["x", "y"], {"/1": "y"}),
        (
            {"additionalProperties": FILE, "properties": {"a": {}}},
            {"a": "x", "b": "y"},
            {"/b": "y"},
        ),
        ({"patternProperties": {"^f": FILE}}, {"f1": "x", "g": "y"}, {"/f1": "x"}),
        ({"$ref": "#/$defs/one", "$defs": {"one": FILE}}, "x", {"": "x"}),
        ({"allOf": [{"properties": {"a": FILE}}]}, {"a": "x"}, {"/a": "x"}),
        ({"then": {"properties": {"a": FILE}}}, {"a": "x"}, {"/a": "x"}),
        ({"dependentSchemas": {"b": {"properties": {"a": FILE}}}}, {"a": "x"}, {"/a": "x"}),
        ({"properties": {"a": FILE}}, {"a": None}, {}),
        ({"properties": {"a": FILE}}, {"a": 7}, {}),
        ({"not": FILE}, "x", {}),
        ({"$ref": "#/nowhere"}, "x", {}),
        (True, "x", {}),
        (None, {"a": "x"}, {}),
    ],
    ids=lambda one: repr(one)[:40] if isinstance(one, (dict, bool)) else None,
)
def test_where_they_stand(schema, value, found):
    assert places(schema, value) == found


def test_a_schema_that_leads_back_to_itself():
    tree = {
        "properties": {"file": FILE, "more": {"items": {"$ref": "#"}}},
        "allOf": [{"$ref": "#"}],
    }
    value = {"file": "a", "more": [{"file": "b", "more": [{"file": "c"}]}]}
    assert [*places(tree, value).values()] == ["a", "b", "c"]


def test_more_places_than_anybody_fills_in():
    with pytest.raises(TooManyStepsError):
        FileFields({"items": FILE}).named(["x"] * 30_000)


class TestKinds:
    def test_by_a_list_with_commas(self):
        assert accept_of(PDF) == ("application/pdf", "image/*")
        assert accept_of(FILE) == accept_of({"contentMediaType": 7}) == ()

    def test_what_surely_holds_must_take_it(self):
        [one] = FileFields({"allOf": [PDF, {**FILE, "contentMediaType": "image/*"}]}).named("x")
        assert one.is_sure
        assert one.takes("image/png")
        assert not one.takes("application/pdf")

    def test_of_choices_one_is_enough(self):
        schema = {"anyOf": [PDF, {**FILE, "contentMediaType": "text/csv"}, {"type": "null"}]}
        [one] = FileFields(schema).named("x")
        assert not one.is_sure
        assert one.takes("text/csv")
        assert one.takes("image/png")
        assert not one.takes("application/zip")
        assert one.accept == ["application/pdf", "image/*", "text/csv"]

    def test_without_kinds_all_are_taken(self):
        [one] = FileFields(FILE).named("x")
        assert one.takes("application/octet-stream")


def test_whether_a_file_is_asked_for():
    assert has_files({"properties": {"a": {"items": [FILE]}}})
    assert not has_files({"properties": {"file": {"format": "person"}}})


def test_the_schema_of_an_input():
    assert input_schema({"input": {"schema": {"document": FILE}}}) == FILE
    assert input_schema({"input": {"from": "."}}) is None
    assert input_schema({}) is None


def test_texts_that_could_be_ids():
    assert ids_in({"a": [ID, "no"], "b": {"c": ID[:-1] + "b"}, ID: 1}) == {ID, ID[:-1] + "b"}
    assert ids_in([ID.upper(), f" {ID}", 7, None]) == set()


def test_a_value_however_deep():
    schema = {"properties": {"more": {"$ref": "#"}, "file": FILE}}
    value = {"file": ID}
    for _ in range(3_000):
        value = {"more": value}
    assert [*places(schema, value).values()] == [ID]
