"""Writes identity providers, and tries them.

Who could write one could also be let in as those whom it leads to: so each deed needs all that its
mapping gives, before and after, and leading to existing accounts needs everything. Never: a secret
in an answer, a line of the trail or a log.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.oidc.flow import redirect_address
from api.auth.oidc.trouble import SignInTroubleError
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.people import rights
from api.providers.schemas import ProviderWanted
from api.services import Services
from api.shapes import moment
from definitions.values import JsonObject
from store import departments, identities, providers, tenants
from store.audit import Deed
from store.people import ADMIN
from store.providers import ProviderRow, Rule, Settings

MOST = 20
"""Of one tenant."""


async def everything(services: Services, principal: Principal) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        rows = await providers.everything(session)
        people = await identities.count(session)
    return {
        "redirectAddress": redirect_address(services.settings),
        "items": [_shown(row, people.get(row.id, 0)) for row in rows],
    }


async def create(services: Services, principal: Principal, wanted: ProviderWanted) -> JsonObject:
    if wanted.clientSecret is None:
        raise invalid("A provider needs a client secret.", "Make one there, and send it.")
    provider = str(uuid4())
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    async with audited(
        services, principal, _deed(principal, "create", provider, details)
    ) as session:
        await tenants.hold(session)
        others = await providers.everything(session)
        if len(others) >= MOST:
            raise ApiError(
                409, "too-many-providers", f"There are {MOST} providers.", "Take one away first."
            )
        settings = await _settled(session, principal, wanted, None, others)
        await providers.add(
            session, keys, provider, settings, wanted.clientSecret, principal.person
        )
        return await _told(session, provider, details)


async def change(
    services: Services, principal: Principal, provider: str, wanted: ProviderWanted
) -> JsonObject:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    async with audited(
        services, principal, _deed(principal, "change", provider, details)
    ) as session:
        await tenants.hold(session)
        row = await _find(session, provider)
        details["before"] = _settings(row)
        details["secret"] = "kept" if wanted.clientSecret is None else "written"
        others = [one for one in await providers.everything(session) if one.id != row.id]
        settings = await _settled(session, principal, wanted, row, others)
        if row.issuer != settings.issuer and wanted.clientSecret is None:
            # The secret is for the one that it was made by.
            raise invalid(
                "Another issuer needs a client secret of its own.", "Send its client secret."
            )
        await providers.change(
            session, keys, row.id, settings, wanted.clientSecret, principal.person
        )
        return await _told(session, row.id, details)


async def remove(services: Services, principal: Principal, provider: str) -> None:
    details: JsonObject = {}
    async with audited(
        services, principal, _deed(principal, "remove", provider, details)
    ) as session:
        await tenants.hold(session)
        row = await _find(session, provider)
        details["before"] = _settings(row)
        await providers.remove(session, row.id)


async def check(services: Services, principal: Principal, provider: str) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        row = await _find(session, provider)
    try:
        metadata = await services.issuers.look(row.issuer)
    except SignInTroubleError as trouble:
        return {"works": False, "trouble": trouble.detail, "remedy": trouble.remedy}
    return {
        "works": True,
        "authorizationEndpoint": metadata.authorization_endpoint,
        "tokenEndpoint": metadata.token_endpoint,
    }


async def _find(session: AsyncSession, provider: str) -> ProviderRow:
    row = await providers.find(session, provider, lock=True) if is_id(provider) else None
    if row is None:
        raise not_found(f"The identity provider {provider}")
    return row


async def _settled(
    session: AsyncSession,
    principal: Principal,
    wanted: ProviderWanted,
    before: ProviderRow | None,
    others: Collection[ProviderRow],
) -> Settings:
    """What is wanted, where it may be."""
    if wanted.name.lower() in {one.name.lower() for one in others}:
        raise ApiError(
            409, "name-taken", f"There is a provider {wanted.name} already.", "Choose another name."
        )
    settings = _of(wanted)
    places = await departments.everything(session)
    strange = [one.department_id for one in settings.mapping if one.department_id is not None]
    strange = [one for one in strange if one not in places]
    if strange:
        raise invalid(f"There is no department {strange[0]}.", "List /api/v1/departments.")
    known = await rights.known(session)
    rights.check_roles(principal, _gives(settings), known)
    if before is not None:
        # What was mapped may be mapped no more to a role that is gone.
        rights.check_roles(principal, [one for one in _gives(before) if one in known], known)
    return settings


def _gives(settings: Settings) -> set[str]:
    """All roles that somebody may get by it."""
    gives = {role for rule in settings.mapping for role in rule.roles} | {*settings.first_roles}
    # An existing account may be that of an administrator.
    return gives | ({ADMIN} if settings.links_accounts and settings.domains else set())


def _of(wanted: ProviderWanted) -> Settings:
    return Settings(
        name=wanted.name,
        issuer=wanted.issuer,
        client_id=wanted.clientId,
        scopes=wanted.scopes,
        groups_claim=wanted.groupsClaim,
        verified_claim=wanted.verifiedClaim,
        mapping=[Rule(one.group, one.roles, one.departmentId) for one in wanted.mapping],
        makes_accounts=wanted.makesAccounts,
        links_accounts=wanted.linksAccounts,
        domains=wanted.domains,
        first_roles=wanted.firstRoles,
        second_factor=wanted.secondFactor,
        strong_contexts=wanted.strongContexts,
        enabled=wanted.enabled,
    )


async def _told(session: AsyncSession, provider: str, details: JsonObject) -> JsonObject:
    row = await _find(session, provider)
    details["after"] = _settings(row)
    people = await identities.count(session)
    return _shown(row, people.get(provider, 0))


def _settings(row: ProviderRow) -> JsonObject:
    return {
        "name": row.name,
        "issuer": row.issuer,
        "clientId": row.client_id,
        "scopes": [*row.scopes],
        "groupsClaim": row.groups_claim,
        "verifiedClaim": row.verified_claim,
        "mapping": [
            {"group": rule.group, "roles": [*rule.roles], "departmentId": rule.department_id}
            for rule in row.mapping
        ],
        "makesAccounts": row.makes_accounts,
        "linksAccounts": row.links_accounts,
        "domains": [*row.domains],
        "firstRoles": [*row.first_roles],
        "secondFactor": row.second_factor,
        "strongContexts": [*row.strong_contexts],
        "enabled": row.enabled,
    }


def _shown(row: ProviderRow, people: int) -> JsonObject:
    return {
        "id": row.id,
        **_settings(row),
        "people": people,
        "changedAt": moment(row.changed_at),
        "changedBy": row.changed_by,
    }


def _deed(principal: Principal, action: str, provider: str, details: JsonObject) -> Deed:
    """`details` may be filled while the deed is done."""
    subject = f"identity-provider:{provider}"
    return Deed(principal.person, f"identity-provider.{action}", subject, None, details)
