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


@dataclass(frozen=True, slots=True)
class Proven:
    """Who asks, and the hash of what proved it: of a session's token or of a key."""

    principal: Principal
    digest: str

    @property
    def person(self) -> tuple[str, str]:
        """The same for all that somebody has open."""
        return self.principal.tenant, self.principal.person
