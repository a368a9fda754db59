"""Puts somebody's persons of several organisations together, and takes them from one to another.

By proof alone: who is in A proves to be the person of B by what B wants of a sign-in. Never: a link
by an address, which any administrator may write; and never a way from a sign-in for which an
organisation's own provider of identities vouched, because its administrators can make it say
anything.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.credentials import suspended
from api.auth.entering import SignedIn, enter
from api.auth.principal import Principal
from api.auth.proof import fresh_session, own_session
from api.auth.schemas import SecondFactor
from api.auth.second import HalfIn, half_in, missed, proves, trying
from api.auth.service import proved
from api.belonging.schemas import OrganisationWanted
from api.errors import ApiError, not_found
from api.me.deeds import deed
from api.services import Services
from definitions.values import Json, JsonObject
from store import people, person_links, security_rules, sessions, tenants
from store.people import PersonRow
from store.person_links import Linked
from store.sessions import Place


async def page(services: Services, principal: Principal) -> JsonObject:
    here = Linked(principal.tenant, principal.person)
    found = [here, *await person_links.others(services.database, *_of(principal))]
    items: list[Json] = []
    for one in found:
        shown = await _shown(services, principal, one)
        if shown is not None:
            items.append(shown)
    return {"items": items}


async def add(
    services: Services, principal: Principal, wanted: OrganisationWanted, place: Place
) -> JsonObject:
    fresh_session(principal)
    _check_way(principal)
    # Not 401: who is wrong of the other organisation is still signed in to this one.
    other = await proved(services, wanted, place, 422)
    await _prove_second(services, other, wanted, place)
    if other.tenant_id == principal.tenant:
        raise ApiError(
            409,
            "same-tenant",
            "You are in this organisation already.",
            "Give what you sign in to the other one with.",
        )
    one, joined = Linked(*_of(principal)), Linked(other.tenant_id, other.id)
    await person_links.join(services.database, one, joined)
    said: JsonObject = {"tenant": other.tenant_id}
    async with audited(services, principal, deed(principal, "person.link", said)):
        pass
    return await page(services, principal)


async def leave(services: Services, principal: Principal, tenant: str) -> None:
    """The person there stands alone again; they are a person of it still."""
    one = await _linked(services, principal, tenant)
    own_session(principal)
    said: JsonObject = {"tenant": tenant}
    async with audited(services, principal, deed(principal, "person.unlink", said)):
        pass
    async with services.database.tenant(one.tenant_id) as session:
        await person_links.end(session, one.person_id)


async def switch(
    services: Services, principal: Principal, tenant: str, place: Place
) -> SignedIn | HalfIn:
    """By that organisation's rules: a second factor that was not proved here is asked for there."""
    one = await _linked(services, principal, tenant)
    own = own_session(principal)
    _check_way(principal)
    async with services.database.tenant(one.tenant_id) as session:
        person = await _active(session, one)
        rests = (await tenants.get(session)).rests
    if person is None:
        raise not_found(f"The organisation {tenant}")
    if rests:
        raise suspended()
    if not principal.second_factor:
        half = await half_in(services, person)
        if half is not None:
            return half
    signed = await enter(
        services,
        one.tenant_id,
        one.person_id,
        "switch",
        place,
        second_factor=principal.second_factor,
    )
    async with audited(services, principal, deed(principal, "session.end")) as session:
        await sessions.end(session, principal.person, own)
    services.live.signed_out(own)
    return signed


def _of(principal: Principal) -> tuple[str, str]:
    return principal.tenant, principal.person


def _check_way(principal: Principal) -> None:
    if principal.way not in sessions.OWN:
        raise ApiError(
            403,
            "own-proof-needed",
            "Your organisation has vouched for you; to the others you prove yourself who you are.",
            "Sign in here with a password or a passkey, or sign in to the other one directly.",
        )


async def _linked(services: Services, principal: Principal, tenant: str) -> Linked:
    for one in await person_links.others(services.database, *_of(principal)):
        if one.tenant_id == tenant:
            return one
    raise not_found(f"The organisation {tenant}")


async def _active(session: AsyncSession, one: Linked) -> PersonRow | None:
    found = await people.get(session, one.person_id)
    return None if found is None or found.disabled_at is not None else found


async def _shown(services: Services, principal: Principal, one: Linked) -> JsonObject | None:
    """None of one that is no longer theirs."""
    async with services.database.tenant(one.tenant_id) as session:
        tenant, person = await tenants.find(session), await _active(session, one)
    if tenant is None or person is None:
        return None
    return {
        "id": tenant.id,
        "slug": tenant.slug,
        "name": tenant.name,
        "colour": tenant.colour,
        "current": tenant.id == principal.tenant,
        "email": person.email,
    }


async def _prove_second(
    services: Services, person: PersonRow, wanted: OrganisationWanted, place: Place
) -> None:
    async with services.database.tenant(person.tenant_id) as session:
        factors = await security_rules.factors_of(session, person.id, person.roles)
    if not factors.any:
        return
    if (wanted.code is None) == (wanted.recoveryCode is None):
        raise ApiError(
            422,
            "second-factor-needed",
            "That organisation asks you for a second factor.",
            "Send `code` of your authenticator app, or a `recoveryCode`, too.",
        )
    bounds = await trying(services, person.tenant_id, person.id)
    given = SecondFactor(code=wanted.code, recoveryCode=wanted.recoveryCode)
    keys = await services.keyring.of(person.tenant_id)
    async with services.database.tenant(person.tenant_id) as session:
        fits = await proves(session, keys, person.id, given)
    if not fits:
        raise missed(services, person.tenant_id, person.id, given, place, 422)
    await services.guesses.succeeded(bounds)
