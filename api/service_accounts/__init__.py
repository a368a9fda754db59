"""Accounts that only programs use."""

__all__: list[str] = []
