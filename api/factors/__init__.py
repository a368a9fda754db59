"""Second factors: authenticator apps and recovery codes."""

__all__: list[str] = []
