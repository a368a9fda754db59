"""Schedules: when published processes start by themselves."""

__all__: list[str] = []
