"""Sketches: what somebody is drawing of a process, before it is a version of it."""

__all__: list[str] = []
