"""Adds passkeys, takes them away, and signs in by them.

Never: a challenge that counts twice, or for another purpose than it was made for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from api.audit.service import audited
from api.auth import guesses
from api.auth.entering import SignedIn, enter, refused
from api.auth.principal import Principal
from api.auth.proof import fresh_session
from api.auth.rotation import Renewed, renew
from api.errors import ApiError, not_found
from api.factors.service import codes_where_none, settle
from api.ids import is_id
from api.me.deeds import deed
from api.passkeys import authenticator
from api.passkeys.authenticator import Site
from api.passkeys.schemas import PasskeyMade
from api.services import Services
from api.shapes import moment
from definitions.values import JsonObject
from store import challenges, passkeys
from store.passkeys import PasskeyRow
from store.sessions import Place

MOST = 20
"""Of one person."""

SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Added:
    """The new one, recovery codes where there were none, and a new token."""

    passkey: JsonObject
    codes: list[str]
    renewed: Renewed


async def to_register(services: Services, principal: Principal, site: Site) -> JsonObject:
    fresh_session(principal)
    async with services.database.tenant(principal.tenant) as session:
        known = await passkeys.of_person(session, principal.person)
    if len(known) >= MOST:
        raise ApiError(
            409, "too-many-passkeys", f"You have {MOST} passkeys.", "Remove one that you don't use."
        )
    challenge, options = authenticator.to_register(site, principal, known)
    async with services.database.shared() as session:
        await challenges.put(session, _digest(challenge), _registering(principal))
    return {"publicKey": options}


async def register(
    services: Services, principal: Principal, site: Site, wanted: PasskeyMade
) -> Added:
    fresh_session(principal)
    credential: JsonObject = {**wanted.credential}
    challenge = await _taken(services, credential, _registering(principal))
    made = authenticator.registered(site, challenge, credential, wanted.name.strip())
    keys = await services.keyring.of(principal.tenant)
    done = deed(principal, "passkey.add", {"name": made.name})
    async with audited(services, principal, done) as session:
        row = await passkeys.add(session, principal.person, made)
        if row is None:
            raise ApiError(
                409, "passkey-known", "This passkey is registered already.", "Use another one."
            )
        codes = await codes_where_none(session, keys, principal.person)
        renewed = await renew(session, principal)
    return Added(shown(row), codes, renewed)


async def to_sign_in(services: Services, site: Site, address: str) -> JsonObject:
    await services.guesses.tried(guesses.of_address("challenge", address))
    challenge, options = authenticator.to_sign_in(site)
    async with services.database.shared() as session:
        await challenges.put(session, _digest(challenge), SIGN_IN)
    return {"publicKey": options}


async def sign_in(services: Services, site: Site, credential: JsonObject, place: Place) -> SignedIn:
    challenge = await _taken(services, credential, SIGN_IN)
    digest = passkeys.digest_of(authenticator.credential_id(credential))
    async with services.database.lookup("token", digest) as session:
        kept = await passkeys.find(session, digest)
    if kept is None:
        services.metrics.sign_ins.labels("refused").inc()
        authenticator.refuse()
    try:
        counter = authenticator.signed(site, challenge, credential, kept)
        async with services.database.tenant(kept.tenant_id) as session:
            if not await passkeys.used(session, kept.id, counter):
                authenticator.refuse()
    except ApiError:
        services.metrics.sign_ins.labels("refused").inc()
        refused(services, kept.tenant_id, kept.person_id, "passkey", place, "wrong-passkey")
        raise
    await services.guesses.succeeded(guesses.of_address("challenge", place.address))
    return await enter(services, kept.tenant_id, kept.person_id, "passkey", place)


async def rename(services: Services, principal: Principal, one: str, name: str) -> None:
    if not is_id(one):
        raise not_found("The passkey")
    done = deed(principal, "passkey.rename", {"passkey": one, "name": name})
    async with audited(services, principal, done) as session:
        if not await passkeys.rename(session, principal.person, one, name):
            raise not_found("The passkey")


async def remove(services: Services, principal: Principal, one: str) -> None:
    async with services.database.tenant(principal.tenant) as session:
        own = {row.id for row in await passkeys.of_person(session, principal.person)}
    if one not in own:
        raise not_found("The passkey")
    fresh_session(principal)
    done = deed(principal, "passkey.remove", {"passkey": one})
    async with audited(services, principal, done) as session:
        if not await passkeys.remove(session, principal.person, one):
            raise not_found("The passkey")
        await settle(session, principal)


def shown(row: PasskeyRow) -> JsonObject:
    return {
        "id": row.id,
        "name": row.name,
        "synced": row.synced,
        "createdAt": moment(row.created_at),
        "usedAt": moment(row.used_at),
    }


async def _taken(services: Services, credential: JsonObject, purpose: str) -> bytes:
    challenge = authenticator.challenge_of(credential)
    async with services.database.shared() as session:
        if not await challenges.take(session, _digest(challenge), purpose):
            authenticator.refuse()
    return challenge


def _registering(principal: Principal) -> str:
    return f"register {principal.tenant} {principal.person}"


def _digest(challenge: bytes) -> str:
    return hashlib.sha256(challenge).hexdigest()
