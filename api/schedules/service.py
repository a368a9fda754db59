"""Shows schedules, pauses and resumes them.

Never: a schedule made or changed here; definitions have them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import not_found
from api.paging import opaque, triple
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import schedules
from store.audit import Deed
from store.reach import Reach
from store.schedules import ScheduleRow


async def page(session: AsyncSession, reach: Reach, cursor: str | None, limit: int) -> JsonObject:
    rows, following = await schedules.page(session, triple(cursor), limit, reach)
    onward = None if following is None else "/".join(following)
    return {"items": [shown(row) for row in rows], "next": opaque(onward)}


async def describe(session: AsyncSession, namespace: str, name: str) -> JsonObject:
    rows = await schedules.of_process(session, namespace, name)
    if not rows:
        raise not_found(f"A schedule of {namespace}/{name}")
    items: list[Json] = [shown(row) for row in rows]
    return {"items": items}


def deed_of(principal: Principal, verb: str, namespace: str, name: str) -> Deed:
    states = {"paused": False}, {"paused": True}
    before, after = states if verb == "pause" else states[::-1]
    details: JsonObject = {"before": {**before}, "after": {**after}}
    subject = f"schedule:{namespace}/{name}"
    return Deed(principal.person, f"schedule.{verb}", subject, None, details)


async def pause(
    session: AsyncSession, principal: Principal, namespace: str, name: str
) -> JsonObject:
    await schedules.pause(session, namespace, name, principal.person, datetime.now(UTC))
    return await describe(session, namespace, name)


async def resume(session: AsyncSession, namespace: str, name: str) -> JsonObject:
    await schedules.resume(session, namespace, name, datetime.now(UTC))
    return await describe(session, namespace, name)


def shown(row: ScheduleRow) -> JsonObject:
    return {
        "workflow": f"{row.namespace}/{row.name}",
        "version": row.version,
        "kind": row.kind,
        "value": row.value,
        "nextAt": moment(row.next_at) if row.paused_at is None else None,
        "lastAt": moment(row.last_at),
        "lastRun": row.last_run,
        "pausedAt": moment(row.paused_at),
        "pausedBy": row.paused_by,
        "failedAt": moment(row.failed_at),
        "failedWhy": row.failed_why,
    }
