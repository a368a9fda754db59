"""What a function may say of itself, and what of it callers lean on."""

from __future__ import annotations

import pytest

from definitions.errors import HOME
from definitions.functions.declaration import DeclarationError, declare
from tests.definitions.functions.declaring import declared

OBJECT = {"type": "object", "properties": {"name": {"type": "string"}}}


class TestDeclare:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"name": "Greet"}, "name"),
            ({"name": ""}, "name"),
            ({"name": "g" * 64}, "name"),
            ({"name": None}, "name"),
            ({"version": "1"}, "version"),
            ({"version": 1.0}, "version"),
            ({"title": ""}, "title"),
            ({"title": "two\nlines"}, "title"),
            ({"category": "Text & more"}, "category"),
            ({"icon": "<svg>"}, "icon"),
            ({"idempotent": "yes"}, "idempotent"),
            ({"timeout_seconds": 0}, "timeout_seconds"),
            ({"timeout_seconds": 61}, "timeout_seconds"),
            ({"examples": []}, "examples"),
            ({"examples": [{"input": "x"}]}, "examples.0.input"),
            ({"input": {"type": "string"}}, "`with` is a map"),
            ({"input": {}}, "`with` is a map"),
            ({"input": OBJECT | {"not": {"$ref": "https://x.example/y"}}}, "input"),
            ({"output": {"$ref": "other.json"}}, "output"),
            ({"output": {"$ref": "#/nowhere"}}, "output"),
            ({"output": {"type": "strin"}}, "output"),
            ({"output": {"pattern": "("}}, "output"),
            ({"output": {"required": "name"}}, "output"),
            ({"errors": [{"type": "sad", "status": 400, "when": "Sad."}]}, "neither a URI nor"),
            ({"errors": [{"type": "runtime", "status": 200, "when": "x"}]}, "errors.0.status"),
            ({"outcomes": ["Approved!"]}, "outcomes.0"),
            ({"colour": "red"}, "colour"),
        ],
        ids=lambda value: str(value)[:40] if isinstance(value, dict) else None,
    )
    def test_what_is_none(self, change, said):
        with pytest.raises(DeclarationError, match=r"greet\.yaml declares no function") as raised:
            declared(**change)
        assert said in str(raised.value)

    @pytest.mark.parametrize("value", [None, [], "text", 5])
    def test_what_is_no_map(self, value):
        with pytest.raises(DeclarationError):
            declare(value, "greet.yaml")

    def test_how_it_is_called(self):
        assert declared().called == "greet:1.0.0@default"
        assert declared(call="http").called == "http"

    def test_errors_by_type_or_its_end(self):
        own = "https://example.com/errors/no-such-person"
        greet = declared(
            errors=[
                {"type": own, "status": 404, "when": "Nobody has this name."},
                {"type": "timeout", "status": 408, "when": "It takes long."},
            ]
        )
        assert greet.raised("no-such-person") == greet.errors[0]
        assert greet.raised(own) == greet.errors[0]
        assert greet.raised("timeout") == greet.raised(HOME + "timeout") == greet.errors[1]
        assert greet.raised("person") is None
        assert greet.to_json()["errors"][1]["type"] == HOME + "timeout"


class TestFingerprint:
    @pytest.mark.parametrize(
        "change",
        [
            {"title": "Say hello", "summary": "Other words.", "icon": "star", "category": "new"},
            {"input": {**OBJECT, "title": "Person", "description": "Who", "x-order": ["name"]}},
            {"input": {**OBJECT, "properties": {"name": {"type": "string", "examples": ["A"]}}}},
            {"input": dict(reversed(OBJECT.items()))},
            {"errors": [{"type": "runtime", "status": 500, "when": "It fails."}]},
        ],
        ids=["words", "title", "examples", "order", "errors"],
    )
    def test_words_may_change(self, change):
        assert (
            declared(**{"input": OBJECT, **change}).fingerprint
            == declared(input=OBJECT).fingerprint
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"input": {**OBJECT, "required": ["name"]}},
            {"input": {**OBJECT, "properties": {"name": {"type": "integer"}}}},
            {"input": {**OBJECT, "properties": {"title": {"type": "string"}}}},
            {"input": {**OBJECT, "properties": {}}},
            {"output": {"type": "integer"}},
            {"output": {"const": {"title": "kept"}}},
        ],
        ids=["required", "type", "a name that is a word", "fewer", "output", "const"],
    )
    def test_values_may_not(self, change):
        assert (
            declared(**{"input": OBJECT, **change}).fingerprint
            != declared(input=OBJECT).fingerprint
        )

    def test_words_inside_a_value_count(self):
        one, other = ({"const": {"title": title}} for title in ("a", "b"))
        assert declared(output=one).fingerprint != declared(output=other).fingerprint
