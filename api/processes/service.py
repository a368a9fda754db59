"""Lists and shows processes.

Never: figures of runs that the asking person may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.definitions.service import shown as version_shown
from api.errors import not_found
from api.paging import opaque, pair
from api.schedules.service import shown as schedule_shown
from api.shapes import moment
from definitions.values import Json, JsonObject
from definitions.versions import following
from store import process_uses, processes, schedules
from store.process_uses import Use
from store.processes import Process, RunsOf
from store.reach import starters_in

VERSIONS = 200
"""So many of a process are shown with it; all of them are listed by `/definitions`."""


async def page(
    session: AsyncSession,
    principal: Principal,
    search: str,
    state: str | None,
    cursor: str | None,
    limit: int,
) -> JsonObject:
    reach = principal.rights.reach("definitions:read")
    after = pair(cursor) or ("", "")
    found, following = await processes.page(session, search, state, after, limit, reach)
    stand = await _stand(session, principal, found)
    items: list[Json] = [listed(process, stand[process.key]) for process in found]
    return {"items": items, "next": opaque("/".join(following) if following else None)}


async def describe(
    session: AsyncSession, principal: Principal, namespace: str, name: str
) -> JsonObject:
    process = await processes.get(session, namespace, name)
    if process is None:
        raise not_found(f"The process {namespace}/{name}")
    rows = await processes.versions(session, namespace, name, VERSIONS)
    versions: list[Json] = [version_shown(row) for row in rows]
    stand = await _stand(session, principal, [process])
    ahead = following(rows[0].version)
    return {**listed(process, stand[process.key]), "nextVersion": ahead, "versions": versions}


async def uses(
    session: AsyncSession, principal: Principal, namespace: str, name: str
) -> JsonObject:
    process = await processes.get(session, namespace, name)
    if process is None:
        raise not_found(f"The process {namespace}/{name}")
    reach = principal.rights.reach("definitions:read")
    running: list[Json] = [
        _using(one) for one in await process_uses.uses(session, namespace, name, reach)
    ]
    stand = await _stand(session, principal, [process])
    rows = await schedules.of_process(session, namespace, name)
    times = [row.next_at for row in rows if row.next_at is not None and row.paused_at is None]
    return {
        "processes": running,
        "openRuns": stand[process.key].open,
        "schedules": {
            "nextAt": moment(min(times, default=None)),
            "items": [schedule_shown(row) for row in rows],
        },
    }


def _using(one: Use) -> JsonObject:
    return {
        "namespace": one.namespace,
        "name": one.name,
        "title": one.title,
        "version": one.version,
        "state": one.state,
        "tasks": [*one.tasks],
    }


async def _stand(
    session: AsyncSession, principal: Principal, found: Sequence[Process]
) -> dict[tuple[str, str], RunsOf]:
    sights = principal.rights.sights
    seen: defaultdict[frozenset[str] | None, list[tuple[str, str]]] = defaultdict(list)
    for one in found:
        seen[starters_in(sights, one.key)].append(one.key)
    stand: dict[tuple[str, str], RunsOf] = {}
    for starters, keys in seen.items():
        stand |= await processes.runs_of(session, keys, starters)
    return stand


def listed(process: Process, runs: RunsOf) -> JsonObject:
    last: JsonObject | None = None
    if runs.id is not None:
        last = {"id": runs.id, "status": runs.status, "createdAt": moment(runs.created_at)}
    return {
        "namespace": process.namespace,
        "name": process.name,
        "title": process.title,
        "summary": process.summary,
        "version": process.version,
        "draft": process.draft,
        "state": process.state,
        "updatedAt": moment(process.updated_at),
        "lastRun": last,
        "openRuns": runs.open,
    }
