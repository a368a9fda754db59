"""Groups: named sets of people and departments."""

__all__: list[str] = []
