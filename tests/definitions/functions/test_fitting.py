"""Values and schemas of functions."""

from __future__ import annotations

import pytest

from definitions.errors import ProblemError, same_type
from definitions.functions.declaration import DeclarationError
from definitions.functions.fitting import check_schema, hold, misfits, written_misfits

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 5},
        "age": {"type": ["integer", "null"], "minimum": 18, "exclusiveMaximum": 100.0},
        "role": {"enum": ["admin", "member"]},
        "size": {"oneOf": [{"const": "s", "title": "Small"}, {"const": "l", "title": "Large"}]},
        "home": {"$ref": "#/$defs/place"},
        "at": {
            "anyOf": [
                {"type": "string", "format": "uuid"},
                {"type": "object", "required": ["uri"], "properties": {"uri": {}}},
            ]
        },
        "tags": {"type": "array", "uniqueItems": True, "items": {"pattern": "^[a-z]+$"}},
    },
    "required": ["name"],
    "additionalProperties": False,
    "$defs": {"place": {"type": "object", "properties": {"city": {"type": "string"}}}},
}


def said(value) -> list[str]:
    return [one.sentence("the person") for one in misfits(PERSON, value)]


class TestMisfits:
    @pytest.mark.parametrize(
        ("value", "sentences"),
        [
            ({"name": "Ada"}, []),
            ({"name": "Ada", "age": None, "size": "s", "home": {"city": "Rome"}}, []),
            ({}, ["`name` is missing"]),
            (5, ["the person must be a map"]),
            (None, ["the person must be a map"]),
            ({"name": 5}, ["`name` must be a text"]),
            ({"name": "A"}, ["`name` must have at least 2 characters"]),
            ({"name": "Ada Lovelace"}, ["`name` may have 5 characters at most"]),
            ({"name": "Ada", "age": "x"}, ["`age` must be a whole number or empty"]),
            ({"name": "Ada", "age": 3}, ["`age` must be 18 or more"]),
            ({"name": "Ada", "age": 100}, ["`age` must be less than 100"]),
            ({"name": "Ada", "role": "boss"}, ["`role` must be one of admin, member"]),
            ({"name": "Ada", "size": "m"}, ["`size` must be one of s, l"]),
            ({"name": "Ada", "home": {"city": 1}}, ["`home.city` must be a text"]),
            ({"name": "Ada", "at": "here"}, ["`at` is no uuid"]),
            ({"name": "Ada", "at": {}}, ["`at.uri` is missing"]),
            ({"name": "Ada", "at": 5}, ["`at` has none of the forms that are possible here"]),
            ({"name": "Ada", "tags": ["a", "a"]}, ["`tags` has an entry twice"]),
            ({"name": "Ada", "tags": ["a", "B"]}, ["`tags.1` has a form that is not allowed"]),
            ({"name": "Ada", "b": 1, "x": 2}, ["`b` is not known here", "`x` is not known here"]),
        ],
        ids=str,
    )  # fmt: skip
    def test_sentences_name_the_field(self, value, sentences):
        assert said(value) == sentences

    def test_never_the_value(self):
        schema = {"additionalProperties": {"type": "integer", "enum": [1]}}
        assert all(
            "geheim" not in one.sentence("it") for one in misfits(schema, {"a": "geheim" * 5})
        )

    def test_patterns_do_not_run_away(self):
        schema = {"pattern": "^(a+)+$"}
        assert [one.reason for one in misfits(schema, "a" * 100_000 + "b")] != []
        ahead = {"pattern": "^(?=a)(a|a?)+$"}
        assert [one.reason for one in misfits(ahead, "a" * 5_000 + "b")] != []

    def test_many_faults_are_bounded(self):
        schema = {"items": {"type": "string"}}
        assert len(misfits(schema, [*range(10_000)])) == 20

    def test_deep_and_large_values(self):
        deep: object = 1
        for _ in range(500):
            deep = {"a": deep}
        assert misfits({"type": "object"}, deep) == []
        assert misfits({"type": "integer"}, 10**400) == []


class TestHold:
    def test_is_a_validation_problem(self):
        with pytest.raises(ProblemError) as raised:
            hold(PERSON, {"a": 1, "b": 2, "c": 3, "d": 4}, "the person", "/do/0/x")
        problem = raised.value.problem
        assert same_type(problem.type, "validation")
        assert problem.status == 400
        assert problem.instance == "/do/0/x"
        assert problem.detail is not None
        assert problem.detail.startswith("`")
        assert "(and 2 more)" in problem.detail

    def test_what_fits_passes(self):
        hold(PERSON, {"name": "Ada"}, "the person")


class TestWritten:
    @pytest.mark.parametrize(
        ("written", "faults"),
        [
            ({"name": "${ .name }"}, []),
            ({"name": "Ada", "age": "${ .age }", "role": "${ .role }", "size": "${.s}"}, []),
            ({"name": "Ada", "home": "${ .home }", "at": {"uri": "${ .at }"}}, []),
            ({"name": "Ada", "tags": ["${ .a }", "${ .a }"]}, []),
            ({"name": "Ada", "home": {"city": 5}}, ["city"]),
            ({"age": "${ .age }"}, ["name"]),
            ({"name": "${ .name }", "nmae": "${ .x }"}, ["nmae"]),
            ({"name": "$ {.name}"}, ["name"]),
        ],
        ids=str,
    )
    def test_expressions_are_let_through(self, written, faults):
        assert [one.path[-1] for one in written_misfits(PERSON, written)] == faults


class TestCheckSchema:
    @pytest.mark.parametrize(
        "schema",
        [
            {"type": "strin"},
            {"pattern": "("},
            {"minimum": "a"},
            {"$ref": "#/nowhere"},
            {"$ref": "http://127.0.0.1:1/x"},
            {"$schema": "http://127.0.0.1:1/x"},
            {"required": "name"},
            {"properties": []},
        ],
        ids=str,
    )
    def test_what_is_none(self, schema):
        with pytest.raises(DeclarationError, match="greet is no JSON Schema"):
            check_schema(schema, "greet")

    def test_what_is_one(self):
        check_schema(PERSON, "person")
