"""Finds out who asks: an API key in `Authorization`, or the cookie of a sign-in.

Never: a changing request by cookie alone that another site could have made; never the difference
between a key that is wrong and one that has ended.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection, Request
from starlette.websockets import WebSocket

from api.access.rights import Rights
from api.addresses import address_of, is_inside, network
from api.audit.turned_away import Meant, turned_away
from api.auth import cookies
from api.auth.known_keys import Known
from api.auth.principal import Principal, Proven
from api.errors import ApiError
from api.features import needs
from api.permissions import OF_ONESELF
from api.rates.told import told_of
from api.services import Services
from api.settings import ApiSettings
from store import api_keys, identity, people, security_rules, sessions, tenants
from store.api_keys import PREFIX, SHOWN, ApiKeyRow
from store.people import PersonRow
from store.security_rules import Factors
from store.sessions import SessionRow
from store.tenants import TenantRow

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_HEADER = "x-baton"
"""Another site's page can't send it without asking first, and nobody answers such a question."""

USED_SECONDS = 60.0
"""How often the use of a key or of a sign-in is noted."""

_PREFIX = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{{SHOWN - len(PREFIX)}}}")
_log = structlog.stdlib.get_logger()


async def authenticate(request: Request, services: Services) -> Principal:
    cookie = cookies.given(request, services.settings, cookies.SESSION)
    by_cookie = request.headers.get("authorization") is None and cookie is not None
    if by_cookie and request.method not in SAFE_METHODS:
        refuse_other_sites(request, services.settings)
    return (await _prove(request, services)).principal


async def authenticate_socket(socket: WebSocket, services: Services) -> Proven:
    """Another site's page may open a socket to us unasked, so a browser must say where it is."""
    if "authorization" not in socket.headers and not is_own_origin(socket, services.settings):
        raise ApiError(
            403,
            "foreign-origin",
            "This socket is not opened by one of our own pages.",
            "Open it from the address in BATON_PUBLIC_URL, or use an API key.",
        )
    services.limiter.address(told_of(socket.scope), address_of(socket.scope))
    return await _prove(socket, services)


async def _prove(connection: HTTPConnection, services: Services) -> Proven:
    given = connection.headers.get("authorization")
    if given is not None:
        key = _key_of(given)
        digest = hash_of(key)
        known = await _by_key(digest, address_of(connection.scope), services)
        if known is None:
            refusal = unauthenticated("The API key is not known, or its time is over.")
            _tell_owner(services, key, refusal)
            raise refusal
        _count(connection, services, known)
        return Proven(known.principal, digest)
    token = cookies.given(connection, services.settings, cookies.SESSION)
    if token is None:
        raise unauthenticated("This address is not for strangers.")
    known = await _by_session(hash_of(token), services)
    _count(connection, services, known)
    return Proven(known.principal, known.principal.session or "")


def _count(connection: HTTPConnection, services: Services, known: Known) -> None:
    who, told = known.principal, told_of(connection.scope)
    try:
        services.limiter.proven(told, who.tenant, who.person, who.key, known.limits)
    except ApiError as refusal:
        turned_away(services, Meant(who.tenant, who.person, who.key), refusal)
        raise


def _key_of(given: str) -> str:
    scheme, _, key = given.partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise unauthenticated("The Authorization header is no `Bearer` with an API key.")
    return key.strip()


def _tell_owner(services: Services, key: str, refusal: ApiError) -> None:
    """A wrong key that begins as one of somebody's does is looked for after the answer."""
    prefix = key[:SHOWN]

    async def note() -> None:
        async with services.database.lookup("prefix", prefix) as session:
            found = await api_keys.find_by_prefix(session, prefix)
        if found is not None:
            turned_away(services, _owner(found), refusal)

    if _PREFIX.fullmatch(prefix) and not services.turned_away.get(prefix):
        services.turned_away.put(prefix, True)
        services.background.start(note())


async def _by_key(digest: str, address: str, services: Services) -> Known | None:
    known = services.known_keys.get(digest)
    if known is not None:
        _refuse_elsewhere(services, known, address)
        return known
    found = await identity.by_key(services.database, digest)
    if found is None:
        return None
    key = found.proof
    if found.person.disabled_at is not None:
        refusal = unauthenticated("The person is not active any more.")
        turned_away(services, _owner(key), refusal)
        raise refusal
    rights = await services.access.at_the_door(services.database, found.tenant, found.person)
    principal = _principal(found.person, found.tenant, rights)
    needs(principal, "api-keys")
    limited = replace(
        principal,
        rights=principal.rights.limited(key.scopes),
        key=key.id,
        scopes=tuple(key.scopes),
    )
    known = Known(limited, found.limits, tuple(network(one) for one in key.networks))
    _refuse_elsewhere(services, known, address)
    used = key.last_used_at
    if used is None or (datetime.now(UTC) - used).total_seconds() > USED_SECONDS:
        async with services.database.tenant(key.tenant_id) as session:
            await api_keys.used(session, key.id, address)
    services.known_keys.put(digest, known)
    return known


