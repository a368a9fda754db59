"""What is known of results: from the syntax of an expression, never more than is sure."""

from __future__ import annotations

import pytest

from definitions.known_data import of_value, to_schema
from definitions.known_results import HERE, of_expression, of_template

SEEN = {
    HERE: of_value({"name": "Ada", "cost": 7, "rows": [{"id": 1}], "deep": {"on": True}}),
    "context": of_value({"kept": "x"}),
}
TYPES = {
    ".name": "string",
    ".cost": "integer",
    ".nothing": "null",
    ".deep.on": "boolean",
    ".rows[0].id": "integer",
    ".rows[].id": "integer",
    ".rows[1:]": "array",
    "$context.kept": "string",
    '"Hello \\(.name)"': "string",
    "@base64": "string",
    ".cost + 1": "integer",
    ".cost / 2": "number",
    "-.cost": "number",
    '.name + "!"': "string",
    ".cost > 5": "boolean",
    ".cost > 5 and .deep.on": "boolean",
    ".rows | length": "integer",
    "[.rows[] | .id]": "array",
    "{a: .name}": "object",
    ". + {more: 1}": "object",
    ".more = 1": "object",
    ".name // 7": ["string", "integer"],
    'if .cost > 5 then "a" else "b" end': "string",
    ".cost as $n | $n": "integer",
    ".rows | map(.id)": "array",
    ".rows | first": "object",
    "first(.rows[])": "object",
    ".rows | map(select(.id > 1))": "array",
    ".rows | max_by(.id)": "object",
    "keys": "array",
    ".name?": "string",
    ".name, .cost": ["string", "integer"],
    "now": "number",
    "null": "null",
}


@pytest.mark.parametrize("source", TYPES)
def test_types(source: str):
    schema = to_schema(of_expression(source, SEEN))
    assert isinstance(schema, dict)
    assert schema["type"] == TYPES[source]


@pytest.mark.parametrize(
    "source",
    [
        *("", "{", ".name.name", "$nobody", "$nobody.a", ".[.name]", "empty", "error", "input"),
        *("reduce .rows[] as $r (0; . + 1)", "def f: .; f", ".name * 2", "getpath([])", "(" * 500),
        *("{(.name): 1} | .x", ". as [$a] | $a", "label $x | 1", "try error catch .", "walk(.)"),
    ],
    ids=range(19),
)
def test_what_is_not_sure_is_anything(source: str):
    assert to_schema(of_expression(source, SEEN)) is True


def test_merging_keeps_what_was_there():
    schema = to_schema(of_expression('. + {cost: "7", more: 1}', SEEN))
    assert schema["properties"]["cost"] == {"type": "string"}
    assert set(schema["properties"]) == {"name", "cost", "rows", "deep", "more"}


def test_a_template_is_looked_into():
    template = {"who": "${ .name }", "all": [1, "${ .cost }"], "text": ".name"}
    schema = to_schema(of_template(template, SEEN))
    assert schema["properties"] == {
        "who": {"type": "string"},
        "all": {"type": "array", "items": {"type": "integer"}},
        "text": {"type": "string"},
    }
    assert to_schema(of_template(".cost", SEEN, bare=True)) == {"type": "integer"}
