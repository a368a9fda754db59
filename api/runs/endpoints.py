"""`/api/v1/runs`.

Never: a decision; each address parses, calls a service and answers.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

import structlog
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.audit.service import data_read, refusals, write
from api.auth.guard import MayControl, MayReadFacts, MayReadRuns, MayStart
from api.auth.principal import Principal
from api.bodies import StrictRoute
from api.idempotency import REPLAYED, Once, OnceKey
from api.runs import commands, service
from api.runs.schemas import (
    CommandAnswer,
    CommandWanted,
    EventPage,
    Explanation,
    FactPage,
    RunPage,
    RunShown,
    RunStarted,
    RunsWanted,
    RunWanted,
    SettlementWanted,
    TracePage,
)
from api.services import Services, TheServices
from api.shapes import (
    CHANGES,
    MAX_SEQUENCE,
    NOT_FOUND,
    Answers,
    PageSize,
    PathId,
    Problem,
    Wait,
)
from definitions.values import JsonObject
from store.audit import Deed
from store.runs import RunRow

router = APIRouter(prefix="/api/v1/runs", tags=["runs"], route_class=StrictRoute)


@router.post("", status_code=201, response_model=RunStarted, responses=CHANGES)
async def start(
    request: Request,
    services: TheServices,
    principal: MayStart,
    wanted: RunWanted,
    wait: Wait = 0,
    key: OnceKey = None,
) -> Response:
    """Starts a run; with `wait` the answer comes when it has ended, or the time is over."""
    keys = await services.keyring.of(principal.tenant)
    row: RunRow | None = None
    said: JsonObject = {"process": wanted.workflow, "version": wanted.version}
    deed = Deed(principal.person, "run.start", f"process:{wanted.workflow}", None, said)
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            run_id, warnings = str(once.before["id"]), once.before.get("warnings", [])
            run = await service.describe(session, keys, principal, run_id)
        else:
            row, run = await service.start(
                session, keys, principal, wanted.workflow, wanted.version, wanted.input
            )
            run_id, warnings = str(run["id"]), run["warnings"]
            said["version"] = run["version"]
            begun = replace(deed, subject=f"run:{run_id}")
            await write(session, keys, principal, begun)
            await once.keep(201, {"id": run_id, "warnings": warnings})
    structlog.contextvars.bind_contextvars(run=run_id)
    headers = {"Location": f"/api/v1/runs/{run_id}"}
    hand_over = partial(service.hand_over, services, principal.tenant, run_id, row)
    if row is None:
        headers |= REPLAYED
    else:
        services.metrics.runs_started.inc()
    if wait:
        begin = None if row is None else hand_over
        run = await service.wait_for_end(services, principal, run_id, wait, begin)
    elif row is not None:
        await hand_over()
    return json_answer({**run, "warnings": warnings}, 201, headers)


@router.get("", response_model=RunPage)
async def page(
    services: TheServices,
    principal: MayReadRuns,
    wanted: Annotated[RunsWanted, Query()],
) -> Response:
    """Runs, the newest first; who may not see all sees their own, and those of some others."""
    shown = service.visible(principal, wanted.filter(principal.person))
    async with services.database.tenant(principal.tenant) as session:
        return json_answer(await service.page(session, shown, wanted.cursor, wanted.limit))


@router.get("/{id}", response_model=RunShown, responses=NOT_FOUND)
async def show(
    services: TheServices, principal: MayReadRuns, run: PathId, wait: Wait = 0
) -> Response:
    """One run; with `wait` the answer comes when it has ended, or the time is over."""
    structlog.contextvars.bind_contextvars(run=run)
    shown = await service.wait_for_end(services, principal, run, wait)
    await data_read(services, principal, run)
    return json_answer(shown)


@router.get("/{id}/trace", response_model=TracePage, responses=NOT_FOUND)
async def trace(
    services: TheServices,
    principal: MayReadRuns,
    run: PathId,
    after: Annotated[int, Query(ge=0, le=MAX_SEQUENCE)] = 0,
    limit: PageSize = 200,
    wait: Wait = 0,
) -> Response:
    """What happened, task by task; with `wait` the answer comes when there is more."""
    structlog.contextvars.bind_contextvars(run=run)
    shown = await service.trace(services, principal, run, after, limit, wait)
    await data_read(services, principal, run)
    return json_answer(shown)


@router.get("/{id}/facts", response_model=FactPage, responses=NOT_FOUND)
async def facts(
    services: TheServices,
    principal: MayReadFacts,
    run: PathId,
    after: Annotated[int, Query(ge=0, le=MAX_SEQUENCE)] = 0,
    limit: PageSize = 200,
) -> Response:
    """What the run was told, for experts: the truth from which its state can be made again.

    Values are unclipped. Secrets never stand in facts.
    """
    structlog.contextvars.bind_contextvars(run=run)
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        shown = await service.facts(session, keys, principal, run, after, limit)
    await data_read(services, principal, run)
    return json_answer(shown)


@router.get("/{id}/events", response_model=EventPage, responses=NOT_FOUND)
async def events(services: TheServices, principal: MayReadRuns, run: PathId) -> Response:
    """The CloudEvents that the run has published, lifecycle and emitted, in order."""
    structlog.contextvars.bind_contextvars(run=run)
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        shown = await service.events(session, keys, principal, run)
    await data_read(services, principal, run)
    return json_answer(shown)


@router.get("/{id}/explanation", response_model=Explanation, responses=NOT_FOUND)
async def explanation(services: TheServices, principal: MayReadRuns, run: PathId) -> Response:
    """In words: which task waits for what until when; of a fault where, with what, what to do."""
    structlog.contextvars.bind_contextvars(run=run)
    keys = await services.keyring.of(principal.tenant)
    async with services.database.moment(principal.tenant) as session:
        return json_answer(await service.explanation(session, keys, principal, run))


COMMANDED: Answers = {
    202: {"model": CommandAnswer, "description": "Kept; the run has not answered yet."},
    404: {"model": Problem},
    409: {"model": Problem},
}


@router.post("/{id}/cancel", response_model=CommandAnswer, responses=COMMANDED)
async def cancel(
    services: TheServices,
    principal: MayControl,
    run: PathId,
    wanted: CommandWanted | None = None,
    key: OnceKey = None,
) -> Response:
    """Ends the run; what it has open is cancelled."""
    return await command(services, principal, run, "cancel", _reason(wanted), key)


@router.post("/{id}/suspend", response_model=CommandAnswer, responses=COMMANDED)
async def suspend(
    services: TheServices,
    principal: MayControl,
    run: PathId,
    wanted: CommandWanted | None = None,
    key: OnceKey = None,
) -> Response:
    """Halts the run until it is resumed."""
    return await command(services, principal, run, "suspend", _reason(wanted), key)


@router.post("/{id}/resume", response_model=CommandAnswer, responses=COMMANDED)
async def resume(
    services: TheServices,
    principal: MayControl,
    run: PathId,
    wanted: CommandWanted | None = None,
    key: OnceKey = None,
) -> Response:
    """Lets a suspended run go on."""
    return await command(services, principal, run, "resume", _reason(wanted), key)


@router.post("/{id}/settle", response_model=CommandAnswer, responses=COMMANDED)
async def settle(
    services: TheServices,
    principal: MayControl,
    run: PathId,
    wanted: SettlementWanted,
    key: OnceKey = None,
) -> Response:
    """Says what became of a call of which the run doesn't know whether it happened."""
    said: JsonObject = {"outcome": wanted.outcome, "output": wanted.output}
    said |= {"visit": wanted.visit, "reason": wanted.reason}
    return await command(services, principal, run, "settle", said, key)


def _reason(wanted: CommandWanted | None) -> JsonObject:
    return {"reason": wanted.reason if wanted else None}


async def command(
    services: Services,
    principal: Principal,
    run: str,
    name: str,
    said: JsonObject,
    key: str | None,
) -> Response:
    """What the run answers to it; 202 where it has not answered yet."""
    structlog.contextvars.bind_contextvars(run=run)
    given = await commands.send(services, principal, run, name, said, key)
    if given.answer is None:
        return json_answer({"id": given.id, "answer": commands.RECORDED}, 202)
    return json_answer({"id": given.id, "answer": "accepted"})
