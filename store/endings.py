"""Ends runs from outside: those whose execution has ended in Temporal without a word of its own.

Told as by a last recording: those who wait for the run hear of it, and whoever said something to it
has an answer. Never: the end of a run that goes on as another execution, and never a fact; what the
run was told before stays what it was told.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import CHILD_ENDED, Answer, Recording, TraceRow
from definitions.errors import Problem
from definitions.values import JsonObject
from store import askings, recordings, runs
from store.keys import TenantKeys
from store.models import messages
from store.models import runs as run_rows
from store.rows import column
from store.runs import RunRow

CANCEL = "run.cancel"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ends that can't say so itself."""

    status: Literal["cancelled", "faulted"]
    reason: str
    problem: Problem | None = None
    """Of one that has faulted."""

    @property
    def body(self) -> JsonObject:
        """As the machine writes it into the trace."""
        return (
            {"reason": self.reason} if self.problem is None else {"error": self.problem.to_json()}
        )


async def end(
    session: AsyncSession, keys: TenantKeys, run: str, execution: int, ending: Ending
) -> bool:
    """False when it has ended meanwhile, or goes on as another execution."""
    row = await _held(session, run)
    if row is None or row.ended_at is not None or row.execution != execution:
        return False
    at = time.time_ns() // 1_000_000
    recording = Recording(
        row.tenant_id,
        run,
        execution,
        trace=[TraceRow(row.last_trace + 1, "", "", f"run.{ending.status}", at, ending.body)],
        answers=await _answers(session, run, ending),
        status=ending.status,
        error=ending.problem,
        at=at,
    )
    await recordings.write(session, keys, [recording])
    await askings.end(session, run)
    return True


async def _held(session: AsyncSession, run: str) -> RunRow | None:
    """Nobody else writes a line of its trace meanwhile."""
    await session.execute(select(run_rows.c.id).where(run_rows.c.id == run).with_for_update())
    return await runs.get(session, run)


async def _answers(session: AsyncSession, run: str, ending: Ending) -> list[Answer]:
    """The ends of other runs are left, for a retry to hear."""
    query = select(messages.c.id, messages.c.kind).where(
        messages.c.run_id == run, messages.c.answer.is_(None), messages.c.kind != CHILD_ENDED
    )
    late: JsonObject = {"accepted": False, "detail": f"The run had already {ending.status}."}
    cancel: JsonObject = {"accepted": True} if ending.status == "cancelled" else late
    return [
        Answer(column(row, "id", str), cancel if column(row, "kind", str) == CANCEL else late)
        for row in (await session.execute(query)).mappings()
    ]
