"""Migrations of the database. Never: edited once released; a change is a new one."""

__all__: list[str] = []
