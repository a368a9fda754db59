"""`/api/v1/people`.

Never: a person who is disabled; who did what long ago is told by name where it is shown.
"""

from __future__ import annotations

import json
from typing import Annotated, cast

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadPeople
from api.bodies import StrictRoute
from api.errors import not_found
from api.ids import is_id
from api.paging import bad_cursor, opaque, place
from api.people.schemas import Person, PersonPage
from api.services import TheServices
from api.shapes import Cursor, PageSize, Problem
from definitions.values import JsonObject
from store import people
from store.people import PersonRow

router = APIRouter(prefix="/api/v1/people", tags=["people"], route_class=StrictRoute)


@router.get("", response_model=PersonPage)
async def page(
    services: TheServices,
    principal: MayReadPeople,
    search: Annotated[
        str, Query(max_length=100, description="A part of name, email or department.")
    ] = "",
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """The people of the tenant, by name."""
    async with services.database.tenant(principal.tenant) as session:
        rows, following = await people.page(session, search, _place(cursor), limit)
    onward = None if following is None else json.dumps(following)
    return json_answer({"items": [shown(row) for row in rows], "next": opaque(onward)})


@router.get("/{id}", response_model=Person, responses={404: {"model": Problem}})
async def show(
    services: TheServices,
    principal: MayReadPeople,
    person: Annotated[str, Path(alias="id", max_length=100)],
) -> Response:
    """One person."""
    async with services.database.tenant(principal.tenant) as session:
        row = await people.get(session, person) if is_id(person) else None
    if row is None or row.disabled_at is not None:
        raise not_found(f"The person {person}")
    return json_answer(shown(row))


def shown(row: PersonRow) -> JsonObject:
    return {"id": row.id, "name": row.name, "email": row.email, "department": row.department}


def _place(cursor: str | None) -> tuple[str, str] | None:
    """Name and id; a name may have any character."""
    found = place(cursor)
    if found is None:
        return None
    try:
        parts = cast("object", json.loads(found))
    except ValueError as error:
        raise bad_cursor() from error
    match parts:
        case [str(name), str(person)] if is_id(person):
            return name, person
        case _:
            raise bad_cursor()
