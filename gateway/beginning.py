"""With what an execution of a run begins: which workflow, and what it is told.

Never: a start; delivery does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import (
    CODE_WORKFLOW,
    RULES,
    RUN_WORKFLOW,
    CodeStart,
    FactRow,
    RunStart,
    WorkflowRef,
)
from gateway.converter import ProgramRef
from store import code, recordings, runs
from store.keys import TenantKeys
from store.runs import RunRow

Beginning: TypeAlias = "tuple[str, Sequence[object]]"
"""The type of the workflow, and its arguments."""


async def beginning(session: AsyncSession, keys: TenantKeys, run: RunRow) -> Beginning:
    if run.package is not None:
        return await _of_code(session, keys, run)
    # A later execution goes on where the facts of the earlier ones end.
    known = await recordings.read_facts(session, keys, run.id) if run.execution > 1 else []
    return _of_document(keys, run, known)


def first(keys: TenantKeys, run: RunRow) -> Beginning | None:
    """Of a run's first execution, for which nothing has to be asked; None of any other."""
    if run.package is not None or run.execution > 1:
        return None
    return _of_document(keys, run, [])


def _of_document(keys: TenantKeys, run: RunRow, known: list[FactRow]) -> Beginning:
    start = RunStart(
        tenant=run.tenant_id,
        run=run.id,
        execution=run.execution,
        workflow=WorkflowRef(run.namespace, run.name, run.version, run.hash),
        input=runs.view(run, keys).input,
        facts=known,
        rules=RULES,
    )
    return RUN_WORKFLOW, [start, ProgramRef(run.hash)]


async def _of_code(session: AsyncSession, keys: TenantKeys, run: RunRow) -> Beginning:
    found = await code.of_run(session, run.namespace, run.name, run.version)
    if found is None:
        label = f"{run.namespace}/{run.name} {run.version}"
        raise RuntimeError(f"Nobody has declared the code {label} of the run {run.id}.")
    start = CodeStart(
        tenant=run.tenant_id,
        run=run.id,
        execution=run.execution,
        workflow=found.workflow,
        queue=found.queue,
        takes_input=found.takes_input,
        schema=found.input,
        cancel_seconds=found.cancel_seconds,
        input=runs.view(run, keys).input,
        begun=run.status != "pending",
        last_trace=run.last_trace,
    )
    return CODE_WORKFLOW, [start]
