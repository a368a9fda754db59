"""Definitions: register, read, publish, archive."""

__all__: list[str] = []
