"""Finds the person that a provider means, or makes them, and gives them what their groups bring.

A person is known by issuer and subject; by address once, at their first sign-in, if the provider
has proved it and may. Never: a second person of a provider led to the same account, a disabled
person let in, or nobody left to administer because a group has changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import write
from api.auth.oidc import claims as reading
from api.auth.oidc.mapping import brought, settled
from api.auth.oidc.trouble import SignInTroubleError
from api.people import inviting
from api.people.rights import known
from api.services import Services
from definitions.values import Json, JsonObject
from store import departments, half_sign_ins, identities, people, sessions, tenants
from store.audit import Deed
from store.identities import Subject
from store.keys import TenantKeys
from store.people import ADMIN, PersonRow
from store.person_keys import PERSON
from store.providers import ProviderRow


class NoAccountError(SignInTroubleError):
    """The provider has let them in, and we don't. The page says one sentence for all reasons."""

    def __init__(self, why: str, remedy: str, person: str | None = None) -> None:
        super().__init__("no-account", why, remedy)
        self.person = person


@dataclass(frozen=True, slots=True)
class Found:
    """Who it is, as they are now."""

    person: PersonRow
    ended: list[str]
    """Ids of their sign-ins that are over, because they may do something else now."""


async def settle(
    services: Services, tenant: str, provider: ProviderRow, claims: JsonObject
) -> Found:
    groups = reading.groups(provider, claims)
    keys = await services.keyring.of(tenant)
    subject = Subject(provider.id, provider.issuer, str(claims["sub"]))
    async with services.database.tenant(tenant) as session:
        await tenants.hold(session)
        person = await _person(session, keys, provider, subject, claims)
        if person.disabled_at is not None:
            raise NoAccountError("The person is disabled.", "Enable them again.", person.id)
        return await _mapped(session, keys, provider, subject, person, groups)


async def _person(
    session: AsyncSession,
    keys: TenantKeys,
    provider: ProviderRow,
    subject: Subject,
    claims: JsonObject,
) -> PersonRow:
    found = await identities.find(session, subject)
    if found is None:
        person = await _first(session, keys, provider, claims)
        if await identities.is_known(session, subject, person.id):
            raise NoAccountError(
                "The address belongs to somebody whom the provider calls otherwise.",
                "An address that was given on is not a person: give the new one another account.",
                person.id,
            )
        await identities.add(session, subject, person.id)
        return person
    person = await people.get(session, found.person_id)
    if person is None:
        raise NoAccountError("The person is no more.", "Make an account for them.")
    return person


async def _first(
    session: AsyncSession, keys: TenantKeys, provider: ProviderRow, claims: JsonObject
) -> PersonRow:
    """Nobody has come as this subject before."""
    mail = reading.address(claims)
    if mail is None or not reading.is_verified(provider, claims):
        raise NoAccountError(
            f"The provider does not say by {provider.verified_claim} that the address is theirs.",
            "Let it send email and that claim, or verify the address there.",
        )
    if not reading.is_of_domains(mail, provider):
        raise NoAccountError(
            "The address is in none of the provider's domains.", "Add the domain, or invite them."
        )
    existing = await people.by_email(session, mail)
    if existing:
        return await _linked(session, keys, provider, existing[0])
    if not provider.makes_accounts:
        raise NoAccountError(
            "Nobody has this address, and the provider makes no accounts.",
            "Invite them, or let the provider make accounts.",
        )
    return await _made(session, keys, provider, mail, reading.name(claims, mail))


async def _linked(
    session: AsyncSession, keys: TenantKeys, provider: ProviderRow, person: PersonRow
) -> PersonRow:
    if not provider.links_accounts:
        raise NoAccountError(
            "Somebody has this address already, and the provider may not open their account.",
            "Let the provider lead to existing accounts, or change the address of that one.",
            person.id,
        )
    if person.disabled_at is not None:
        raise NoAccountError("The person is disabled.", "Enable them again.", person.id)
    # They are in; the link of an invitation would be a second way.
    await inviting.end(session, person.id)
    if person.invited_at is not None:
        await people.change(session, person.id, {"invited_at": None})
    await write(session, keys, None, _deed(provider, person.id, "identify", {}))
    return replace(person, invited_at=None)


async def _made(
    session: AsyncSession, keys: TenantKeys, provider: ProviderRow, mail: str, name: str
) -> PersonRow:
    there = await known(session)
    roles = [role for role in provider.first_roles if role in there]
    person = str(uuid4())
    values = {"email": mail, "name": name, "roles": roles}
    await people.create(session, person, values)
    after: JsonObject = {"after": {"email": mail, "name": name, "roles": cast("list[Json]", roles)}}
    await write(session, keys, None, _deed(provider, person, "create", after))
    made = await people.get(session, person)
    if made is None:
        raise NoAccountError("The account could not be made.", "Try again.")
    return made


async def _mapped(
    session: AsyncSession,
    keys: TenantKeys,
    provider: ProviderRow,
    subject: Subject,
    person: PersonRow,
    groups: frozenset[str],
) -> Found:
    row = await identities.find(session, subject)
    before = [] if row is None else row.given_roles
    places = await departments.everything(session)
    wanted = brought(provider.mapping, groups, await known(session), places)
    otherwise = await identities.given_otherwise(session, subject, person.id)
    now = settled(person.roles, before, otherwise, wanted.roles)
    roles = await _with_admin(session, person, now.roles)
    # What they would have lost is still their groups', and goes when it can.
    kept = [role for role in roles if role not in now.roles]
    await identities.seen(session, subject, [*now.given, *kept])
    changed: dict[str, object] = {}
    if roles != person.roles:
        changed["roles"] = roles
    if wanted.department is not None and wanted.department != person.department_id:
        changed["department_id"] = wanted.department
    if not changed:
        return Found(person, [])
    await people.change(session, person.id, changed)
    was = {"roles": person.roles, "department_id": person.department_id}
    told: JsonObject = {
        "before": {name: cast("Json", was[name]) for name in changed},
        "after": {name: cast("Json", value) for name, value in changed.items()},
    }
    await write(session, keys, None, _deed(provider, person.id, "change", told))
    # Whoever may do something else from now on begins anew everywhere.
    await half_sign_ins.end_all(session, person.id)
    ended = await sessions.end_all(session, person.id)
    return Found(replace(person, roles=roles), ended)


async def _with_admin(session: AsyncSession, person: PersonRow, roles: list[str]) -> list[str]:
    """The last one who administers goes on doing so, until there is another."""
    loses = ADMIN in person.roles and ADMIN not in roles
    if loses and not await people.other_admins(session, person.id):
        return [*roles, ADMIN]
    return roles


def _deed(provider: ProviderRow, person: str, action: str, details: JsonObject) -> Deed:
    """By the person, who has come by that provider."""
    by: JsonObject = {"provider": provider.name}
    return Deed(person, f"person.{action}", f"{PERSON}{person}", details={**by, **details})