def _owner(key: ApiKeyRow) -> Meant:
    return Meant(key.tenant_id, key.person_id, key.id, proven=False)


def _refuse_elsewhere(services: Services, known: Known, address: str) -> None:
    if known.networks and not is_inside(address, known.networks):
        who = known.principal
        _log.info("key.refused", key=who.key, address=address)
        refusal = ApiError(
            403,
            "foreign-address",
            f"This API key is not for use from {address or 'an unknown address'}.",
            "Use it from one of its networks, or have them changed by whoever has the key.",
        )
        turned_away(services, Meant(who.tenant, who.person, who.key), refusal)
        raise refusal


async def _by_session(digest: str, services: Services) -> Known:
    found = await identity.by_session(services.database, digest)
    if found is None:
        raise unauthenticated("The sign-in is over.")
    row = found.proof
    rights = await services.access.at_the_door(services.database, found.tenant, found.person)
    principal = _principal(found.person, found.tenant, rights, row, found.factors)
    if (datetime.now(UTC) - row.seen_at).total_seconds() > USED_SECONDS:
        idle = timedelta(hours=services.settings.session_idle_hours)
        async with services.database.tenant(row.tenant_id) as session:
            await sessions.seen(session, digest, idle)
    return Known(principal, found.limits)


async def principal_of(
    services: Services, session: AsyncSession, person: str, by: SessionRow | None = None
) -> Principal:
    """In the tenant's session, of somebody who has just signed in, or whom a chat has proven."""
    found = await people.get(session, person)
    if found is None:
        raise unauthenticated("The person is not active any more.")
    tenant = await tenants.get(session)
    rights = await services.access.rights(session, tenant, found)
    factors = await security_rules.factors_of(session, found.id, found.roles)
    return _principal(found, tenant, rights, by, factors)


def _principal(
    found: PersonRow,
    tenant: TenantRow,
    rights: Rights,
    by: SessionRow | None = None,
    factors: Factors | None = None,
) -> Principal:
    """Who came by a sign-in and lacks a second factor that they must have may only set one up."""
    if found.disabled_at is not None:
        raise unauthenticated("The person is not active any more.")
    if tenant.rests:
        raise suspended()
    lacks = factors is not None and factors.missing
    missing = lacks and by is not None and not by.proved_elsewhere
    return Principal(
        tenant=tenant.id,
        tenant_slug=tenant.slug,
        tenant_name=tenant.name,
        person=found.id,
        email=found.email,
        name=found.name,
        roles=tuple(found.roles),
        rights=rights.limited(OF_ONESELF) if missing else rights,
        session=None if by is None else by.id,
        proven_at=None if by is None else by.proven_at,
        second_factor_missing=missing,
        way=None if by is None else by.way,
        second_factor=by is not None and by.second_factor,
        features_off=frozenset(tenant.features_off),
        installation=tenant.installation,
        colour=tenant.colour,
        logo=tenant.logo,
    )


def refuse_other_sites(request: Request, settings: ApiSettings) -> None:
    """A changing request by cookie must come from our own pages.

    They send a header of ours, or the browser says that the origin is this one.
    """
    if request.headers.get(OWN_HEADER) == "1":
        return
    if is_own_origin(request, settings):
        return
    raise ApiError(
        403,
        "foreign-origin",
        "This request may have been made by another site.",
        "Send the header `X-Baton: 1`, or use an API key.",
    )


def refuse_foreign_origin(request: Request, settings: ApiSettings) -> None:
    """Of a request without a cookie: another site must not sign its visitors in as somebody."""
    if request.headers.get("origin") is not None:
        refuse_other_sites(request, settings)


def is_own_origin(connection: HTTPConnection, settings: ApiSettings) -> bool:
    """The one origin that the browser names is where we are reached, or the public URL."""
    secure = connection.url.scheme in ("https", "wss")
    reached = f"{'https' if secure else 'http'}://{connection.headers.get('host', '')}"
    ours = {reached}
    if settings.public_url is not None:
        public = urlsplit(settings.public_url)
        ours.add(f"{public.scheme}://{public.netloc}")
    given = connection.headers.getlist("origin")
    return len(given) == 1 and given[0] in ours


def hash_of(token: str) -> str:
    """Tokens are random, so a plain hash is enough; only it is kept."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def suspended() -> ApiError:
    """Said only to who has proved that they belong to it."""
    return ApiError(
        403,
        "tenant-suspended",
        "Your organisation is suspended: nobody can use it now.",
        "Ask whoever runs this installation. Nothing is lost meanwhile.",
    )


def unauthenticated(detail: str) -> ApiError:
    return ApiError(
        401,
        "unauthenticated",
        detail,
        "Sign in, or send `Authorization: Bearer` with an API key (`baton token` makes one).",
        headers={"WWW-Authenticate": 'Bearer realm="baton"'},
    )
