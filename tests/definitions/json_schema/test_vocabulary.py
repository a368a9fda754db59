"""The whole against another implementation, and against schemas that mean harm."""

from __future__ import annotations

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.json_schema.compiler import SchemaError
from definitions.json_schema.running import Run, TooMuchError
from definitions.json_schema.vocabulary import compile_schema, makers_of

NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from([0.5, 1.0, -2.0, "", "a", "ab"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)
KINDS = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
LEAVES = st.one_of(
    st.booleans(),
    st.builds(lambda kind: {"type": kind}, KINDS),
    st.builds(lambda kinds: {"type": kinds}, st.lists(KINDS, min_size=1, max_size=2, unique=True)),
    st.builds(lambda value: {"const": value}, VALUES),
    st.builds(lambda values: {"enum": values}, st.lists(VALUES, min_size=1, max_size=3)),
    st.builds(
        lambda keyword, limit: {keyword: limit},
        st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
        st.integers(-2, 2),
    ),
    st.builds(
        lambda keyword, limit: {keyword: limit},
        st.sampled_from(
            ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]
        ),
        st.integers(0, 2),
    ),
    st.builds(lambda names: {"required": names}, st.lists(NAMES, max_size=2, unique=True)),
    st.just({"uniqueItems": True}),
    st.just({"pattern": "^a"}),
    st.just({"multipleOf": 2}),
    st.just({"$ref": "#/$defs/word"}),
    st.just({"dependentRequired": {"a": ["b"]}}),
)


def _applied(inner):
    some = st.lists(inner, min_size=1, max_size=3)
    by_name = st.dictionaries(NAMES, inner, max_size=3)
    alone = ["not", "items", "contains", "additionalProperties", "propertyNames"]
    alone += ["unevaluatedItems", "unevaluatedProperties"]
    several = ["allOf", "anyOf", "oneOf", "prefixItems"]
    named = ["properties", "dependentSchemas"]
    return st.dictionaries(
        st.sampled_from([*alone, *several, *named, "if"]), inner, max_size=3
    ).flatmap(
        lambda chosen: st.fixed_dictionaries(
            {
                **{key: some for key in chosen if key in several},
                **{key: by_name for key in chosen if key in named},
                **{key: inner for key in chosen if key in alone},
                **({"if": inner, "then": inner, "else": inner} if "if" in chosen else {}),
                **(
                    {"patternProperties": st.builds(lambda one: {"^[ab]": one}, inner)}
                    if "items" in chosen
                    else {}
                ),
            }
        )
    )


SCHEMAS = st.recursive(LEAVES, _applied, max_leaves=10)


class TestAgainstAnother:
    @settings(max_examples=400, deadline=None)
    @given(SCHEMAS, st.lists(VALUES, min_size=1, max_size=4))
    def test_the_same_verdict(self, schema, values):
        whole = {"allOf": [schema], "$defs": {"word": {"type": "string", "minLength": 1}}}
        node = compile_schema(whole)
        oracle = jsonschema_rs.Draft202012Validator(whole, offline=True)
        for value in values:
            telling = Run(telling=True)
            told = node.check(value, None, telling)
            assert node.check(value, None, Run()) is told is oracle.is_valid(value)
            assert told is (not telling.faults)


def doubling(levels: int, keyword: str) -> dict[str, object]:
    parts: dict[str, object] = {"d0": {"type": "string"}}
    for level in range(1, levels):
        below = {"$ref": f"#/$defs/d{level - 1}"}
        parts[f"d{level}"] = {keyword: [below, below]}
    return {"$defs": parts, "$ref": f"#/$defs/d{levels - 1}"}


def deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = {"a": value}
    return value


class TestHarm:
    @pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
    def test_branches_of_branches(self, keyword):
        value = "x" if keyword == "allOf" else 1
        with pytest.raises(TooMuchError):
            compile_schema(doubling(60, keyword)).check(value, None, Run(telling=True))

    def test_branches_at_every_level_of_the_value(self):
        branch = {"properties": {"a": {"$ref": "#"}}}
        schema = {"anyOf": [branch | {"required": ["y"]}, branch | {"required": ["z"]}]}
        with pytest.raises(TooMuchError):
            compile_schema(schema).check(deep(40), None, Run())

    def test_what_was_looked_at_is_asked_with_steps_counted(self):
        schema = doubling(40, "anyOf") | {"unevaluatedProperties": False}
        schema["$defs"]["d0"] = {"properties": {"a": True}}
        with pytest.raises(TooMuchError):
            compile_schema(schema).check({"a": 1, "b": 2}, None, Run())

    def test_a_giant_choice(self):
        node = compile_schema({"enum": [{"n": number} for number in range(5_000)]})
        run = Run(telling=True)
        assert node.check({"n": 4_999}, None, run)
        assert not node.check({"n": -1}, None, run)
        assert run.spent < 100

    def test_equal_entries_of_a_long_list(self):
        value = [{"n": number} for number in range(10_000)]
        assert compile_schema({"uniqueItems": True}).check(value, None, Run())
        with pytest.raises(TooMuchError):
            compile_schema({"uniqueItems": True}).check([*range(200_000)], None, Run())

    def test_numbers_of_any_size(self):
        node = compile_schema({"type": "integer", "multipleOf": 3, "minimum": -(10**400)})
        assert node.check(3 * 10**3000, None, Run())
        assert not node.check(10**3000, None, Run(telling=True))
        assert compile_schema({"multipleOf": 1e-300}).check(1e300, None, Run())

    @pytest.mark.parametrize(
        "key", ["type", "required", "properties", "allOf", "minimum", "pattern"]
    )
    @pytest.mark.parametrize("argument", [5, "x", None, [5], {"a": 5}, -1.5], ids=str)
    def test_any_argument_is_taken_or_refused_in_words(self, key, argument):
        try:
            compile_schema({key: argument}).check({}, None, Run())
        except SchemaError as error:
            pointer = error.pointer
        else:
            pointer = f"/{key}"
        assert pointer.startswith(f"/{key}")


class TestMakersOf:
    def test_later_drafts_know_more(self):
        assert "$dynamicRef" not in makers_of(2019)
        assert {*makers_of(4)} < {*makers_of(6)} < {*makers_of(2019)} < {*makers_of(2020)}
