"""Templates of what people are told."""

__all__: list[str] = []
