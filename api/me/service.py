"""Password and sign-ins of who asks.

Never: anything of another person.
"""

from __future__ import annotations

from api.audit.service import audited
from api.auth import guesses, new_password
from api.auth.principal import Principal
from api.auth.proof import fresh_session, own_session
from api.auth.rotation import Renewed, renew
from api.errors import ApiError, not_found
from api.ids import is_id
from api.me.deeds import deed
from api.me.schemas import PasswordChange
from api.paging import bad_cursor, opaque, place
from api.passkeys.service import shown as passkey_shown
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import passkeys, people, recovery_codes, security_rules, sessions, sign_ins, totp
from store.people import PersonRow


async def person_of(services: Services, principal: Principal) -> PersonRow:
    async with services.database.tenant(principal.tenant) as session:
        found = await people.get(session, principal.person)
    if found is None:
        raise not_found("The person")
    return found


async def prove(services: Services, principal: Principal, password: str, address: str) -> None:
    own = own_session(principal)
    row = await person_of(services, principal)
    await knows(services, row, password, address)
    async with services.database.tenant(principal.tenant) as session:
        await sessions.proven(session, own)


async def knows(services: Services, row: PersonRow, password: str, address: str) -> None:
    """Guesses count as at the sign-in."""
    bounds = guesses.of_sign_in(row.email, address)
    await services.guesses.tried(bounds)
    if not await services.passwords.fits(password, row.password_hash):
        raise ApiError(422, "wrong-password", "The password is wrong.", "Try again.")
    await services.guesses.succeeded(bounds)


async def change_password(
    services: Services, principal: Principal, wanted: PasswordChange, address: str
) -> Renewed:
    own_session(principal)
    row = await person_of(services, principal)
    if row.password_hash is None:
        fresh_session(principal)
    else:
        await knows(services, row, wanted.old or "", address)
    new_password.check(wanted.new, row)
    hashed = await services.passwords.hashed(wanted.new)
    async with audited(services, principal, deed(principal, "password.change")) as session:
        await people.set_password(session, principal.person, hashed)
        return await renew(session, principal)


async def security(services: Services, principal: Principal) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await people.get(session, principal.person)
        app = await totp.find(session, keys, principal.person)
        own = await passkeys.of_person(session, principal.person)
        left = await recovery_codes.left(session, principal.person)
        factors = await security_rules.factors_of(session, principal.person, principal.roles)
    return {
        "password": row is not None and row.password_hash is not None,
        "totpSince": None if app is None else moment(app.confirmed_at),
        "recoveryCodesLeft": left,
        "passkeys": [passkey_shown(one) for one in own],
        "secondFactorRequired": factors.required,
    }


async def open_sessions(services: Services, principal: Principal) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        rows = await sessions.of_person(session, principal.person)
    items: list[Json] = [
        {
            "id": row.id,
            "current": row.id == principal.session,
            "device": row.device,
            "address": row.address,
            "createdAt": moment(row.created_at),
            "seenAt": moment(row.seen_at),
            "endsAt": moment(row.expires_at),
        }
        for row in rows
    ]
    return {"items": items}


async def end_session(services: Services, principal: Principal, one: str) -> None:
    if not is_id(one):
        raise not_found("The sign-in")
    ended = deed(principal, "session.end", {"session": one})
    async with audited(services, principal, ended) as session:
        if not await sessions.end(session, principal.person, one):
            raise not_found("The sign-in")
    services.live.signed_out(one)


async def end_others(services: Services, principal: Principal) -> None:
    async with audited(services, principal, deed(principal, "session.end-others")) as session:
        ended = await sessions.end_all(session, principal.person, but=principal.session)
    for one in ended:
        services.live.signed_out(one)


async def history(
    services: Services, principal: Principal, cursor: str | None, limit: int
) -> JsonObject:
    before = place(cursor)
    if before is not None and not is_id(before):
        raise bad_cursor()
    async with services.database.tenant(principal.tenant) as session:
        rows, following = await sign_ins.page(session, principal.person, before, limit)
    items: list[Json] = [
        {
            "id": row.id,
            "at": moment(row.at),
            "way": row.way,
            "refused": row.refused,
            "address": row.address,
            "device": row.device,
        }
        for row in rows
    ]
    return {"items": items, "next": opaque(following)}
