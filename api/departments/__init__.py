"""Departments of the tenant, a tree."""

__all__: list[str] = []
