"""Creates people, changes them, lets them go and come back.

Each deed holds the tenant, so that circles and the last administrator are seen. Never: a deed
without its line in the audit trail.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import cast
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.people import inviting, rights, shown
from api.people.schemas import PersonChange, PersonWanted, ProfileChange
from api.services import Services
from definitions.values import Json, JsonObject
from store import api_keys, departments, people, person_links, tenants, tokens
from store.audit import Deed
from store.hierarchy import goes_round
from store.people import PersonRow

COLUMNS = {
    "departmentId": "department_id",
    "managerId": "manager_id",
    "timeZone": "time_zone",
    "workingHours": "working_hours",
}
NEEDED = ("email", "name", "roles")


def deed(
    principal: Principal, action: str, person: str, details: JsonObject, reason: str | None = None
) -> Deed:
    """`details` may be filled while the deed is done."""
    return Deed(principal.person, f"person.{action}", f"person:{person}", reason, details)


async def find(session: AsyncSession, person: str) -> PersonRow:
    row = await people.get(session, person) if is_id(person) else None
    if row is None:
        raise not_found(f"The person {person}")
    return row


async def create(services: Services, principal: Principal, wanted: PersonWanted) -> JsonObject:
    person = str(uuid4())
    values = _columns(wanted.model_dump(exclude={"invite"}))
    details: JsonObject = {"after": _told(values), "invited": wanted.invite}
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed(principal, "create", person, details)) as session:
        await tenants.hold(session)
        rights.check_roles(principal, wanted.roles, await rights.known(session))
        await _check_places(session, person, values)
        if not await people.create(session, person, values):
            raise _taken(wanted.email)
        if wanted.invite:
            await inviting.send(services, session, keys, principal, await find(session, person))
        return await shown.one(session, principal, person)


async def change(
    services: Services, principal: Principal, person: str, wanted: PersonChange | ProfileChange
) -> JsonObject:
    values = _columns(wanted.model_dump(exclude_unset=True))
    missing = [name for name in NEEDED if name in values and values[name] is None]
    if missing:
        raise invalid(f"Nobody can be without {missing[0]}.", "Leave it out, or give a value.")
    details: JsonObject = {}
    async with audited(services, principal, deed(principal, "change", person, details)) as session:
        await tenants.hold(session)
        row = await find(session, person)
        before = cast("dict[str, object]", asdict(row))
        changed = {name: value for name, value in values.items() if value != before[name]}
        details |= {"before": _told({name: before[name] for name in changed})}
        details |= {"after": _told(changed)}
        await rights.check_person(session, principal, row)
        if "roles" in changed:
            roles = wanted.roles or [] if isinstance(wanted, PersonChange) else row.roles
            rights.check_roles(principal, roles, await rights.known(session))
            await rights.check_last(session, row, roles)
        await _check_places(session, person, changed)
        if "email" in changed and await people.by_email(session, str(changed["email"])):
            raise _taken(str(changed["email"]))
        await people.change(session, person, changed)
        if "email" in changed:
            # What was sent to the address before lets nobody in any more.
            await tokens.revoke(session, person, "invitation")
            await tokens.revoke(session, person, "reset")
            await person_links.end(session, person)
        return await shown.one(session, principal, person)


async def disable(
    services: Services, principal: Principal, person: str, reason: str | None
) -> JsonObject:
    """Their sign-ins end at once, and their keys work no more."""
    details: JsonObject = {}
    started = deed(principal, "disable", person, details, reason)
    async with audited(services, principal, started) as session:
        await tenants.hold(session)
        row = await find(session, person)
        await rights.check_person(session, principal, row)
        await rights.check_last(session, row, ())
        await inviting.end(session, person)
        details["keys"] = [*await api_keys.names_of(session, person)]
        ended = await people.disable(session, person)
        await person_links.end(session, person)
        answer = await shown.one(session, principal, person)
    for proof in ended:
        services.known_keys.forget(proof)
        services.live.signed_out(proof)
    return answer


async def enable(
    services: Services, principal: Principal, person: str, reason: str | None
) -> JsonObject:
    details: JsonObject = {}
    started = deed(principal, "enable", person, details, reason)
    async with audited(services, principal, started) as session:
        row = await find(session, person)
        await rights.check_person(session, principal, row)
        details["keys"] = [*await api_keys.names_of(session, person)]
        await people.enable(session, person)
        return await shown.one(session, principal, person)


async def _check_places(session: AsyncSession, person: str, values: dict[str, object]) -> None:
    """Department and manager are of this tenant, and nobody becomes their own manager's manager."""
    place = values.get("department_id")
    if place is not None and place not in await departments.everything(session):
        raise invalid(f"There is no department {place}.", "List /api/v1/departments.")
    manager = values.get("manager_id")
    if manager is None:
        return
    boss = await people.get(session, str(manager)) if is_id(str(manager)) else None
    if boss is None or boss.disabled_at is not None:
        raise invalid(f"There is no person {manager}.", "List /api/v1/people.")
    if goes_round(person, boss.id, await people.managers(session)):
        raise ApiError(
            409,
            "circle",
            f"{boss.name} is below this person already.",
            "Choose a manager who is not below them.",
        )


def _columns(given: dict[str, object]) -> dict[str, object]:
    return {COLUMNS.get(name, name): value for name, value in given.items()}


def _told(values: dict[str, object]) -> JsonObject:
    """As the audit trail has it: names, texts and lists of them, never a password."""
    return {name: cast("Json", value) for name, value in values.items()}


def _taken(email: str) -> ApiError:
    return ApiError(
        409,
        "email-taken",
        f"Somebody has the address {email} already.",
        "Change that person, or enable them again if they had left.",
    )
