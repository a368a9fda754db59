"""Runs that other runs start: begun once for each key, their ends told, cancellation passed on.

Never: a child of a run that has ended, or two children of one key. Never: a child in another
tenant; parent and child are of the session's.
"""

from __future__ import annotations

from contextlib import suppress
from typing import cast

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import CHILD_ENDED, Call, ChildEnd, Outcome
from definitions.errors import ProblemError, configuration, runtime
from definitions.file_fields import ids_in
from definitions.values import Json
from store import files, messages, recordings, runs, startable
from store.keys import TenantKeys
from store.messages import RunEndedError, RunMissingError
from store.models import runs as run_rows
from store.rows import read_or_none
from store.runs import CHILD_CAUSE, ENDED, Parent, RunRow, StartRun, new_id
from store.startable import Startable

DEEPEST = 16
"""So many runs can be above one another; a process that runs itself without end comes so far."""

CANCEL = "run.cancel"


class Wanted(msgspec.Struct, frozen=True):
    """The arguments of `run.start`."""

    namespace: str
    name: str
    awaited: bool
    version: str | None = None
    input: Json = None


async def start(session: AsyncSession, keys: TenantKeys, call: Call) -> Outcome:
    """The id of the run, or why there is none. What the parent has pending is kept with it."""
    if call.recording is not None:
        await recordings.write(session, keys, [call.recording])
    try:
        return Outcome(output=await _start(session, keys, call))
    except ProblemError as error:
        return Outcome(problem=error.problem)


async def _start(session: AsyncSession, keys: TenantKeys, call: Call) -> str:
    parent = await _parent(session, call.run)
    known = await _of_cause(session, f"{CHILD_CAUSE}{call.key}")
    if known is not None:
        return known.id
    wanted = msgspec.convert(call.arguments, Wanted)
    if parent.ended_at is not None:
        raise ProblemError(runtime(f"The run has ended: it is {parent.status}.", call.task))
    if parent.depth >= DEEPEST:
        detail = (
            f"More than {DEEPEST} runs would be one above the other. "
            "Does the process run itself, directly or by others?"
        )
        raise ProblemError(runtime(detail, call.task))
    process = await _process(session, wanted, call.task)
    started = StartRun(
        run=new_id(),
        namespace=process.namespace,
        name=process.name,
        version=process.version,
        hash=process.hash,
        package=process.package,
        input=wanted.input,
        started_by=parent.started_by,
        cause=f"{CHILD_CAUSE}{call.key}",
        parent=Parent(call.run, call.task, wanted.awaited, parent.depth + 1),
    )
    # Beyond a limit it waits: its parent was let in, and must not fail for it.
    row, _ = await runs.start(session, keys, started, grace_seconds=0, holds=True)
    # What the parent has been given it may give away.
    await files.pass_on(session, ids_in(wanted.input), call.run, row.id)
    return row.id


async def _parent(session: AsyncSession, run: str) -> RunRow:
    """Held until the child is there: who ends the parent meanwhile sees it, and cancels it."""
    locked = select(run_rows.c.id).where(run_rows.c.id == run).with_for_update()
    await session.execute(locked)
    found = await runs.get(session, run)
    if found is None:
        raise RunMissingError(f"There is no run {run}.")
    return found


async def _of_cause(session: AsyncSession, cause: str) -> RunRow | None:
    query = select(run_rows).where(run_rows.c.cause == cause)
    return read_or_none((await session.execute(query)).mappings().first(), RunRow)


async def _process(session: AsyncSession, wanted: Wanted, task: str) -> Startable:
    found = await startable.find(session, wanted.namespace, wanted.name, wanted.version)
    label = f"{wanted.namespace}/{wanted.name}"
    if found is None:
        which = f"{label} {wanted.version}" if wanted.version else f"a published version of {label}"
        raise ProblemError(configuration(f"There is no process {which}.", task))
    if not found.runs:
        detail = f"The process {found.label} is {found.state}; only published versions run."
        raise ProblemError(configuration(detail, task))
    return found


async def tell_parent(session: AsyncSession, keys: TenantKeys, run: str) -> None:
    """That the run has ended, as a message; told again it is the same one."""
    child = await runs.get(session, run)
    if child is None or child.parent_id is None or child.status not in ENDED:
        return
    view = runs.view(child, keys)
    key = (child.cause or "").removeprefix(CHILD_CAUSE)
    await files.pass_on(session, ids_in(view.output), run, child.parent_id)
    end = ChildEnd(key, run, child.status, view.output, view.error)
    # A parent that has ended meanwhile doesn't want to know.
    with suppress(RunEndedError, RunMissingError):
        await messages.post(
            session,
            keys,
            child.parent_id,
            f"{CHILD_ENDED}/{run}",
            CHILD_ENDED,
            cast("Json", msgspec.to_builtins(end)),
            grace_seconds=0,
        )


async def cancel(session: AsyncSession, keys: TenantKeys, run: str) -> None:
    """The run that waited for this one has ended."""
    data: Json = {"reason": "The run that started this one has ended.", "by": None}
    with suppress(RunEndedError, RunMissingError):
        message = f"{CANCEL}/parent"
        await messages.post(session, keys, run, message, CANCEL, data, grace_seconds=0)
