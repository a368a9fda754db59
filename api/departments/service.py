"""Grows the tree of departments, moves its branches and prunes it.

Never: a circle, two siblings of one name, or one taken away that somebody leans on.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.principal import Principal
from api.departments.schemas import DepartmentChange, DepartmentWanted
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.services import Services
from definitions.values import Json, JsonObject
from store import access, departments, people, tenants
from store.audit import Deed
from store.hierarchy import Department, goes_round, parents_of, path


async def everything(session: AsyncSession) -> JsonObject:
    return {"items": [*(await _all_shown(session)).values()]}


async def _all_shown(session: AsyncSession) -> dict[str, JsonObject]:
    tree = await departments.everything(session)
    counts = await departments.people_in(session)
    heads = await people.by_ids(session, {one.head_id for one in tree.values() if one.head_id})

    def head(one: Department) -> Json:
        known = None if one.head_id is None else heads.get(one.head_id)
        return None if known is None else {"id": known.id, "name": known.name}

    return {
        one.id: {
            "id": one.id,
            "name": one.name,
            "parentId": one.parent_id,
            "path": [*path(one.id, tree)],
            "head": head(one),
            "people": counts.get(one.id, 0),
        }
        for one in tree.values()
    }


async def create(services: Services, principal: Principal, wanted: DepartmentWanted) -> JsonObject:
    details: JsonObject = {}
    new = Department(str(uuid4()), wanted.parentId, wanted.name, wanted.headId)
    deed = _deed(principal, "create", new.id, details)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        details["after"] = asdict(new)
        await _check(session, new, await departments.everything(session))
        await departments.add(session, new)
        await access.turn(session)
        return (await _all_shown(session))[new.id]


async def change(
    services: Services, principal: Principal, department: str, wanted: DepartmentChange
) -> JsonObject:
    details: JsonObject = {}
    deed = _deed(principal, "change", department, details)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        tree = await departments.everything(session)
        before = _found(tree, department)
        after = _changed(before, wanted)
        details |= {"before": asdict(before), "after": asdict(after)}
        await _check(session, after, tree)
        await departments.change(session, after)
        if (after.parent_id, after.head_id) != (before.parent_id, before.head_id):
            # What is granted to a department is granted to all below it, and who leads it may see
            # the runs of its people.
            await access.turn(session)
        return (await _all_shown(session))[department]


async def remove(services: Services, principal: Principal, department: str) -> None:
    details: JsonObject = {}
    deed = _deed(principal, "remove", department, details)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        tree = await departments.everything(session)
        before = _found(tree, department)
        details["before"] = asdict(before)
        parents = parents_of(tree)
        if department in parents.values() or await departments.members(session, department):
            raise ApiError(
                409,
                "not-empty",
                f"{before.name} is not empty.",
                "Move its people, those who have left too, its departments, and take it out of"
                " groups first.",
            )
        await departments.remove(session, department)


def _deed(principal: Principal, action: str, department: str, details: JsonObject) -> Deed:
    """`details` are filled while the deed is done."""
    subject = f"department:{department}"
    return Deed(principal.person, f"department.{action}", subject, None, details)


def _found(tree: dict[str, Department], department: str) -> Department:
    if department not in tree:
        raise not_found(f"The department {department}")
    return tree[department]


def _changed(before: Department, wanted: DepartmentChange) -> Department:
    given = wanted.model_fields_set
    if "name" in given and wanted.name is None:
        raise invalid("A department has a name.", "Leave it out, or give one.")
    return replace(
        before,
        name=wanted.name or before.name,
        parent_id=wanted.parentId if "parentId" in given else before.parent_id,
        head_id=wanted.headId if "headId" in given else before.head_id,
    )


async def _check(session: AsyncSession, wanted: Department, tree: dict[str, Department]) -> None:
    parent = wanted.parent_id
    if parent is not None and parent not in tree:
        raise invalid(f"There is no department {parent}.", "List /api/v1/departments.")
    if goes_round(wanted.id, parent, parents_of(tree)):
        raise ApiError(
            409,
            "circle",
            f"{wanted.name} can't be below itself.",
            "Choose a department that is not below it.",
        )
    siblings = [one for one in tree.values() if one.parent_id == parent and one.id != wanted.id]
    if wanted.name.lower() in {one.name.lower() for one in siblings}:
        raise ApiError(
            409,
            "name-taken",
            f"There is a department {wanted.name} at this place already.",
            "Choose another name, or another place.",
        )
    head = wanted.head_id
    leads = await people.get(session, head) if head is not None and is_id(head) else None
    if head is not None and (leads is None or leads.disabled_at is not None):
        raise invalid(f"There is no person {head}.", "List /api/v1/people.")
