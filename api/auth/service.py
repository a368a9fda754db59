"""The first step of a sign-in, email and password; and signing out.

Never: a sign of whether a person exists; wrong email and wrong password look and last the same.
"""

from __future__ import annotations

import structlog

from api.audit.turned_away import Meant, turned_away
from api.auth import guesses, trail
from api.auth.credentials import suspended
from api.auth.entering import SignedIn, enter, refused
from api.auth.principal import Principal
from api.auth.schemas import SignIn
from api.auth.second import HalfIn, half_in
from api.errors import ApiError
from api.features import FEATURES
from api.services import Services
from definitions.values import Json, JsonObject
from store import people, sessions, tenants
from store.people import PersonRow
from store.sessions import Place
from store.tenants import TenantRow

_log = structlog.stdlib.get_logger()


async def sign_in(services: Services, wanted: SignIn, place: Place) -> SignedIn | HalfIn:
    person = await proved(services, wanted, place)
    half = await half_in(services, person)
    return half or await enter(services, person.tenant_id, person.id, "password", place)


async def proved(services: Services, wanted: SignIn, place: Place, status: int = 401) -> PersonRow:
    """Whose password it is. Tries that fail are counted, and stand in the person's history."""
    email = wanted.email.lower()
    bounds = guesses.of_sign_in(email, place.address)
    # Counted before anything is waited for: many tries at once are many tries.
    try:
        await services.guesses.tried(bounds)
    except ApiError as refusal:
        _slowed_down(services, email, wanted.tenant, refusal)
        raise
    found = await _find(services, email, wanted.tenant)
    kept = None if found is None else found[0].password_hash
    fits = await services.passwords.fits(wanted.password, kept)
    if found is None or not fits:
        services.metrics.sign_ins.labels("refused").inc()
        _log.info("sign_in.refused", address=place.address)
        if found is not None:
            person = found[0]
            refused(services, person.tenant_id, person.id, "password", place, "wrong-password")
        raise ApiError(
            status,
            "wrong-credentials",
            "The email or the password is wrong.",
            "Try again; who belongs to several tenants also names the tenant.",
        )
    await services.guesses.succeeded(bounds)
    person, tenant = found
    if tenant.rests:
        refused(services, tenant.id, person.id, "password", place, "tenant-suspended")
        raise suspended()
    return person


def _slowed_down(services: Services, email: str, slug: str | None, refusal: ApiError) -> None:
    """Who is meant is looked for after the answer: its time must not tell that they exist."""

    async def note() -> None:
        found = await _find(services, email, slug)
        if found is not None:
            person = found[0]
            meant = Meant(person.tenant_id, person.id, proven=False)
            turned_away(services, meant, refusal, trail.BEGIN)

    known = f"sign-in {email}"
    if not services.turned_away.get(known):
        services.turned_away.put(known, True)
        services.background.start(note())


async def _find(
    services: Services, email: str, slug: str | None
) -> tuple[PersonRow, TenantRow] | None:
    """The one active person that is meant; None when there is none, or when there are several."""
    async with services.database.lookup("email", email) as session:
        candidates = await people.by_email(session, email)
    active = [person for person in candidates if person.disabled_at is None]
    if not active:
        async with services.database.tenant(tenants.NOBODYS) as session:
            await tenants.find(session)
    meant: list[tuple[PersonRow, TenantRow]] = []
    for person in active:
        async with services.database.tenant(person.tenant_id) as session:
            tenant = await tenants.get(session)
        if slug is None or tenant.slug == slug:
            meant.append((person, tenant))
    return meant[0] if len(meant) == 1 else None


async def sign_out(services: Services, principal: Principal) -> None:
    if principal.session is None:
        return
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        await sessions.end(session, principal.person, principal.session)
        await trail.ended(session, keys, principal.person)
    services.live.signed_out(principal.session)


def me(services: Services, principal: Principal) -> JsonObject:
    roles: list[Json] = list(principal.roles)
    permissions: list[Json] = [*sorted(principal.rights.everywhere)]
    return {
        "id": principal.person,
        "email": principal.email,
        "name": principal.name,
        "tenant": {
            "id": principal.tenant,
            "slug": principal.tenant_slug,
            "name": principal.tenant_name,
            "colour": principal.colour,
            "logo": principal.logo,
            "installation": principal.installation,
            "features": [one for one in FEATURES if one not in principal.features_off],
        },
        "roles": roles,
        "permissions": permissions,
        "secondFactorMissing": principal.second_factor_missing,
        "mailbox": services.mails is not None and principal.may("mailbox:read"),
    }
