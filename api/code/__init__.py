"""Processes that packages bring, written in Python."""

__all__: list[str] = []
