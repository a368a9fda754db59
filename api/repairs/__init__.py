"""Repairs: what a person does about a run that went wrong."""

__all__: list[str] = []
