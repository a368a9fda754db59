"""`/api/v1/live`: what happens, told over a WebSocket as it happens. See docs/live.md."""

__all__: list[str] = []
