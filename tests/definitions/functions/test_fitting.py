"""Values and schemas of functions."""

from __future__ import annotations

import pytest

from definitions.errors import ProblemError, same_type
from definitions.functions.fitting import hold, misfits, name_of, path_of, written_misfits

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


class TestMisfits:
    @pytest.mark.parametrize(
        ("value", "names"),
        [
            ({"name": "Ada"}, []),
            ({"name": "Ada", "age": None, "size": "s", "home": {"city": "Rome"}}, []),
            ({}, ["`name`"]),
            (5, [""]),
            (None, [""]),
            ({"name": 5}, ["`name`"]),
            ({"name": "Ada", "home": {"city": 1}}, ["`home.city`"]),
            ({"name": "Ada", "at": {}}, ["`at.uri`"]),
            ({"name": "Ada", "tags": ["a", "B"]}, ["`tags.1`"]),
            ({"name": "Ada", "b/c": 1, "x~": 2}, ["`b/c`", "`x~`"]),
        ],
        ids=str,
    )
    def test_names_the_field(self, value, names):
        assert [name_of(fault) for fault in misfits(PERSON, value)] == names

    def test_a_step_that_must_be_escaped(self):
        (fault,) = misfits({"additionalProperties": {"type": "string"}}, {"a/b~": 1})
        assert path_of(fault) == ["a/b~"]

    def test_patterns_do_not_run_away(self):
        assert misfits({"pattern": "^(a+)+$"}, "a" * 100_000 + "b") != []

    def test_many_faults_are_bounded(self):
        assert len(misfits({"items": {"type": "string"}}, [*range(1_000)])) == 20

    def test_deep_values(self):
        deep: object = 1
        for _ in range(500):
            deep = {"a": deep}
        assert misfits({"type": "object"}, deep) == []


class TestHold:
    def test_is_a_validation_problem(self):
        with pytest.raises(ProblemError) as raised:
            hold(PERSON, {"a": 1, "b": 2, "c": 3, "d": 4}, "the person", "/do/0/x")
        problem = raised.value.problem
        assert same_type(problem.type, "validation")
        assert (problem.status, problem.instance) == (400, "/do/0/x")
        assert problem.detail is not None
        assert "`a` must be left out" in problem.detail
        assert problem.detail.endswith("; and 2 more.")

    def test_the_whole_has_a_name(self):
        with pytest.raises(ProblemError, match=r"^The person must be a map\.$"):
            hold(PERSON, 5, "the person")

    def test_never_the_value(self):
        with pytest.raises(ProblemError) as raised:
            hold({"additionalProperties": {"enum": [1]}}, {"a": "geheim" * 50}, "it")
        assert "geheim" not in str(raised.value)

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
            ({"name": "Ada", "at": {"uri": "${ .at }"}, "home": {"city": 5}}, ["city"]),
            ({"name": "Ada", "home": {"city": 5}}, ["city"]),
            ({"age": "${ .age }"}, ["name"]),
            ({"name": "${ .name }", "nmae": "${ .x }"}, ["nmae"]),
            ({"name": "$ {.name}"}, ["name"]),
        ],
        ids=str,
    )
    def test_expressions_are_let_through(self, written, faults):
        assert [path_of(one)[-1] for one in written_misfits(PERSON, written)] == faults

    def test_names_that_depend_on_values_are_left_to_the_run(self):
        schema = {
            "type": "object",
            "anyOf": [
                {"properties": {"kind": {"const": "a"}}, "required": ["one"]},
                {"properties": {"kind": {"const": "b"}}, "required": ["two"]},
            ],
        }
        assert written_misfits(schema, {"kind": "${ .kind }", "two": 2}) == []
        assert written_misfits(schema, {"kind": "b"}) != []
