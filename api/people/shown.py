"""People as they are answered.

Never: a role or a state to who may not change people.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import not_found
from api.ids import is_id
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import absences, departments, people, person_list, tenants, tokens
from store.hierarchy import head_of, path
from store.person_list import ListedPerson
from store.standing_in import stands_in
from store.working_hours import WorkingHours, settled


def listed(principal: Principal, row: ListedPerson) -> JsonObject:
    administers = principal.may("people:write")
    return {
        "id": row.id,
        "name": row.name,
        "email": row.email,
        "department": row.department,
        "departmentId": row.department_id,
        "manager": _named(row.manager_id, row.manager),
        "away": None
        if row.away_until is None
        else {"until": moment(row.away_until), "deputy": _named(row.deputy_id, row.deputy)},
        "roles": [*row.roles] if administers else None,
        "state": row.state if administers else None,
    }


async def one(session: AsyncSession, principal: Principal, person: str) -> JsonObject:
    """With who is beside them now."""
    row = await person_list.one(session, person) if is_id(person) else None
    administers = principal.may("people:write")
    if row is None or (row.state == "disabled" and not administers):
        raise not_found(f"The person {person}")
    now = datetime.now(UTC)
    tree = await departments.everything(session)
    absent = await absences.not_over(session)
    stand_in = stands_in(row.id, now, absent, await people.gone(session))
    head = head_of(row.id, row.department_id, tree)
    names = await people.by_ids(session, {one for one in (stand_in, head) if one})

    def named(who: str | None) -> Json:
        return _named(who, names[who].name) if who in names else None

    own = WorkingHours(row.time_zone, row.working_hours)
    zone, week = settled(own, await tenants.working_hours(session))
    link = await tokens.living(session, row.id, "invitation") if administers else None
    return {
        **listed(principal, row),
        "departmentPath": [*path(row.department_id, tree)],
        "head": named(head),
        "standIn": named(stand_in),
        "language": row.language,
        "timeZone": zone,
        "workingHours": hours(week),
        "invitation": None
        if link is None
        else {"sentAt": moment(link.created_at), "expiresAt": moment(link.expires_at)},
    }


def _named(who: str | None, name: str | None) -> Json:
    return None if who is None else {"id": who, "name": name or ""}


def hours(week: dict[str, list[list[str]]]) -> JsonObject:
    return {day: [[*span] for span in spans] for day, spans in week.items()}
