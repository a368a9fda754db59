"""Functions: what processes can call, with their schemas."""

__all__: list[str] = []
