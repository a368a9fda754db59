"""Sends links by which a password is set, and sets it.

Never: an answer, or a time to it, that tells whether a person exists; a way past the second factor
(who has one is still asked for it when they sign in).
"""

from __future__ import annotations

from datetime import timedelta

from api.auth import guesses, new_password
from api.errors import ApiError
from api.password.schemas import Forgotten, NewPassword
from api.people.letters import reset
from api.services import Services
from store import (
    audit,
    half_sign_ins,
    mails,
    people,
    person_links,
    sessions,
    tenants,
    tokens,
)
from store.audit import Deed
from store.mails import Mail
from store.people import PersonRow
from store.tokens import TokenRow

LASTS = timedelta(hours=1)


async def forgotten(services: Services, wanted: Forgotten, address: str) -> None:
    """What is done for who exists is done after the answer."""
    email = wanted.email.lower()
    await services.guesses.tried(guesses.of_forgotten(email, address))
    services.background.start(_send(services, email, wanted.tenant))


async def _send(services: Services, email: str, slug: str | None) -> None:
    """To each tenant's person of this address a link of their own."""
    async with services.database.lookup("email", email) as session:
        candidates = await people.by_email(session, email)
    for person in candidates:
        if person.disabled_at is None:
            await _send_to(services, person, slug)


async def _send_to(services: Services, person: PersonRow, slug: str | None) -> None:
    keys = await services.keyring.of(person.tenant_id)
    async with services.database.tenant(person.tenant_id) as session:
        tenant = await tenants.get(session)
        if slug is not None and tenant.slug != slug:
            return
        token = await tokens.issue(session, person.id, "reset", LASTS)
        letter = reset(
            person.language or "en",
            name=person.name,
            tenant=tenant.name,
            link=f"{services.settings.address}/password#{token}",
            minutes=int(LASTS.total_seconds() // 60),
        )
        await mails.post(
            session, keys, Mail(person.email, letter.subject, letter.text, letter.html)
        )
        await audit.add(session, keys, _deed(person.id, "password.forgotten"))


async def renew(services: Services, wanted: NewPassword) -> None:
    """By a link of either kind, once; a password that is refused leaves the link good."""
    row, person = await _whose(services, wanted.token)
    new_password.check(wanted.password, person)
    hashed = await services.passwords.hashed(wanted.password)
    keys = await services.keyring.of(row.tenant_id)
    async with services.database.tenant(row.tenant_id) as session:
        if await tokens.take(session, wanted.token, row.kind) is None:
            raise _over()
        await people.set_password(session, person.id, hashed)
        ended = await sessions.end_all(session, person.id)
        await half_sign_ins.end_all(session, person.id)
        # Whoever reads their mail must not get further than this organisation.
        await person_links.end(session, person.id)
        await audit.add(session, keys, _deed(person.id, f"password.{row.kind}"))
    for one in ended:
        services.live.signed_out(one)


async def _whose(services: Services, token: str) -> tuple[TokenRow, PersonRow]:
    digest = tokens.hash_of(token)
    async with services.database.lookup("token", digest) as session:
        row = await tokens.find(session, digest)
    if row is None:
        raise _over()
    async with services.database.tenant(row.tenant_id) as session:
        person = await people.get(session, row.person_id)
    if person is None or person.disabled_at is not None:
        raise _over()
    return row, person


def _deed(person: str, action: str) -> Deed:
    return Deed(person, action, f"person:{person}")


def _over() -> ApiError:
    return ApiError(
        404,
        "link-over",
        "This link was used, is over or was never one.",
        "Ask for a new one.",
    )
