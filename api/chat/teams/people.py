"""Who has come: the person here that an account of Teams is, matched once and kept by its id.

By the addresses that their own tenant has of them. Never: a guest, somebody of another tenant, or
one whose two addresses are of two people here; and never by what a message says of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.teams.came import Came
from api.services import Services
from channels.teams.client import Member
from channels.teams.vendor import reference
from store import chat_people, people
from store.people import PERSON, PersonRow

AGAIN = timedelta(minutes=1)
"""Whoever nobody knows is looked for again, but not with each word."""

MEMBERS = ("user", "")
"""Roles in a tenant; some lists leave it out, and a guest is known by the name then."""

GUEST_MARK = "#ext#"
Stranger: TypeAlias = Literal["unknown", "guest", "left"]
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Who:
    """Of an account: the person, or why there is none."""

    person: PersonRow | None
    stranger: Stranger | None = None


async def who(services: Services, came: Came) -> Who:
    """Raises AwayError or RefusedError where Teams doesn't tell."""
    account, person = came.whose.account, came.whose.person
    if account is not None and account.person_id is not None:
        if person is None or not _is_active(person):
            return Who(None, "left")
        if came.activity.is_personal and account.conversation != came.where.write():
            async with services.database.tenant(came.tenant.id) as session:
                await _kept(session, came)
        return Who(person)
    if account is not None and datetime.now(UTC) - account.matched_at < AGAIN:
        return Who(None, "unknown")
    return await _looked_for(services, came)


async def _looked_for(services: Services, came: Came) -> Who:
    place, account = came.place.row.id, came.activity.sender.id
    member = await services.microsoft.connector.member(came.client, came.where, account)
    async with services.database.tenant(came.tenant.id) as session:
        found, stranger = await _matched(session, came, member)
        await chat_people.match(session, place, account, None if found is None else found.id)
        if came.activity.is_personal:
            await _kept(session, came)
    _log.info("teams.matched", matched=found is not None, why=stranger)
    return Who(found, stranger)


async def forget(services: Services, came: Came) -> None:
    """They have sent the app away."""
    async with services.database.tenant(came.tenant.id) as session:
        await chat_people.forget(session, came.place.row.id, came.activity.sender.id)


async def _matched(
    session: AsyncSession, came: Came, member: Member | None
) -> tuple[PersonRow | None, Stranger | None]:
    sender = came.activity.sender
    if member is None or not _is_same(member, sender.aad_object_id):
        return None, "unknown"
    if member.tenant_id != came.place.row.team or _is_guest(member):
        return None, "guest"
    found: dict[str, PersonRow] = {}
    for address in {member.email.lower(), member.user_principal_name.lower()} - {""}:
        found |= {one.id: one for one in await people.by_email(session, address)}
    if len(found) != 1:
        return None, "unknown"
    [person] = found.values()
    return (person, None) if _is_active(person) else (None, "left")


def _is_same(member: Member, object_id: str) -> bool:
    told = member.aad_object_id or member.object_id
    return not (told and object_id) or told == object_id


def _is_guest(member: Member) -> bool:
    known = member.user_role.lower() in MEMBERS
    return not known or GUEST_MARK in member.user_principal_name.lower()


def _is_active(person: PersonRow) -> bool:
    return person.disabled_at is None and person.kind == PERSON


async def _kept(session: AsyncSession, came: Came) -> None:
    """Where they are written to from now on."""
    sender = came.activity.sender
    kept = reference(came.where, sender.aad_object_id)
    place = came.place.row.id
    await chat_people.write_to(session, place, sender.id, came.where.write(), kept)
