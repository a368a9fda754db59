"""Who is behind a token: the proof, the person, their factors, the tenant and its limits at once.

All of it is one round trip, because every request waits for it. The presented token opens its own
row, that row sets the tenant, and the tenant opens the rest. Never: an identity that is kept; what
was ended or disabled a moment ago is so at the next look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec
from sqlalchemy import TextClause, text

from store.api_keys import ApiKeyRow
from store.people import PersonRow
from store.security_rules import Factors
from store.session import Database, Step
from store.sessions import SessionRow
from store.tenant_limits import TenantLimits
from store.tenants import TenantRow

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Identity(Generic[P]):
    """A person of a tenant, and what has proven it."""

    proof: P
    person: PersonRow
    tenant: TenantRow
    own_limits: TenantLimits | None
    factors: Factors

    @property
    def limits(self) -> TenantLimits:
        return self.own_limits or TenantLimits()


_SESSION = "sessions WHERE token_hash = :digest AND expires_at > now() AND idle_at > now()"
_KEY = "api_keys WHERE hash = :digest AND (expires_at IS NULL OR expires_at > now())"


_OPEN = "SELECT set_config('baton.token', :digest, true)"
_ENTER = "SELECT set_config('baton.tenant', tenant_id::text, true) FROM PROOF"
_LOOK = """
SELECT to_jsonb(proof) AS proof, to_jsonb(p) AS person, to_jsonb(t) AS tenant,
  to_jsonb(l) AS own_limits, jsonb_build_object(
    'totp', EXISTS (SELECT FROM totp f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL),
    'passkey', EXISTS (SELECT FROM passkeys f WHERE f.person_id = p.id),
    'required', EXISTS (SELECT FROM security_rules r
      WHERE r.second_factor_of_all OR r.second_factor_of_roles && p.roles)) AS factors
FROM (SELECT * FROM PROOF) AS proof
JOIN people p ON p.tenant_id = proof.tenant_id AND p.id = proof.person_id
JOIN tenants t ON t.id = proof.tenant_id
LEFT JOIN tenant_limits l ON l.tenant_id = proof.tenant_id
"""


def _statements(proof: str) -> tuple[TextClause, ...]:
    return tuple(text(step.replace("PROOF", proof)) for step in (_OPEN, _ENTER, _LOOK))


_BY_SESSION = _statements(_SESSION)
_BY_KEY = _statements(_KEY)


async def by_session(database: Database, digest: str) -> Identity[SessionRow] | None:
    """None when there is no such sign-in, or when it is over."""
    rows = await database.presented(_steps(_BY_SESSION, digest))
    return msgspec.convert(rows[0], Identity[SessionRow]) if rows else None


async def by_key(database: Database, digest: str) -> Identity[ApiKeyRow] | None:
    """None when there is no such key, or when it is over."""
    rows = await database.presented(_steps(_BY_KEY, digest))
    return msgspec.convert(rows[0], Identity[ApiKeyRow]) if rows else None


def _steps(statements: tuple[TextClause, ...], digest: str) -> list[Step]:
    return [Step(statement, {"digest": digest}) for statement in statements]
