"""The second step of a sign-in: a code of the authenticator app, or a recovery code.

Never: more guesses than are counted, of one sign-in and of one person in a day; a code that counts
twice.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.turned_away import Meant, turned_away
from api.auth import guesses, trail
from api.auth.credentials import hash_of
from api.auth.entering import SignedIn, enter, new_token, refused
from api.auth.guesses import Bound
from api.auth.schemas import SecondFactor
from api.errors import ApiError
from api.factors import codes
from api.services import Services
from store import half_sign_ins, recovery_codes, security_rules, totp
from store.half_sign_ins import HalfRow
from store.keys import TenantKeys
from store.people import PersonRow
from store.sessions import Place, Way


@dataclass(frozen=True, slots=True)
class HalfIn:
    """The first factor has fitted; one of these comes next."""

    token: str
    ways: list[str]


async def half_in(services: Services, person: PersonRow) -> HalfIn | None:
    """None: there is no second step for this person."""
    async with services.database.tenant(person.tenant_id) as session:
        factors = await security_rules.factors_of(session, person.id, person.roles)
        if not factors.any:
            return None
        half = HalfIn(new_token(), [])
        await half_sign_ins.begin(session, hash_of(half.token), person.id)
        if factors.totp:
            half.ways.append("totp")
        if factors.passkey:
            half.ways.append("passkey")
        if await recovery_codes.left(session, person.id):
            half.ways.append("recovery-code")
    return half


async def finish(
    services: Services, token: str | None, wanted: SecondFactor, place: Place
) -> SignedIn:
    half = await _half(services, token)
    bounds = await trying(services, half.tenant_id, half.person_id)
    async with services.database.tenant(half.tenant_id) as session:
        open_still = await half_sign_ins.tried(session, half.token_hash)
    if not open_still:
        raise _over()
    keys = await services.keyring.of(half.tenant_id)
    async with services.database.tenant(half.tenant_id) as session:
        fits = await proves(session, keys, half.person_id, wanted)
        if fits and not await half_sign_ins.end(session, half.token_hash):
            raise _over()
    if not fits:
        raise missed(services, half.tenant_id, half.person_id, wanted, place)
    await services.guesses.succeeded(bounds)
    return await enter(services, half.tenant_id, half.person_id, _way(wanted), place)


async def trying(services: Services, tenant: str, person: str) -> tuple[Bound, ...]:
    """One more try is counted, until it is known that it was right; or there were too many."""
    bounds = guesses.of_code(tenant, person)
    try:
        await services.guesses.tried(bounds)
    except ApiError as refusal:
        turned_away(services, Meant(tenant, person, proven=False), refusal, trail.BEGIN)
        raise
    return bounds


async def proves(
    session: AsyncSession, keys: TenantKeys, person: str, wanted: SecondFactor
) -> bool:
    """Whether the code is right, which it is no more from now on."""
    if wanted.recoveryCode is not None:
        code = codes.plain(wanted.recoveryCode)
        return await recovery_codes.take(session, keys, person, code)
    kept = await totp.find(session, keys, person)
    if kept is None or kept.confirmed_at is None:
        return False
    step = codes.fitting_step(kept.secret, codes.plain(wanted.code or ""), time.time())
    return step is not None and await totp.used(session, person, step)


async def _half(services: Services, token: str | None) -> HalfRow:
    if token is None:
        raise _over()
    async with services.database.lookup("token", hash_of(token)) as session:
        half = await half_sign_ins.find(session, hash_of(token))
    if half is None:
        raise _over()
    return half


def missed(
    services: Services,
    tenant: str,
    person: str,
    wanted: SecondFactor,
    place: Place,
    status: int = 401,
) -> ApiError:
    """What to say of a code that is not right; the person's history tells of it too."""
    services.metrics.sign_ins.labels("refused").inc()
    refused(services, tenant, person, _way(wanted), place, "wrong-code")
    return ApiError(
        status,
        "wrong-code",
        "The code is wrong, or it has been used before.",
        "Wait for the next code of your app, and see that the clock of your device is right.",
    )


def _way(wanted: SecondFactor) -> Way:
    return "totp" if wanted.recoveryCode is None else "recovery-code"


def _over() -> ApiError:
    return ApiError(
        401,
        "sign-in-over",
        "This sign-in has taken too long or too many tries.",
        "Begin the sign-in again.",
    )
