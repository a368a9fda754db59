"""Notes who is away and who stands in.

Never: two absences of one person at the same time, or deputies that go round in a circle.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.absences.schemas import AbsenceWanted
from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.people import rights
from api.people.service import find
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import absences, people, tenants
from store.audit import Deed
from store.standing_in import Absence, Absences, goes_round, overlapping, stands_in

LONGEST = timedelta(days=3 * 366)


async def of_person(session: AsyncSession, person: str) -> JsonObject:
    row = await find(session, person)
    return {"items": [*await _shown(session, await absences.of_person(session, row.id))]}


async def add(
    services: Services, principal: Principal, person: str, wanted: AbsenceWanted
) -> JsonObject:
    now = datetime.now(UTC)
    since = max(wanted.since or now, now)
    absence = Absence(absences.new_id(), person, since, wanted.until, wanted.deputyId)
    details: JsonObject = {
        "since": moment(since),
        "until": moment(wanted.until),
        "deputy": wanted.deputyId,
    }
    deed = Deed(principal.person, "absence.create", f"person:{person}", None, details)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        await rights.check_person(session, principal, await find(session, person))
        await _check(session, absence, now)
        await absences.add(session, absence, principal.person)
        return (await _shown(session, [absence]))[0]


async def remove(services: Services, principal: Principal, person: str, absence: str) -> None:
    """They are back, or stay."""
    deed = Deed(principal.person, "absence.remove", f"person:{person}", None, {"absence": absence})
    async with audited(services, principal, deed) as session:
        await rights.check_person(session, principal, await find(session, person))
        if not is_id(absence) or not await absences.remove(session, person, absence):
            raise not_found(f"The absence {absence}")


async def stand_in(session: AsyncSession, person: str, at: datetime | None) -> JsonObject:
    row = await find(session, person)
    at = at or datetime.now(UTC)
    known = await absences.not_over(session)
    asked = stands_in(row.id, at, known, await people.gone(session))
    names = await people.by_ids(session, {asked} if asked else ())
    named: Json = None if asked is None else {"id": asked, "name": names[asked].name}
    return {"at": moment(at), "person": named}


async def _check(session: AsyncSession, wanted: Absence, now: datetime) -> None:
    if wanted.until <= wanted.since or wanted.until <= now:
        raise invalid("This absence ends before it begins.", "Give an end that is later.")
    if wanted.until - wanted.since > LONGEST:
        raise invalid("This absence is too long.", "Who is away for years is rather disabled.")
    deputy = wanted.deputy_id
    if deputy is not None:
        row = await people.get(session, deputy) if is_id(deputy) else None
        if row is None or row.disabled_at is not None:
            raise invalid(f"There is no person {deputy}.", "List /api/v1/people.")
    known: Absences = await absences.not_over(session)
    other = overlapping(wanted, known)
    if other is not None:
        raise ApiError(
            409,
            "overlapping",
            f"They are away until {moment(other.until)} already.",
            "Take that absence away first, or choose other days.",
        )
    circle = goes_round(wanted, known)
    if circle is not None:
        raise ApiError(
            409,
            "circle",
            f"At {moment(circle)} the deputies would lead back to who is away.",
            "Choose a deputy who is there, or whose own deputy is somebody else.",
        )


async def _shown(session: AsyncSession, rows: list[Absence]) -> list[JsonObject]:
    names = await people.by_ids(session, {one.deputy_id for one in rows if one.deputy_id})

    def deputy(one: Absence) -> Json:
        known = None if one.deputy_id is None else names.get(one.deputy_id)
        return None if known is None else {"id": known.id, "name": known.name}

    return [
        {
            "id": one.id,
            "since": moment(one.since),
            "until": moment(one.until),
            "deputy": deputy(one),
        }
        for one in rows
    ]
