"""Whether the process is alive and what it still misses."""

__all__: list[str] = []
