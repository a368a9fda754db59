"""Layouts: where the boxes of a process stand on the canvas."""

__all__: list[str] = []
