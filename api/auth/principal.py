"""Who asks.

Never: a password, a key or a session's token; those end where they are checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.access.rights import Rights
from api.permissions import Permission
from store.api_keys import EVERYTHING
from store.reach import Process


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
    rights: Rights
    asks: Permission = "me:read"
    """What the route needs; whoever finds out later which process it is about looks at it again."""
    key: str | None = None
    """Id of the API key that proved it."""
    session: str | None = None
    """Id of the sign-in, where it is one; else it is a key."""
    proven_at: datetime | None = None
    """When they last proved who they are, in this sign-in."""
    second_factor_missing: bool = False
    """They may do nothing but set one up."""
    scopes: tuple[str, ...] = EVERYTHING
    """Of that key."""
    way: str | None = None
    """How the sign-in was got, where it is one."""
    second_factor: bool = False
    """One was proved in it."""
    features_off: frozenset[str] = frozenset()
    """Of the tenant: what it does without."""
    installation: bool = False
    """It is the tenant of those who run all of it."""
    colour: str | None = None
    logo: str | None = None

    @property
    def by_cookie(self) -> bool:
        return self.session is not None

    def may(self, permission: Permission, process: Process | None = None) -> bool:
        """In the whole tenant, or for that process."""
        return self.rights.may(permission, process)


@dataclass(frozen=True, slots=True)
class Proven:
    """Who asks, and what proved it: the id of a sign-in, or the hash of a key."""

    principal: Principal
    proof: str

    @property
    def person(self) -> tuple[str, str]:
        """The same for all that somebody has open."""
        return self.principal.tenant, self.principal.person
