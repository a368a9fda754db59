"""Processes that come with Baton, to begin with."""

__all__: list[str] = []
