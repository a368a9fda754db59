"""Simulations: definitions tried by scenarios before anybody is bothered."""

__all__: list[str] = []
