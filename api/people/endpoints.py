"""`/api/v1/people`.

Never: a person who is disabled, but for who may change people; who did what long ago is told by
name where it is shown.
"""

from __future__ import annotations

import json
from typing import Annotated, cast

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayReadPeople, MayWritePeople, check
from api.bodies import StrictRoute
from api.ids import is_id
from api.paging import bad_cursor, opaque, place
from api.people import service, shown
from api.people.schemas import (
    PersonChange,
    PersonPage,
    PersonShown,
    PersonWanted,
    State,
    WithReason,
)
from api.services import TheServices
from api.shapes import CHANGES, NOT_FOUND, Cursor, PageSize, PathId
from store import departments, person_list
from store.hierarchy import below, parents_of
from store.person_list import Filter

router = APIRouter(prefix="/api/v1/people", tags=["people"], route_class=StrictRoute)


@router.get("", response_model=PersonPage)
async def page(
    services: TheServices,
    principal: MayReadPeople,
    search: Annotated[
        str, Query(max_length=100, description="A part of name, email or department.")
    ] = "",
    role: Annotated[
        str | None, Query(max_length=100, description="Needs the permission people:write.")
    ] = None,
    department: Annotated[
        str | None, Query(max_length=100, description="Id of one; with those below it.")
    ] = None,
    state: Annotated[State | None, Query(description="Needs the permission people:write.")] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> Response:
    """The people of the tenant, by name; without a state those who have not left."""
    if role is not None or state is not None:
        check(principal, "people:write")
    async with services.database.tenant(principal.tenant) as session:
        within = await _within(session, department)
        wanted = Filter(search, role, within, state)
        rows, following = await person_list.page(session, wanted, _place(cursor), limit)
    onward = None if following is None else json.dumps(following)
    items = [shown.listed(principal, row) for row in rows]
    return json_answer({"items": [*items], "next": opaque(onward)})


@router.post("", status_code=201, response_model=PersonShown, responses=CHANGES)
async def create(
    services: TheServices, principal: MayWritePeople, wanted: PersonWanted
) -> Response:
    """Somebody new; with `invite` they are sent a link at once."""
    made = await service.create(services, principal, wanted)
    return json_answer(made, 201, {"Location": f"/api/v1/people/{made['id']}"})


@router.get("/{id}", response_model=PersonShown, responses=NOT_FOUND)
async def show(services: TheServices, principal: MayReadPeople, person: PathId) -> Response:
    """One person: where they belong, who leads them, whether they are away and who stands in."""
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await shown.one(session, principal, person))


@router.patch("/{id}", response_model=PersonShown, responses=CHANGES)
async def change(
    services: TheServices, principal: MayWritePeople, person: PathId, wanted: PersonChange
) -> Response:
    """Changes what is given. Nobody gives a role that gives more than they have."""
    return json_answer(await service.change(services, principal, person, wanted))


@router.post("/{id}/disable", response_model=PersonShown, responses=CHANGES)
async def disable(
    services: TheServices,
    principal: MayWritePeople,
    person: PathId,
    wanted: WithReason | None = None,
) -> Response:
    """Lets somebody go: sign-ins end, keys work no more. The last administrator stays."""
    reason = None if wanted is None else wanted.reason
    return json_answer(await service.disable(services, principal, person, reason))


@router.post("/{id}/enable", response_model=PersonShown, responses=CHANGES)
async def enable(
    services: TheServices,
    principal: MayWritePeople,
    person: PathId,
    wanted: WithReason | None = None,
) -> Response:
    """Takes somebody back; they sign in anew, and their keys work again."""
    reason = None if wanted is None else wanted.reason
    return json_answer(await service.enable(services, principal, person, reason))


async def _within(session: AsyncSession, department: str | None) -> set[str] | None:
    if department is None:
        return None
    tree = await departments.everything(session)
    return below(department, parents_of(tree)) if department in tree else set()


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
