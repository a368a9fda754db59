"""What no other keyword has looked at."""

from __future__ import annotations

import pytest

from definitions.json_schema.running import Run
from definitions.json_schema.vocabulary import compile_schema


def strange(schema: dict[str, object], value: object) -> list[str]:
    """Where something stands that nobody has looked at."""
    keyword = "unevaluatedItems" if isinstance(value, list) else "unevaluatedProperties"
    run = Run(telling=True)
    compile_schema(schema | {keyword: False}).check(value, None, run)
    return [fault.pointer for fault in run.faults]


A = {"properties": {"a": True}}
B = {"properties": {"b": True}}


class TestNames:
    @pytest.mark.parametrize(
        ("schema", "strange_ones"),
        [
            (A, ["/b", "/c"]),
            ({"patternProperties": {"^[ab]$": True}}, ["/c"]),
            (A | {"additionalProperties": True}, []),
            ({"allOf": [A, B]}, ["/c"]),
            ({"anyOf": [A, B | {"required": ["z"]}]}, ["/b", "/c"]),
            ({"oneOf": [A, False]}, ["/b", "/c"]),
            ({"$ref": "#/$defs/x", "$defs": {"x": {"allOf": [A, B]}}}, ["/c"]),
            ({"if": A, "then": B}, ["/c"]),
            ({"if": False, "else": B}, ["/a", "/c"]),
            ({"dependentSchemas": {"a": B, "z": A}}, ["/a", "/c"]),
            ({"not": {"not": A}}, ["/a", "/b", "/c"]),
            ({"allOf": [{"unevaluatedProperties": True}]}, []),
        ],
        ids=range(12),
    )
    def test_that_nobody_has_looked_at(self, schema, strange_ones):
        assert strange(schema, {"a": 1, "b": 2, "c": 3}) == strange_ones


class TestPlaces:
    @pytest.mark.parametrize(
        ("schema", "strange_ones"),
        [
            ({"prefixItems": [True]}, ["/1", "/2"]),
            ({"items": True}, []),
            ({"contains": {"const": 2}}, ["/0", "/2"]),
            ({"anyOf": [{"prefixItems": [True, True]}, {"items": False}]}, ["/2"]),
            ({"allOf": [{"unevaluatedItems": True}]}, []),
        ],
        ids=range(5),
    )
    def test_that_nobody_has_looked_at(self, schema, strange_ones):
        assert strange(schema, [1, 2, 3]) == strange_ones

    def test_other_types_pass(self):
        assert strange({}, 5) == []
