"""The organisations that somebody belongs to, and the way from one to another."""

__all__: list[str] = []
