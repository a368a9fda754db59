"""Sets up an authenticator app, takes it away, and makes recovery codes.

Never: an app that counts before its first code was seen, or a factor less than the organisation
asks for.
"""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass

import segno
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth import guesses
from api.auth.principal import Principal
from api.auth.proof import fresh_session
from api.auth.rotation import Renewed, renew
from api.errors import ApiError, not_found
from api.factors import codes
from api.me.deeds import deed
from api.services import Services
from definitions.values import JsonObject
from store import recovery_codes, security_rules, totp
from store.keys import TenantKeys


@dataclass(frozen=True, slots=True)
class Added:
    """A factor more: new codes where there were none, and a new token."""

    codes: list[str]
    renewed: Renewed


async def begin(services: Services, principal: Principal) -> JsonObject:
    fresh_session(principal)
    secret = codes.new_secret()
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed(principal, "totp.begin")) as session:
        if not await totp.begin(session, keys, principal.person, secret):
            raise ApiError(
                409,
                "has-totp",
                "You have an authenticator app already.",
                "Remove it first, then set up the new one.",
            )
    address = codes.address_of(secret, principal.email)
    return {
        "secret": base64.b32encode(secret).decode(),
        "address": address,
        "picture": segno.make(address, micro=False).svg_data_uri(scale=4, border=2),
    }


async def confirm(services: Services, principal: Principal, code: str) -> Added:
    fresh_session(principal)
    bounds = guesses.of_code(principal.tenant, principal.person)
    await services.guesses.tried(bounds)
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed(principal, "totp.add")) as session:
        kept = await totp.find(session, keys, principal.person)
        if kept is None or kept.confirmed_at is not None:
            raise ApiError(409, "no-totp-begun", "No app is being set up.", "Begin again.")
        step = codes.fitting_step(kept.secret, codes.plain(code), time.time())
        if step is None or not await totp.used(session, principal.person, step):
            raise ApiError(
                422,
                "wrong-code",
                "The app shows another code now.",
                "Type the code that it shows, and see that the clock of the device is right.",
            )
        made = await codes_where_none(session, keys, principal.person)
        renewed = await renew(session, principal)
    await services.guesses.succeeded(bounds)
    return Added(made, renewed)


async def remove(services: Services, principal: Principal) -> None:
    fresh_session(principal)
    async with audited(services, principal, deed(principal, "totp.remove")) as session:
        if not await totp.remove(session, principal.person):
            raise not_found("The authenticator app")
        await settle(session, principal)


async def new_codes(services: Services, principal: Principal) -> list[str]:
    """Those from before count no more."""
    fresh_session(principal)
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed(principal, "recovery-codes.renew")) as session:
        factors = await security_rules.factors_of(session, principal.person, principal.roles)
        if not factors.any:
            raise ApiError(
                409,
                "no-second-factor",
                "Recovery codes stand in for a second factor, and you have none.",
                "Set up an authenticator app or a passkey first.",
            )
        made = codes.new_recovery_codes()
        await recovery_codes.replace(session, keys, principal.person, made)
    return [codes.shown(code) for code in made]


async def codes_where_none(session: AsyncSession, keys: TenantKeys, person: str) -> list[str]:
    if await recovery_codes.left(session, person):
        return []
    made = codes.new_recovery_codes()
    await recovery_codes.replace(session, keys, person, made)
    return [codes.shown(code) for code in made]


async def settle(session: AsyncSession, principal: Principal) -> None:
    """After a factor was taken away, in the same transaction: what is left must be enough."""
    factors = await security_rules.factors_of(session, principal.person, principal.roles)
    if factors.missing:
        raise ApiError(
            409,
            "second-factor-required",
            "Your organisation asks for a second factor, and this is your last one.",
            "Set up another one first.",
        )
    if not factors.any:
        await recovery_codes.remove(session, principal.person)
