"""Finds out who asks: an API key in `Authorization`, or the cookie of a sign-in.

Never: a changing request by cookie alone that another site could have made; never the difference
between a key that is wrong and one that has ended.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection, Request
from starlette.websockets import WebSocket

from api.auth.principal import Principal, Proven
from api.errors import ApiError
from api.permissions import permissions_of
from api.services import Services
from api.settings import ApiSettings
from store import api_keys, people, sessions, tenants

COOKIE = "baton_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_HEADER = "x-baton"
"""Another site's page can't send it without asking first, and nobody answers such a question."""

USED_SECONDS = 60.0
"""How often the use of a key is noted."""


async def authenticate(request: Request, services: Services) -> Principal:
    by_cookie = request.headers.get("authorization") is None and COOKIE in request.cookies
    if by_cookie and request.method not in SAFE_METHODS:
        refuse_other_sites(request, services.settings)
    return (await _prove(request, services)).principal


async def authenticate_socket(socket: WebSocket, services: Services) -> Proven:
    """Another site's page may open a socket to us unasked, so a browser must say where it is."""
    if "authorization" not in socket.headers and not _is_own_origin(socket, services.settings):
        raise ApiError(
            403,
            "foreign-origin",
            "This socket is not opened by one of our own pages.",
            "Open it from the address in BATON_PUBLIC_URL, or use an API key.",
        )
    return await _prove(socket, services)


async def _prove(connection: HTTPConnection, services: Services) -> Proven:
    given = connection.headers.get("authorization")
    if given is not None:
        digest = hash_of(_key_of(given))
        return Proven(await _by_key(digest, services), digest)
    token = connection.cookies.get(COOKIE)
    if token is None:
        raise unauthenticated("This address is not for strangers.")
    return Proven(await _by_session(hash_of(token), services), hash_of(token))


def _key_of(given: str) -> str:
    scheme, _, key = given.partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise unauthenticated("The Authorization header is no `Bearer` with an API key.")
    return key.strip()


async def _by_key(digest: str, services: Services) -> Principal:
    known = services.known_keys.get(digest)
    if known is not None:
        return known
    async with services.database.lookup("token", digest) as session:
        row = await api_keys.find_by_hash(session, digest)
    if row is None:
        raise unauthenticated("The API key is not known, or its time is over.")
    async with services.database.tenant(row.tenant_id) as session:
        principal = await _principal(session, row.person_id, by_cookie=False)
        used = row.last_used_at
        if used is None or (datetime.now(UTC) - used).total_seconds() > USED_SECONDS:
            await api_keys.used(session, row.id)
    services.known_keys.put(digest, principal)
    return principal


async def _by_session(digest: str, services: Services) -> Principal:
    async with services.database.lookup("token", digest) as session:
        row = await sessions.find(session, digest)
    if row is None:
        raise unauthenticated("The sign-in is over.")
    async with services.database.tenant(row.tenant_id) as session:
        return await _principal(session, row.person_id, by_cookie=True)


async def _principal(session: AsyncSession, person: str, *, by_cookie: bool) -> Principal:
    found = await people.get(session, person)
    if found is None or found.disabled_at is not None:
        raise unauthenticated("The person is not active any more.")
    tenant = await tenants.get(session)
    return Principal(
        tenant=tenant.id,
        tenant_slug=tenant.slug,
        tenant_name=tenant.name,
        person=found.id,
        email=found.email,
        name=found.name,
        roles=tuple(found.roles),
        permissions=permissions_of(found.roles),
        by_cookie=by_cookie,
    )


def refuse_other_sites(request: Request, settings: ApiSettings) -> None:
    """A changing request by cookie must come from our own pages.

    They send a header of ours, or the browser says that the origin is this one.
    """
    if request.headers.get(OWN_HEADER) == "1":
        return
    if _is_own_origin(request, settings):
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


def _is_own_origin(connection: HTTPConnection, settings: ApiSettings) -> bool:
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


def unauthenticated(detail: str) -> ApiError:
    return ApiError(
        401,
        "unauthenticated",
        detail,
        "Sign in, or send `Authorization: Bearer` with an API key (`baton token` makes one).",
        headers={"WWW-Authenticate": 'Bearer realm="baton"'},
    )
