"""Where every way in ends: a session begins for a person whose factors have been proved.

Whoever adds a way (another identity provider, say) proves the factors and calls `enter`. Never: a
session that begins elsewhere, or a way in that leaves no line in the person's history.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request

from api.auth import trail
from api.auth.credentials import hash_of, principal_of
from api.auth.principal import Principal
from api.services import Services
from api.settings import ApiSettings
from store import sessions, sign_ins
from store.sessions import Limits, Place, Way

DEVICE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The token goes into the cookie and nowhere else."""

    principal: Principal
    token: str
    seconds: int


def place_of(request: Request) -> Place:
    """Both are what the other side says; they are shown, and nothing is decided by them alone."""
    device = request.headers.get("user-agent", "")[:DEVICE_CHARACTERS]
    shown = "".join(character for character in device if character.isprintable())
    return Place(request.client.host if request.client else "", shown)


def limits_of(settings: ApiSettings) -> Limits:
    return Limits(
        timedelta(hours=settings.session_hours), timedelta(hours=settings.session_idle_hours)
    )


def new_token() -> str:
    return secrets.token_urlsafe(32)


async def enter(
    services: Services,
    tenant: str,
    person: str,
    way: Way,
    place: Place,
    *,
    second_factor: bool = False,
) -> SignedIn:
    """`second_factor`: one has been proved already, before this way."""
    strong = second_factor or way in sessions.WITH_SECOND_FACTOR
    token = new_token()
    limits = limits_of(services.settings)
    keys = await services.keyring.of(tenant)
    async with services.database.tenant(tenant) as session:
        row = await sessions.begin(
            session, hash_of(token), person, limits, place, way, second_factor=strong
        )
        principal = await principal_of(services, session, person, row)
        await sign_ins.add(session, person, way, place)
        await trail.begun(session, keys, person, way)
    services.metrics.sign_ins.labels("signed_in").inc()
    return SignedIn(principal, token, int(limits.lasts.total_seconds()))


def refused(services: Services, tenant: str, person: str, way: Way, place: Place, why: str) -> None:
    """Into the person's history, after the answer: its time must not tell that they exist."""

    async def note() -> None:
        keys = await services.keyring.of(tenant)
        async with services.database.tenant(tenant) as session:
            await sign_ins.add(session, person, way, place, why)
            await trail.refused(session, keys, person, way, why)

    services.background.start(note())
