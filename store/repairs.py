"""Retries: a run that has ended gets another execution, in one transaction with all it needs.

Never: two retries of one end (whoever comes second finds another execution), or one of a run that
has completed. Never: a message that is left without an answer because its execution has gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import CHILD_ENDED, FactRow, Recording, TraceRow
from store import outbox, recordings
from store.keys import TenantKeys
from store.models import messages, runs
from store.rows import column
from store.runs import CHILD_CAUSE, RunRow

RETRIABLE = ("faulted", "cancelled")


@dataclass(frozen=True, slots=True)
class Retry:
    """With what a run goes on."""

    run: RunRow
    """As it was when this was thought out."""
    fact: FactRow
    trace: Sequence[TraceRow]
    version: str
    hash: str
    children: Sequence[str] = ()
    """Runs that have ended, for which it waits: they are told of once more."""


async def retry(session: AsyncSession, keys: TenantKeys, wanted: Retry) -> bool:
    """False when the run is not any more what it was: somebody else has retried it."""
    was, execution = wanted.run, wanted.run.execution + 1
    again = (
        update(runs)
        .where(
            runs.c.id == was.id,
            runs.c.execution == was.execution,
            runs.c.status.in_(RETRIABLE),
            runs.c.ended_at.is_not(None),
        )
        .values(
            execution=execution,
            status="running",
            version=wanted.version,
            hash=wanted.hash,
            ended_at=None,
            output=None,
            error=None,
        )
        .returning(runs.c.id)
    )
    if (await session.execute(again)).first() is None:
        return False
    recording = Recording(was.tenant_id, was.id, execution, [wanted.fact], [*wanted.trace])
    await recordings.write(session, keys, [recording])
    await _let_go(session, was)
    for child in wanted.children:
        await outbox.send(session, was.tenant_id, child, "ended", grace_seconds=0)
    await outbox.send(session, was.tenant_id, was.id, "start")
    return True


async def _let_go(session: AsyncSession, was: RunRow) -> None:
    """What was said to the last execution was said to it; but the ends of runs it still hears."""
    unanswered = (messages.c.run_id == was.id, messages.c.answer.is_(None))
    said = {"accepted": False, "detail": f"The run had already {was.status}."}
    await session.execute(
        update(messages)
        .where(*unanswered, messages.c.kind != CHILD_ENDED)
        .values(answer=said, answered_at=func.now(), delivered_at=func.now())
    )
    told = update(messages).where(*unanswered).values(delivered_at=None).returning(messages.c.id)
    if (await session.execute(told)).first() is not None:
        await outbox.send(session, was.tenant_id, was.id, "message")


async def unheard(session: AsyncSession, run: str, keys: Sequence[str]) -> Mapping[str, str]:
    """Of the runs that were started under these keys those whose end the run has yet to hear."""
    heard = select(messages.c.id).where(
        messages.c.run_id == run,
        messages.c.id == func.concat(CHILD_ENDED, "/", runs.c.id),
        messages.c.answer.is_not(None),
    )
    query = select(runs.c.cause, runs.c.id).where(
        runs.c.cause.in_([f"{CHILD_CAUSE}{key}" for key in keys]),
        runs.c.status.in_(("completed", "faulted")),
        ~heard.exists(),
    )
    found = (await session.execute(query)).mappings()
    return {
        column(row, "cause", str).removeprefix(CHILD_CAUSE): column(row, "id", str) for row in found
    }
