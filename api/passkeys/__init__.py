"""Passkeys: a sign-in without a password."""

__all__: list[str] = []
