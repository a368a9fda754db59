"""`/api/v1/approvals…`: what waits for whom, and what they do about it.

Never: a decision; each address parses, calls the service and answers.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers import json_answer
from api.approvals import bulk, service, sight
from api.approvals.schemas import (
    ActAnswer,
    AnswerWanted,
    ApprovalPage,
    ApprovalWhole,
    BulkAnswer,
    BulkWanted,
    DecisionWanted,
    QuestionWanted,
    ReassignmentWanted,
    ResubmissionWanted,
    SendBackWanted,
    WithdrawalWanted,
)
from api.approvals.service import Actor, Answered, Wanted
from api.auth.guard import MayDecide, MayReadApprovals
from api.bodies import StrictRoute
from api.idempotency import OnceKey
from api.services import TheServices
from api.shapes import MAX_PAGE, Problem
from definitions import approvals as acts
from definitions.approvals import Act

router = APIRouter(prefix="/api/v1/approvals", tags=["approvals"], route_class=StrictRoute)

NOT_FOUND: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "None that one is asked about, or has asked for."}
}
ACTED: dict[int | str, dict[str, object]] = {
    **NOT_FOUND,
    202: {"model": ActAnswer, "description": "Recorded; the run has not counted it yet."},
    409: {"model": Problem, "description": "It changes nothing: too late, answered, not asked …"},
}
ApprovalId = Annotated[str, Path(max_length=100)]


@router.get("", response_model=ApprovalPage)
async def listed(
    services: TheServices,
    principal: MayReadApprovals,
    assignee: Annotated[
        Literal["me", "standin"] | None,
        Query(description="For me, or for those who are away and whose deputy I am."),
    ] = None,
    requester: Annotated[Literal["me"] | None, Query(description="That I have asked for.")] = None,
    decided: Annotated[Literal["me"] | None, Query(description="That I have answered.")] = None,
    status: Annotated[Literal["open", "over", "any"] | None, Query()] = None,
    search: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[str | None, Query(max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> Response:
    """The newest first; without a filter what waits for me."""
    which = "standin" if assignee == "standin" else "assignee"
    if requester is not None:
        which = "requester"
    elif decided is not None:
        which = "decided"
    chosen = status or ("open" if which in ("assignee", "standin") else "any")
    over = {"open": False, "over": True}.get(chosen)
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        wanted = Wanted(which, over, search, cursor, limit)
        return json_answer(await service.page(session, keys, principal, wanted))


@router.get("/{approval}", response_model=ApprovalWhole, responses=NOT_FOUND)
async def one(services: TheServices, principal: MayReadApprovals, approval: ApprovalId) -> Response:
    """With all that is needed to decide, and what one can do."""
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.whole(session, keys, principal, approval))


@router.post("/decisions", response_model=BulkAnswer)
async def decide_many(
    services: TheServices, principal: MayDecide, wanted: BulkWanted, key: OnceKey = None
) -> Response:
    """Several at once; each has its own answer."""
    actor = Actor.of(principal)
    return json_answer(await bulk.decide(services, actor, wanted.decisions, key))


@router.post("/{approval}/decision", response_model=ActAnswer, responses=ACTED)
async def decide(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: DecisionWanted,
    key: OnceKey = None,
) -> Response:
    """Decide, for oneself or for somebody who is away."""
    actor = Actor.of(principal)
    said = bulk.said(actor, wanted)
    return _answer(await service.act(services, actor, approval, acts.DECIDE, said, key))


@router.post("/{approval}/question", response_model=ActAnswer, responses=ACTED)
async def ask(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: QuestionWanted,
    key: OnceKey = None,
) -> Response:
    """Ask back; whoever has asked for it is told."""
    actor = Actor.of(principal)
    said = Act("", actor.who, person=wanted.standsInFor, comment=wanted.text)
    return _answer(await service.act(services, actor, approval, acts.ASK, said, key))


@router.post("/{approval}/answer", response_model=ActAnswer, responses=ACTED)
async def answer(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: AnswerWanted,
    key: OnceKey = None,
) -> Response:
    """Answer a question that was asked back."""
    actor = Actor.of(principal)
    said = Act("", actor.who, question=wanted.number, comment=wanted.text)
    return _answer(await service.act(services, actor, approval, acts.ANSWER, said, key))


@router.post("/{approval}/send-back", response_model=ActAnswer, responses=ACTED)
async def send_back(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: SendBackWanted,
    key: OnceKey = None,
) -> Response:
    """Have it corrected by whoever has asked for it."""
    actor = Actor.of(principal)
    said = Act("", actor.who, person=wanted.standsInFor, round=wanted.round, comment=wanted.comment)
    return _answer(await service.act(services, actor, approval, acts.SEND_BACK, said, key))


@router.post("/{approval}/resubmission", response_model=ActAnswer, responses=ACTED)
async def resubmit(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: ResubmissionWanted,
    key: OnceKey = None,
) -> Response:
    """Ask again with what was corrected."""
    actor = Actor.of(principal)
    said = Act("", actor.who, fields=wanted.fields, comment=wanted.comment)
    return _answer(await service.act(services, actor, approval, acts.RESUBMIT, said, key))


@router.post("/{approval}/withdrawal", response_model=ActAnswer, responses=ACTED)
async def withdraw(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: WithdrawalWanted,
    key: OnceKey = None,
) -> Response:
    """Take back what one has asked for."""
    actor = Actor.of(principal)
    said = Act("", actor.who, comment=wanted.comment)
    return _answer(await service.act(services, actor, approval, acts.WITHDRAW, said, key))


@router.post("/{approval}/reassignment", response_model=ActAnswer, responses=ACTED)
async def reassign(
    services: TheServices,
    principal: MayDecide,
    approval: ApprovalId,
    wanted: ReassignmentWanted,
    key: OnceKey = None,
) -> Response:
    """Somebody else decides instead."""
    actor = Actor.of(principal)
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        await sight.find(session, keys, principal, approval)
        to = await service.somebody(session, wanted.to)
    said = Act("", actor.who, person=wanted.instead, to=to, comment=wanted.comment)
    return _answer(await service.act(services, actor, approval, acts.REASSIGN, said, key))


def _answer(given: Answered) -> Response:
    return json_answer(given.to_json(), 200 if given.answer is not None else 202)
