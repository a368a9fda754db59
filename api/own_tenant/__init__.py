"""The tenant of who asks: its brand, its settings, what it may have and has."""

__all__: list[str] = []
