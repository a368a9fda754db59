"""Signing in by an identity provider: OpenID Connect, code flow with PKCE."""

__all__: list[str] = []
