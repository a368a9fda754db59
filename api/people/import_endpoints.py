"""`/api/v1/people/import`: a table of people.

Never: a table read before it is known who sends it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.auth.guard import MayWritePeople
from api.bodies import StrictRoute
from api.errors import ApiError
from api.people import importing
from api.people.schemas import Imported
from api.services import TheServices
from api.shapes import Problem, Refusal

router = APIRouter(prefix="/api/v1/people", tags=["people"], route_class=StrictRoute)

MEDIA_TYPE = "text/csv"
_TABLE: dict[str, object] = {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}


@router.post(
    "/import",
    response_model=Imported,
    responses={415: {"model": Problem}, 422: {"model": Refusal}},
    openapi_extra={"requestBody": {"required": True, **_TABLE}},
)
async def take_in(
    request: Request,
    services: TheServices,
    principal: MayWritePeople,
    *,
    dry_run: Annotated[
        bool, Query(alias="dryRun", description="Only say what would change, and what is wrong.")
    ] = False,
    invite: Annotated[bool, Query(description="Send a link to everybody who is new.")] = False,
) -> Response:
    """Creates and changes the people of a table, all or none; sent again it changes nothing.

    Columns: email and name, and where wanted roles, department, manager, language, timeZone. A
    column that is not there leaves things as they are; an empty cell takes away.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        remedy = f"Send it with Content-Type: {MEDIA_TYPE}."
        raise ApiError(415, "unsupported-media-type", "This is no table.", remedy)
    content = await request.body()
    if dry_run:
        return json_answer(await importing.look(services, principal, content))
    return json_answer(await importing.take_in(services, principal, content, invite=invite))
