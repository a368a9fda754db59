"""Secrets: write-only values for processes."""

__all__: list[str] = []
