"""Runs that events start, as `schedule.on` of published processes says.

All of it happens in the transaction that hands the event out. An event goes to the oldest set that
the process has begun to consume and that wants it, else it begins a set. Never: an event in two
sets of a process, or a run without its events.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import structlog
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions import consumption
from definitions.consumption import NoRun, Verdict
from definitions.errors import ProblemError
from definitions.event_plans import ListenPlan
from definitions.program import known_program, program_of
from definitions.task_plans import NotRunnableError
from definitions.values import JsonObject
from store import definitions, schedules
from store.keys import TenantKeys
from store.models import consumptions
from store.models import schedules as schedule_rows
from store.rows import TENANT, read
from store.schedules import ON, STARTER, ScheduleRow

MOST = 1_000
"""Sets that a process has begun; of more the oldest are forgotten."""
MOST_BYTES = 16 * 1024 * 1024
"""The same of all that is in them."""

NOT_RUNNABLE = "not-runnable"
"""Why a process starts on no event: another release has published it."""

_BODY = "schedule.consumption"
_log = structlog.stdlib.get_logger()
_FORGET = text("""
DELETE FROM consumptions WHERE namespace = :namespace AND name = :name AND id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER newer AS nth, sum(octet_length(body)) OVER newer AS bytes
    FROM consumptions WHERE namespace = :namespace AND name = :name
    WINDOW newer AS (ORDER BY id DESC)) AS begun
  WHERE nth > :most OR bytes > :bytes)
""")


@dataclass(frozen=True, slots=True)
class Came:
    """An event in its turn."""

    id: str
    at: datetime
    event: JsonObject


@dataclass(frozen=True, slots=True)
class _Begun:
    id: int
    body: bytes


def starting_event(cause: str | None) -> str | None:
    """The id of the event that has started a run, if one has."""
    match (cause or "").split("/"):
        case [begin, _, _, kind, event] if (begin, kind) == (STARTER, ON):
            return event
        case _:
            return None


async def offer(session: AsyncSession, keys: TenantKeys, came: Came) -> None:
    """To every process that waits for events; what that is enough for is started."""
    query = (
        select(schedule_rows)
        .where(schedule_rows.c.kind == ON, schedule_rows.c.paused_at.is_(None))
        .order_by(schedule_rows.c.namespace, schedule_rows.c.name)
    )
    for found in (await session.execute(query)).mappings().all():
        waiting = read(found, ScheduleRow)
        try:
            wanted = _may_take(await _plan(session, waiting.hash), came.event)
        except NotRunnableError as error:
            # Other processes must not suffer for what this release can't run.
            _log.warning("events.not_runnable", definition=waiting.hash, error=str(error))
            await schedules.fail(session, keys, waiting, NOT_RUNNABLE, came.at)
            continue
        if wanted:
            # From here on its version stays, and what it has begun.
            row = await _locked(session, waiting)
            plan = None if row is None else await _plan(session, row.hash)
            if row is not None and plan is not None:
                await _offer(session, keys, row, plan, came)


async def _locked(session: AsyncSession, waiting: ScheduleRow) -> ScheduleRow | None:
    found = await schedules.of_process(session, waiting.namespace, waiting.name, lock=True)
    return next((row for row in found if row.kind == ON and row.paused_at is None), None)


async def _plan(session: AsyncSession, digest: str) -> ListenPlan | None:
    """Raises NotRunnableError where this release can't run the definition."""
    program = known_program(digest)
    if program is None:
        program = program_of(await definitions.document(session, digest), digest)
    return program.started_on


def _may_take(plan: ListenPlan | None, event: JsonObject) -> bool:
    """By its type, of which most events have another."""
    if plan is None:
        return False
    filters = [*plan.to.filters, *(plan.until.filters if plan.until else ())]
    return not plan.to.filters or any(each.type in (None, event["type"]) for each in filters)


async def _offer(
    session: AsyncSession, keys: TenantKeys, row: ScheduleRow, plan: ListenPlan, came: Came
) -> None:
    for begun in await _begun(session, row):
        kept = cast("JsonObject", keys.open_json(begun.body, _BODY))
        verdict = _verdict(plan, kept, came)
        if verdict != "unwanted":
            await _settle(session, keys, row, begun.id, verdict, kept, came)
            return
    try:
        kept = consumption.begin(NoRun(came.at), plan)
    except ProblemError as error:
        # What it expects can't be worked out without a run: no event will ever fit.
        await schedules.fail(session, keys, row, error.problem.type.rpartition("/")[2], came.at)
        return
    verdict = _verdict(plan, kept, came)
    if verdict != "unwanted":
        await _settle(session, keys, row, None, verdict, kept, came)


def _verdict(plan: ListenPlan, kept: JsonObject, came: Came) -> Verdict:
    try:
        return consumption.offer(NoRun(came.at), plan, kept, came.event)
    except ProblemError:
        return "taken"  # `until` stumbles over what has come so far: it doesn't hold


async def _begun(session: AsyncSession, row: ScheduleRow) -> list[_Begun]:
    of_process = consumptions.c.namespace == row.namespace, consumptions.c.name == row.name
    query = select(consumptions).where(*of_process).order_by(consumptions.c.id)
    return [read(one, _Begun) for one in (await session.execute(query)).mappings()]


async def _settle(
    session: AsyncSession,
    keys: TenantKeys,
    row: ScheduleRow,
    begun: int | None,
    verdict: Verdict,
    kept: JsonObject,
    came: Came,
) -> None:
    is_it = consumptions.c.id == begun
    if verdict == "enough":
        if begun is not None:
            await session.execute(delete(consumptions).where(is_it))
        if consumption.heard(kept):
            await _start(session, keys, row, kept, came)
        return
    body = keys.seal_json(kept, _BODY)
    place = {"namespace": row.namespace, "name": row.name}
    if begun is None:
        await session.execute(insert(consumptions).values(tenant_id=TENANT, body=body, **place))
    else:
        await session.execute(update(consumptions).where(is_it).values(body=body))
    await session.execute(_FORGET, {**place, "most": MOST, "bytes": MOST_BYTES})


async def _start(
    session: AsyncSession, keys: TenantKeys, row: ScheduleRow, kept: JsonObject, came: Came
) -> None:
    """What has been heard is its input; the event that was enough is its cause."""
    cause = f"{STARTER}/{'/'.join(row.place)}/{came.id}"
    run = await schedules.start(session, keys, row, consumption.heard(kept), cause, holds=True)
    started = {"last_at": func.now(), "last_run": run.id, **schedules.WORKS}
    await session.execute(update(schedule_rows).where(schedules.is_at(row)).values(**started))
