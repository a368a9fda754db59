"""Who is asking: sign-in, sessions, API keys."""

__all__: list[str] = []
