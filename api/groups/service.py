"""Writes groups and says who is in them.

Never: a member that is not of this tenant.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.groups.schemas import GroupWanted
from api.ids import is_id
from api.people.shown import listed
from api.services import Services
from definitions.values import Json, JsonObject
from store import departments, groups, people, person_list, tenants
from store.audit import Deed
from store.groups import GroupRow, Member
from store.hierarchy import below, parents_of


async def everything(session: AsyncSession) -> JsonObject:
    members = await groups.members(session)
    rows = await groups.everything(session)
    return {"items": [*await _named(session, rows, members)]}


async def put(
    services: Services, principal: Principal, group: str | None, wanted: GroupWanted
) -> JsonObject:
    """A new one where no id is given."""
    details: JsonObject = {}
    action, subject = ("change", group) if group is not None else ("create", str(uuid4()))
    deed = Deed(principal.person, f"group.{action}", f"group:{subject}", None, details)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        if group is not None:
            members = await groups.members(session)
            details["before"] = _shown(await _find(session, group), members)
        await _check(session, subject, wanted)
        await groups.put(session, subject, wanted.name, wanted.description)
        await groups.set_members(session, subject, {*wanted.people}, {*wanted.departments})
        row = GroupRow(subject, wanted.name, wanted.description)
        members = await groups.members(session)
        details["after"] = _shown(row, members)
        return (await _named(session, [row], members))[0]


async def remove(services: Services, principal: Principal, group: str) -> None:
    details: JsonObject = {}
    deed = Deed(principal.person, "group.remove", f"group:{group}", None, details)
    async with audited(services, principal, deed) as session:
        row = await _find(session, group)
        details["before"] = _shown(row, await groups.members(session))
        await groups.remove(session, group)


async def who(session: AsyncSession, principal: Principal, group: str) -> JsonObject:
    """The active people in it, by themselves or by their department."""
    await _find(session, group)
    members = [one for one in await groups.members(session) if one.group_id == group]
    parents = parents_of(await departments.everything(session))
    within: set[str] = set()
    for one in members:
        within |= below(one.member_id, parents) if one.kind == "department" else set()
    ids = {one.member_id for one in members if one.kind == "person"}
    rows = await person_list.of_group(session, ids, within)
    return {"items": [listed(principal, row) for row in rows]}


async def _find(session: AsyncSession, group: str) -> GroupRow:
    row = await groups.get(session, group) if is_id(group) else None
    if row is None:
        raise not_found(f"The group {group}")
    return row


async def _check(session: AsyncSession, group: str, wanted: GroupWanted) -> None:
    known = await people.by_ids(session, {one for one in wanted.people if is_id(one)})
    strange = [one for one in wanted.people if one not in known]
    if strange:
        raise invalid(f"There is no person {strange[0]}.", "List /api/v1/people.")
    tree = await departments.everything(session)
    strange = [one for one in wanted.departments if one not in tree]
    if strange:
        raise invalid(f"There is no department {strange[0]}.", "List /api/v1/departments.")
    others = [one for one in await groups.everything(session) if one.id != group]
    if wanted.name.lower() in {one.name.lower() for one in others}:
        raise ApiError(
            409, "name-taken", f"There is a group {wanted.name} already.", "Choose another name."
        )


async def _named(
    session: AsyncSession, rows: list[GroupRow], members: list[Member]
) -> list[JsonObject]:
    """As they are answered: with the names of their members."""
    ids = {one.member_id for one in members if one.kind == "person"}
    names = {person: row.name for person, row in (await people.by_ids(session, ids)).items()}
    names |= {one.id: one.name for one in (await departments.everything(session)).values()}

    def of(row: GroupRow, kind: str) -> list[Json]:
        return [
            {"id": one.member_id, "name": names.get(one.member_id, "")}
            for one in members
            if one.group_id == row.id and one.kind == kind
        ]

    return [
        {
            "id": row.id,
            "name": row.name,
            "description": row.description,
            "people": of(row, "person"),
            "departments": of(row, "department"),
        }
        for row in rows
    ]


def _shown(row: GroupRow, members: list[Member]) -> JsonObject:
    """As the audit trail keeps it: by ids."""
    of_group = [one for one in members if one.group_id == row.id]
    return {
        "id": row.id,
        "name": row.name,
        "description": row.description,
        "people": [one.member_id for one in of_group if one.kind == "person"],
        "departments": [one.member_id for one in of_group if one.kind == "department"],
    }
