"""Schemas of a definition that can't be used, at their lines."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint, publishable

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def found(text: str) -> list[tuple[str, str, int]]:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    return [(fault.code, fault.pointer, fault.line) for fault in lint(reading)]


class TestFaults:
    @pytest.mark.parametrize(
        ("schema", "code", "below"),
        [
            ("{ document: { type: strng } }", "schema-invalid", "/document/type"),
            (
                "{ document: { properties: { a: { minimum: x } } } }",
                "schema-invalid",
                "/document/properties/a/minimum",
            ),
            ("{ document: { $ref: '#/$defs/x' } }", "schema-reference", "/document/$ref"),
            ("{ document: { $ref: 'https://x/y' } }", "schema-reference", "/document/$ref"),
            ("{ document: { anyOf: [{ $ref: '#' }] } }", "schema-endless", "/document"),
            ("{ document: { pattern: '(?=x)' } }", "schema-pattern", "/document/pattern"),
            ("{ format: 'json:1', document: {} }", "wrong-value", "/format"),
            ("{ format: json }", "missing", ""),
            ("{}", "missing", ""),
            ("{ document: {}, resource: { endpoint: x } }", "wrong-value", ""),
        ],
    )
    @pytest.mark.parametrize(
        ("text", "pointer"),
        [
            ("input: {{ schema: {} }}\ndo: []\n", "/input/schema"),
            (
                "do:\n  - a: {{ do: [{{ b: {{ set: ., output: {{ schema: {} }} }} }}] }}\n",
                "/do/0/a/do/0/b/output/schema",
            ),
            (
                "do:\n  - a: {{ for: {{ in: . }}, do: [], export: {{ schema: {} }} }}\n",
                "/do/0/a/export/schema",
            ),
            (
                "use:\n  functions: {{ f: {{ set: ., input: {{ schema: {} }} }} }}\ndo: []\n",
                "/use/functions/f/input/schema",
            ),
        ],
        ids=["workflow", "task", "unsupported", "function"],
    )
    def test_wherever_it_stands(self, text, pointer, schema, code, below):
        line = 2 if pointer.startswith("/input") else 3
        assert found(text.format(schema)) == [(code, pointer + below, line)]

    @pytest.mark.parametrize(
        "schema",
        [
            "{ document: {} }",
            "{ document: true }",
            "{ format: json, document: { $ref: '#/$defs/x', $defs: { x: { type: string } } } }",
            "{ resource: { name: x, endpoint: { uri: 'https://example.com/x.json' } } }",
            "{ format: avro, document: { type: record } }",
        ],
    )
    def test_that_are_right(self, schema):
        assert found(f"input: {{ schema: {schema} }}\ndo: []\n") == []

    def test_wrong_shapes_are_the_readers(self):
        for schema in ("5", "{ document: 5 }", "{ resource: 5 }", "{ form: json }"):
            reading = read(HEAD + f"input: {{ schema: {schema} }}\ndo: []\n")
            assert [fault.line for fault in reading.diagnostics] == [2]


class TestHindrances:
    def test_what_is_not_json(self):
        text = (
            "input: { schema: { resource: { endpoint: 'https://x/' } } }\n"
            "output: { schema: { format: avro, document: {} } }\ndo: []\n"
        )
        found = [(fault.code, fault.pointer) for fault in publishable(read(HEAD + text))]
        assert found == [("unsupported-attribute", "/output/schema/format")]
