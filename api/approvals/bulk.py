"""Many decisions in one request, each on its own.

Never: one that fails because of another; each has its own answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from api.approvals import service
from api.approvals.schemas import BulkDecision, DecisionWanted
from api.approvals.service import Actor
from api.errors import DATABASE_AWAY, ApiError, unavailable
from api.services import Services
from definitions.approvals import DECIDE, Act
from definitions.values import Json, JsonObject

AT_ONCE = 8
COUNTED, RECORDED = 200, 202


async def decide(
    services: Services, actor: Actor, wanted: Sequence[BulkDecision], key: str | None
) -> JsonObject:
    """In the order in which they were given."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(decision: BulkDecision) -> Json:
        async with turns:
            return await _one(services, actor, decision, key)

    return {"results": list(await asyncio.gather(*(one(decision) for decision in wanted)))}


async def _one(
    services: Services, actor: Actor, wanted: BulkDecision, key: str | None
) -> JsonObject:
    try:
        given = await service.act(services, actor, wanted.id, DECIDE, said(actor, wanted), key)
    except ApiError as error:
        return _refused(wanted.id, error)
    except DATABASE_AWAY:
        return _refused(wanted.id, unavailable())
    told = given.to_json()
    status = COUNTED if told["counted"] else RECORDED
    told_of: JsonObject = {name: told[name] for name in ("id", "detail", "decision")}
    return {**told_of, "status": status, "code": None}


def _refused(approval: str, error: ApiError) -> JsonObject:
    return {
        "id": approval,
        "status": error.status_code,
        "code": error.code,
        "detail": error.detail,
        "decision": None,
    }


def said(actor: Actor, wanted: DecisionWanted) -> Act:
    return Act(
        approval="",
        by=actor.who,
        person=wanted.standsInFor,
        round=wanted.round,
        decision=wanted.decision,
        comment=wanted.comment,
        fields=wanted.fields,
    )
