"""How much may be asked: limits, their buckets, and the headers that tell."""

__all__: list[str] = []
