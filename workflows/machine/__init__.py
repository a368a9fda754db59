"""workflows/machine."""

__all__: list[str] = []
