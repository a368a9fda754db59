"""Expressions tried on data, and the words of their language."""

__all__: list[str] = []
