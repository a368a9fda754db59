"""Runs: start, watch, command."""

__all__: list[str] = []
