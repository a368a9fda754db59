"""Who is meant by the approvers of a process: people, roles, groups, departments, managers.

Never: somebody who has left, or a service; and never a guess: what leads to nobody is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from definitions.approvals import Found, Meant, Who, WhoIsMeant
from definitions.values import Json
from store import departments, groups, hierarchy, people, runs, tenants
from store.groups import GroupRow, Member
from store.hierarchy import Department
from store.people import PERSON, PersonRow
from store.working_hours import WorkingHours, next_working, settled

MOST = 500
"""Asked at once by one stage; more is a mistake."""

REQUESTER = "requester"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is who, read once."""

    people: Sequence[PersonRow]
    departments: dict[str, Department]
    groups: Sequence[GroupRow]
    members: Sequence[Member]
    hours: WorkingHours
    """The tenant's."""

    def active(self) -> Iterator[PersonRow]:
        return (one for one in self.people if one.disabled_at is None and one.kind == PERSON)

    def person(self, named: str) -> PersonRow | None:
        """By address or id."""
        wanted = named.strip().lower()
        return next((one for one in self.active() if wanted in (one.email, one.id)), None)

    def by_id(self, person: str | None) -> PersonRow | None:
        return next((one for one in self.active() if one.id == person), None)

    def department(self, named: str) -> str | None:
        """By id or name."""
        wanted = named.strip().lower()
        return next(
            (one.id for one in self.departments.values() if wanted in (one.id, one.name.lower())),
            None,
        )

    def inside(self, department: str) -> list[PersonRow]:
        """Who is in it or below."""
        parents = hierarchy.parents_of(self.departments)
        places = hierarchy.below(department, parents)
        return [one for one in self.active() if one.department_id in places]

    def group(self, named: str) -> list[PersonRow]:
        wanted = named.strip().lower()
        ids = {one.id for one in self.groups if wanted in (one.id, one.name.lower())}
        of_group = [one for one in self.members if one.group_id in ids]
        direct = {one.member_id for one in of_group if one.kind == "person"}
        found = [one for one in self.active() if one.id in direct]
        for member in of_group:
            if member.kind == "department":
                found += self.inside(member.member_id)
        return found


async def read(session: AsyncSession) -> Directory:
    return Directory(
        await people.everybody(session),
        await departments.everything(session),
        await groups.everything(session),
        await groups.members(session),
        await tenants.working_hours(session),
    )


async def of_run(session: AsyncSession, run: str, whom: WhoIsMeant) -> Meant:
    """Of a stage of an approval that this run holds."""
    row = await runs.get(session, run)
    started_by = None if row is None else row.started_by
    return meant(await read(session), whom, started_by)


def meant(directory: Directory, whom: WhoIsMeant, started_by: str | None) -> Meant:
    """Each person once, in the order in which they are named. Pure."""
    requester = _requester(directory, whom.requester, started_by)
    found: dict[str, PersonRow] = {}
    nobody: list[str] = []
    for approver in whom.approvers:
        people_found, said = _of(directory, approver, requester)
        if not people_found:
            nobody.append(said)
        for one in people_found:
            found.setdefault(one.id, one)
    asked = [*found.values()][:MOST]
    return Meant(
        [Found(one.id, one.name, _reminders(directory, one, whom)) for one in asked],
        None if requester is None else Who(requester.id, requester.name),
        nobody,
    )


def _requester(directory: Directory, named: Json, started_by: str | None) -> PersonRow | None:
    if isinstance(named, dict):
        named = named.get("id", named.get("email"))
    if isinstance(named, str):
        return directory.person(named)
    return None if started_by is None or not _is_id(started_by) else directory.by_id(started_by)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _of(
    directory: Directory, approver: Json, requester: PersonRow | None
) -> tuple[list[PersonRow], str]:
    """The people, and what to say if there are none."""
    if isinstance(approver, str):
        approver = {"person": approver}
    match approver:
        case {"head": str(named)}:
            return _head(directory, named, requester)
        case {"manager": int(levels)}:
            return _manager(directory, levels, requester)
        case {"person": str(named)} | {"id": str(named)} | {"email": str(named)}:
            person = directory.person(named)
            return [] if person is None else [person], f"There is no active person {named}."
        case _:
            return _many(directory, approver)


def _many(directory: Directory, approver: Json) -> tuple[list[PersonRow], str]:
    match approver:
        case {"role": str(named)}:
            found = [one for one in directory.active() if named in one.roles]
            said = f"Nobody who is active has the role {named}."
        case {"group": str(named)}:
            found, said = directory.group(named), f"Nobody is in a group {named}."
        case {"department": str(named)}:
            place = directory.department(named)
            found = [] if place is None else directory.inside(place)
            said = f"Nobody is in a department {named}."
        case _:
            said = f"{approver!r} names no person, role, group, department, head or manager."
            return [], said
    return _by_name(found), said


def _by_name(found: Sequence[PersonRow]) -> list[PersonRow]:
    return sorted(found, key=lambda one: (one.name.lower(), one.id))


def _head(
    directory: Directory, named: str, requester: PersonRow | None
) -> tuple[list[PersonRow], str]:
    if named == REQUESTER:
        if requester is None:
            return [], "Nobody has asked for this whose department has a head."
        head = hierarchy.head_of(requester.id, requester.department_id, directory.departments)
        said = f"The department of {requester.name} has no head, nor has any above it."
    else:
        place = directory.department(named)
        head = None if place is None else directory.departments[place].head_id
        said = f"There is no department {named} with a head."
    person = directory.by_id(head)
    return [] if person is None else [person], said


def _manager(
    directory: Directory, levels: int, requester: PersonRow | None
) -> tuple[list[PersonRow], str]:
    if requester is None:
        return [], "Nobody has asked for this whose manager could be asked."
    at = requester
    for _ in range(levels):
        manager = directory.by_id(at.manager_id)
        if manager is None:
            return [], f"{at.name} has no manager who is active."
        at = manager
    return [at], ""


def _reminders(directory: Directory, person: PersonRow, whom: WhoIsMeant) -> list[int]:
    """When they work next after each; two that fall together are one."""
    own = WorkingHours(person.time_zone, person.working_hours)
    zone, week = settled(own, directory.hours)
    moments = [
        next_working(EPOCH + timedelta(milliseconds=whom.at + after), zone, week)
        for after in whom.remind
    ]
    return sorted({(at - EPOCH) // timedelta(milliseconds=1) for at in moments})
