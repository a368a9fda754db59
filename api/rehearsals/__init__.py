"""Rehearsals: definitions tried on past runs before they are published."""

__all__: list[str] = []
