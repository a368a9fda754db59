"""Declarations to try things with."""

from __future__ import annotations

from definitions.functions.declaration import Declaration, declare


def declared(**changes: object) -> Declaration:
    """Something that is right, but for the changes."""
    sound: dict[str, object] = {
        "name": "greet",
        "version": "1.0.0",
        "title": "Greet",
        "summary": "Greets somebody.",
        "category": "text",
        "icon": "hand-stop",
        "idempotent": True,
        "input": {
            "type": "object",
            "properties": {"name": {"type": "string", "maxLength": 5}},
            "required": ["name"],
            "additionalProperties": False,
        },
        "output": {"type": "string"},
        "examples": [{"input": {"name": "Ada"}, "output": "Hello, Ada!"}],
    }
    return declare({**sound, **changes}, "greet.yaml")
