"""Scenarios kept for a process."""

__all__: list[str] = []
