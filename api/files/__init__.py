"""Files: brought, shown, handed out, and opened by links."""

__all__: list[str] = []
