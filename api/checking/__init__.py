"""Checks: what is wrong with a text that somebody is writing, and which data is at hand."""

__all__: list[str] = []
