"""What a tenant asks of its people when they sign in."""

__all__: list[str] = []
