"""`/api/v1/security-rules`.

Never: somebody locked out by a rule; who lacks what it asks for is let in to set it up.
"""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import audited
from api.auth.guard import MayWriteSecurity
from api.bodies import StrictRoute
from api.security_rules.schemas import Rules, RulesWanted
from api.services import TheServices
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import security_rules
from store.audit import Deed
from store.security_rules import RulesRow

router = APIRouter(prefix="/api/v1/security-rules", tags=["people"], route_class=StrictRoute)

SUBJECT = "security-rules:tenant"


@router.get("", response_model=Rules)
async def show(services: TheServices, principal: MayWriteSecurity) -> Response:
    """Who must have a second factor."""
    async with services.database.tenant(principal.tenant) as session:
        row = await security_rules.get(session)
    return json_answer(
        {
            **_asked(row),
            "changedAt": None if row is None else moment(row.changed_at),
            "changedBy": None if row is None else row.changed_by,
        }
    )


@router.put("", status_code=204)
async def put(services: TheServices, principal: MayWriteSecurity, wanted: RulesWanted) -> Response:
    """Says who must have one, from the next request of each person on."""
    of_roles = sorted(set(wanted.secondFactorOfRoles))
    async with services.database.tenant(principal.tenant) as session:
        before = _asked(await security_rules.get(session))
    after = _shown(of_roles, of_all=wanted.secondFactorOfAll)
    deed = Deed(
        principal.person,
        "security-rules.write",
        SUBJECT,
        details={"before": before, "after": after},
    )
    async with audited(services, principal, deed) as session:
        await security_rules.put(
            session, of_roles, principal.person, of_all=wanted.secondFactorOfAll
        )
    return Response(status_code=204)


def _asked(row: RulesRow | None) -> JsonObject:
    if row is None:
        return _shown([], of_all=False)
    return _shown(row.second_factor_of_roles, of_all=row.second_factor_of_all)


def _shown(of_roles: list[str], *, of_all: bool) -> JsonObject:
    return {
        "secondFactorOfAll": of_all,
        "secondFactorOfRoles": cast("list[Json]", of_roles),
    }
