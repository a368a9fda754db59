"""Makes and changes accounts that only programs use.

Never: an account with more than who makes it has: its keys would be a way around one's own roles.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.access.service import refuse_more
from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.keys.service import forget
from api.permissions import ROLES, expand
from api.service_accounts.schemas import ServiceAccountChange, ServiceAccountWanted
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import access, api_keys, people, service_accounts
from store.audit import Deed
from store.people import PERSON
from store.reach import ANY
from store.service_accounts import ServiceAccountRow


async def every(services: Services, principal: Principal) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        rows = await service_accounts.every(session)
    items: list[Json] = [_shown(row) for row in rows]
    return {"items": items}


async def make(
    services: Services, principal: Principal, wanted: ServiceAccountWanted
) -> JsonObject:
    roles = sorted(set(wanted.roles))
    owner = wanted.owner or principal.person
    details: JsonObject = {"name": wanted.name, "roles": [*roles], "owner": owner}
    subject = f"service-account:{wanted.name}"
    deed = Deed(principal.person, "service-account.create", subject, details=details)
    async with audited(services, principal, deed) as session:
        await _refuse_roles(session, principal, roles)
        await _refuse_owner(session, owner)
        made = await service_accounts.add(session, wanted.name, roles, owner)
        if made is None:
            raise ApiError(
                409,
                "conflict",
                f"There is a service account called {wanted.name} already.",
                "Choose another name, or change that one.",
            )
        details["id"] = made.id
    return _shown(made)


async def change(
    services: Services, principal: Principal, account: str, wanted: ServiceAccountChange
) -> JsonObject:
    """What is taken away here counts at once, also for sockets that its keys have open."""
    details: JsonObject = {}
    subject = f"service-account:{account}"
    deed = Deed(principal.person, "service-account.change", subject, details=details)
    async with audited(services, principal, deed) as session:
        before = await service_accounts.get(session, account) if is_id(account) else None
        if before is None:
            raise not_found(f"The service account {account}")
        roles = before.roles if wanted.roles is None else sorted(set(wanted.roles))
        # Who enables it again gives it what it had.
        gives = wanted.roles is not None or (wanted.disabled is False and before.disabled_at)
        if gives:
            await _refuse_roles(session, principal, roles)
        owner = wanted.owner or before.owner_id or principal.person
        if owner != before.owner_id:
            await _refuse_owner(session, owner)
        was = before.disabled_at is not None
        disabled = was if wanted.disabled is None else wanted.disabled
        await service_accounts.change(session, before.id, roles, owner, disabled=disabled)
        details["before"] = _state(before.name, before.roles, before.owner_id, disabled=was)
        details["after"] = _state(before.name, roles, owner, disabled=disabled)
        after = await service_accounts.get(session, account)
        hashes = await api_keys.hashes_of(session, before.id)
    for digest in hashes:
        forget(services, digest)
    return _shown(after or before)


async def _refuse_roles(session: AsyncSession, principal: Principal, roles: Sequence[str]) -> None:
    own = {row.name: row.permissions for row in await access.own_roles(session)}
    strange = [role for role in roles if role not in ROLES and role not in own]
    if strange:
        raise invalid(
            f"There is no role {', '.join(strange)}.",
            f"Choose among {', '.join([*ROLES, *own])}.",
        )
    for role in roles:
        refuse_more(principal, ROLES.get(role) or expand(own.get(role, ())), ANY)


async def _refuse_owner(session: AsyncSession, owner: str) -> None:
    found = await people.get(session, owner) if is_id(owner) else None
    if found is None or found.disabled_at is not None or found.kind != PERSON:
        raise invalid(
            f"There is no person {owner}.", "Name an active person of this tenant by their id."
        )


def _state(name: str, roles: Sequence[str], owner: str | None, *, disabled: bool) -> JsonObject:
    return {"name": name, "roles": [*roles], "owner": owner, "disabled": disabled}


def _shown(row: ServiceAccountRow) -> JsonObject:
    return {
        "id": row.id,
        "name": row.name,
        "roles": [*row.roles],
        "owner": row.owner_id,
        "ownerName": row.owner_name,
        "createdAt": moment(row.created_at),
        "disabledAt": moment(row.disabled_at),
    }
