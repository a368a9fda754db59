"""Absences, and who stands in."""

__all__: list[str] = []
