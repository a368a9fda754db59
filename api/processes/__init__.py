"""Processes: all versions of one namespace/name, with how their runs stand."""

__all__: list[str] = []
