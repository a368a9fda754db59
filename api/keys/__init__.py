"""API keys: made, listed, rotated, revoked."""

__all__: list[str] = []
