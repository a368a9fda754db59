"""Schemas: the language as a JSON Schema, for editors."""

__all__: list[str] = []
