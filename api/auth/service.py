"""Signs people in and out.

Never: a sign of whether a person exists; wrong email and wrong password look and last the same.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from api.auth.credentials import hash_of
from api.auth.principal import Principal
from api.auth.schemas import SignIn
from api.errors import ApiError
from api.permissions import permissions_of
from api.services import Services
from definitions.values import Json, JsonObject
from store import people, sessions, tenants
from store.people import PersonRow
from store.tenants import TenantRow

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The token goes into the cookie and nowhere else."""

    principal: Principal
    token: str
    seconds: int


async def sign_in(services: Services, wanted: SignIn, address: str) -> SignedIn:
    email = wanted.email.lower()
    wait = services.guesses.wait_seconds(email, address)
    if wait:
        services.metrics.sign_ins.labels("slowed").inc()
        raise ApiError(
            429,
            "too-many-guesses",
            "There were too many wrong passwords.",
            f"Wait {wait} seconds, then try again.",
            headers={"Retry-After": str(wait)},
        )
    # Counted at once, before anything is waited for: many tries at once are many tries.
    services.guesses.tried(email, address)
    found = await _person(services, email, wanted.tenant)
    kept = None if found is None else found[0].password_hash
    fits = await services.passwords.fits(wanted.password, kept)
    if found is None or not fits:
        services.metrics.sign_ins.labels("refused").inc()
        _log.info("sign_in.refused", address=address)
        raise ApiError(
            401,
            "wrong-credentials",
            "The email or the password is wrong.",
            "Try again; who belongs to several tenants also names the tenant.",
        )
    services.guesses.succeeded(email, address)
    services.metrics.sign_ins.labels("signed_in").inc()
    return await _begin(services, *found)


async def _person(
    services: Services, email: str, slug: str | None
) -> tuple[PersonRow, TenantRow] | None:
    """The one active person that is meant; None when there is none, or when there are several."""
    async with services.database.lookup("email", email) as session:
        candidates = await people.by_email(session, email)
    active = [person for person in candidates if person.disabled_at is None]
    meant: list[tuple[PersonRow, TenantRow]] = []
    for person in active:
        async with services.database.tenant(person.tenant_id) as session:
            tenant = await tenants.get(session)
        if slug is None or tenant.slug == slug:
            meant.append((person, tenant))
    return meant[0] if len(meant) == 1 else None


async def _begin(services: Services, person: PersonRow, tenant: TenantRow) -> SignedIn:
    token = secrets.token_urlsafe(32)
    lasts = timedelta(hours=services.settings.session_hours)
    async with services.database.tenant(person.tenant_id) as session:
        await sessions.begin(session, hash_of(token), person.id, datetime.now(UTC) + lasts)
    principal = Principal(
        tenant=tenant.id,
        tenant_slug=tenant.slug,
        tenant_name=tenant.name,
        person=person.id,
        email=person.email,
        name=person.name,
        roles=tuple(person.roles),
        permissions=permissions_of(person.roles),
        by_cookie=True,
    )
    return SignedIn(principal, token, int(lasts.total_seconds()))


async def sign_out(services: Services, principal: Principal, token: str) -> None:
    async with services.database.tenant(principal.tenant) as session:
        await sessions.end(session, hash_of(token))
    services.live.signed_out(hash_of(token))


def me(principal: Principal) -> JsonObject:
    roles: list[Json] = list(principal.roles)
    permissions: list[Json] = [*sorted(principal.permissions)]
    return {
        "id": principal.person,
        "email": principal.email,
        "name": principal.name,
        "tenant": {
            "id": principal.tenant,
            "slug": principal.tenant_slug,
            "name": principal.tenant_name,
        },
        "roles": roles,
        "permissions": permissions,
    }
