"""Which open runs are stuck: their workflow tasks fail again and again, so that they can't go on.

Never: a run stuck that has ended, or one whose former execution was.
"""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import OPEN, RUN_CHANNEL
from store.endings import CANCEL
from store.models import messages, runs
from store.rows import read
from store.runs import RunRow


async def known(session: AsyncSession) -> list[RunRow]:
    """Of every tenant."""
    query = select(runs).where(runs.c.stuck_at.is_not(None), runs.c.ended_at.is_(None))
    return [read(row, RunRow) for row in (await session.execute(query)).mappings()]


async def mark(session: AsyncSession, run: str, execution: int, *, stuck: bool) -> bool:
    """False when that was known, or the run has ended or goes on as another execution."""
    since = runs.c.stuck_at
    changed = (
        update(runs)
        .where(runs.c.id == run, runs.c.execution == execution, runs.c.ended_at.is_(None))
        .where(since.is_(None) if stuck else since.is_not(None))
        .values(stuck_at=func.now() if stuck else None)
        .returning(
            func.pg_notify(RUN_CHANNEL, func.concat(runs.c.tenant_id, " ", runs.c.id, " ", OPEN))
        )
    )
    return (await session.execute(changed)).first() is not None


async def cancelled(session: AsyncSession, run: str) -> bool:
    """Somebody has asked for its end, and it can't answer."""
    asked = select(messages.c.id).where(
        messages.c.run_id == run, messages.c.kind == CANCEL, messages.c.answer.is_(None)
    )
    return (await session.execute(asked.limit(1))).first() is not None
