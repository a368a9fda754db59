"""Starts runs and shows them.

Never: a call to Temporal inside a transaction, or a run of somebody else to who may see only
their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.guard import check_for
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.files import binding
from api.files.refusals import told
from api.ids import is_id
from api.paging import bad_cursor, opaque, place
from api.runs.explanation import explain, stuck
from api.runs.lifecycle import EMITTED, Subject, cloud_events, moment
from api.runs.wire import line, listed, may_see, process_of, sees_values, shown
from api.services import Services
from api.shapes import moment as utc_moment
from api.watch import end_of
from definitions.contracts import TraceRow
from definitions.values import Json, JsonObject
from store import events as published
from store import files, recordings, run_list, runs, startable
from store.keys import TenantKeys
from store.run_list import RunFilter
from store.runs import ENDED, RunRow, StartRun, new_id
from store.startable import Startable
from workflows.files import masking

HAND_OVER_SECONDS = 0.3
"""How long a caller waits for Temporal to take a start; the relay does what was not done then."""

MOST_SECONDS = 60.0
"""How long one request waits at most."""

TRACE_PAGE = 1000


async def start(
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal,
    workflow: str,
    version: str | None,
    value: Json,
    again_of: str | None = None,
) -> tuple[RunRow, JsonObject]:
    """Its row, and what is said of it."""
    namespace, _, name = workflow.partition("/")
    check_for(principal, "runs:start", (namespace, name))
    process = await startable.find(session, namespace, name, version)
    if process is None:
        which = f"{workflow} {version}" if version else f"A published version of {workflow}"
        raise not_found(which)
    if not process.runs:
        raise ApiError(
            409,
            "not-published",
            f"{workflow} {process.version} is {process.state}; only published versions run.",
            "Publish it, or name a published version.",
        )
    fields = await binding.of_input(session, process)
    named = list[str]()
    if fields is not None:
        named = await binding.checked(session, keys, principal, fields, value, "/input")
    wanted = StartRun(
        run=new_id(),
        namespace=namespace,
        name=name,
        version=process.version,
        hash=process.hash,
        package=process.package,
        input=value,
        started_by=principal.person,
        again_of=again_of,
    )
    row, _ = await runs.start(session, keys, wanted)
    if named:
        with told(named[0]):
            await files.attach(session, named, row.id)
    known = replace(row, started_by_name=principal.name, title=process.title)
    return known, {**shown(known, keys, values=True), "warnings": _warnings(process)}


def _warnings(process: Startable) -> list[Json]:
    """What whoever starts this should know; it starts all the same."""
    warnings: list[Json] = []
    if process.state == "deprecated":
        said = f"{process.label} is deprecated; it may be archived one day."
        remedy = "Start a published version, or ask who deprecated it for one."
        warnings.append({"code": "deprecated", "message": said, "remedy": remedy})
    if not process.served:
        said = f"No worker of the package {process.package} has been seen for a while."
        remedy = "The run begins when there is one: install the package, and run its worker."
        warnings.append({"code": "no-worker", "message": said, "remedy": remedy})
    return warnings


async def hand_over(services: Services, tenant: str, run: str, known: RunRow | None = None) -> None:
    """Let the gateway deliver; a caller waits a moment for it, the delivery goes on alone."""
    delivering = services.background.start(services.delivery.deliver_now(tenant, run, known))
    await asyncio.wait({delivering}, timeout=HAND_OVER_SECONDS)


async def wait_for_end(
    services: Services,
    principal: Principal,
    run: str,
    seconds: float,
    start: Callable[[], Awaitable[None]] | None = None,
) -> JsonObject:
    """The run when it has ended, or as it stands when the time is over."""
    keys = await services.keyring.of(principal.tenant)

    async def look() -> RunRow:
        known = is_id(run)
        row = await runs.get_at_once(services.database, principal.tenant, run) if known else None
        return _seen(principal, run, row)

    def ended(row: RunRow) -> bool:
        return row.status in ENDED

    most = min(seconds, MOST_SECONDS)
    row = await services.watch.until(end_of(run), look, ended, most, start)
    return shown(row, keys, values=sees_values(principal, row))


async def find(session: AsyncSession, principal: Principal, run: str) -> RunRow:
    return _seen(principal, run, await runs.get(session, run) if is_id(run) else None)


def _seen(principal: Principal, run: str, row: RunRow | None) -> RunRow:
    if row is None or not may_see(principal, row):
        raise not_found(f"The run {run}")
    check_for(principal, principal.asks, process_of(row))
    return row


async def describe(
    session: AsyncSession, keys: TenantKeys, principal: Principal, run: str
) -> JsonObject:
    row = await find(session, principal, run)
    return shown(row, keys, values=sees_values(principal, row))


def visible(principal: Principal, wanted: RunFilter) -> RunFilter:
    """What may be shown of what is wanted."""
    sights = principal.rights.sights
    return replace(wanted, seen=None if any(one.all for one in sights) else sights)


async def page(
    session: AsyncSession, wanted: RunFilter, cursor: str | None, limit: int
) -> JsonObject:
    before = place(cursor)
    if before is not None and not is_id(before):
        raise bad_cursor()
    rows, following = await run_list.page(session, wanted, before, limit)
    return {"items": [listed(row) for row in rows], "next": opaque(following)}


async def trace(
    services: Services, principal: Principal, run: str, after: int, limit: int, seconds: float
) -> JsonObject:
    """Lines after a number; with seconds it waits until there is one, or the run has ended."""
    keys = await services.keyring.of(principal.tenant)

    async def look() -> tuple[RunRow, list[TraceRow]]:
        # The status belongs to the lines: whoever has them all would wait for a newer one in vain.
        async with services.database.moment(principal.tenant) as session:
            row = await find(session, principal, run)
            return row, await recordings.read_trace(session, keys, run, after, limit)

    def enough(seen: tuple[RunRow, list[TraceRow]]) -> bool:
        return bool(seen[1]) or seen[0].status in ENDED

    row, lines = await services.watch.until(run, look, enough, min(seconds, MOST_SECONDS))
    return {
        "items": [line(one, values=sees_values(principal, row)) for one in lines],
        "status": row.status,
        "after": lines[-1].sequence if lines else after,
    }


async def facts(
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal,
    run: str,
    after: int,
    limit: int,
) -> JsonObject:
    """Facts after a number, as they are kept.

    No secret stands in them: the machine leaves expressions that read one to the activity, and the
    activity masks what comes back before it becomes a fact (`activities/secrets.py`).
    """
    await find(session, principal, run)
    kept = await recordings.facts_after(session, keys, run, after, limit)
    items: list[Json] = [
        {
            "sequence": one.fact.sequence,
            "execution": one.execution,
            "kind": one.fact.kind,
            "at": moment(one.fact.at),
            "body": one.fact.body,
        }
        for one in kept
    ]
    return {"items": items, "after": after + len(items)}


async def events(
    session: AsyncSession, keys: TenantKeys, principal: Principal, run: str
) -> JsonObject:
    row = await find(session, principal, run)
    subject = Subject(run, row.namespace, row.name, row.version)
    values = sees_values(principal, row)
    lines = await _whole_trace(session, keys, run, values=values)
    emitted: dict[int, JsonObject] = {}
    if any(one.kind == EMITTED for one in lines):
        emitted = await published.of_run(session, keys, run)
    if not values:
        emitted = {number: masking.event(one) for number, one in emitted.items()}
    return {"items": [*cloud_events(subject, lines, emitted)]}


async def explanation(
    session: AsyncSession, keys: TenantKeys, principal: Principal, run: str
) -> JsonObject:
    """What the run is doing or waiting for, or why it faulted, in words."""
    row = await find(session, principal, run)
    values = sees_values(principal, row)
    lines = await _whole_trace(session, keys, run, values=values)
    error = runs.view(row, keys).error
    if error is not None and not values:
        error = masking.problem(error)
    said = explain(row.status, utc_moment(row.created_at), error, lines)
    if row.stuck_at is not None and row.ended_at is None:
        said.insert(0, stuck(utc_moment(row.stuck_at)))
    return {"status": row.status, "items": [*said]}


async def _whole_trace(
    session: AsyncSession, keys: TenantKeys, run: str, *, values: bool
) -> list[TraceRow]:
    whole: list[TraceRow] = []
    while True:
        after = whole[-1].sequence if whole else 0
        lines = await recordings.read_trace(session, keys, run, after, TRACE_PAGE)
        whole += lines
        if len(lines) < TRACE_PAGE:
            return whole if values else [masking.trace(one) for one in whole]
