"""Who asks.

Never: a password, a key or a session's token; those end where they are checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.permissions import Permission


@dataclass(frozen=True, slots=True)
class Principal:
    """A person of a tenant, however they proved it."""

    tenant: str
    tenant_slug: str
    tenant_name: str
    person: str
    email: str
    name: str
    roles: tuple[str, ...]
    permissions: frozenset[Permission]
    by_cookie: bool = False

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions
