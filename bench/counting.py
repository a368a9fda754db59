"""Counts what a run costs: events of its history, transactions, processor time.

Never: a time; noise doesn't touch what is counted here, but for the processor's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
import psycopg

if TYPE_CHECKING:
    from bench.direct import Engine
    from bench.stack import Stack

FLUSHED_SECONDS = 11
"""PostgreSQL's processes tell their counts after ten idle seconds at the latest."""

_COMMITS = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"


async def events_of(engine: Engine, workflow_id: str) -> int:
    history = await engine.plain.get_workflow_handle(workflow_id).fetch_history()
    return len(history.events)


class Transactions:
    """Of the whole stack, less what it does when it is idle."""

    @staticmethod
    async def of(stack: Stack, work: Callable[[], Awaitable[object]], times: int) -> float:
        async with await psycopg.AsyncConnection.connect(
            stack.database_admin, autocommit=True
        ) as admin:
            idle = await _grown(admin, _nothing)
            busy = await _grown(admin, lambda: _repeated(work, times))
        return (busy - idle) / times


async def _grown(admin: psycopg.AsyncConnection, work: Callable[[], Awaitable[object]]) -> int:
    before = await _commits(admin)
    await work()
    await asyncio.sleep(FLUSHED_SECONDS)
    return await _commits(admin) - before


async def _commits(admin: psycopg.AsyncConnection) -> int:
    cursor = await admin.execute(_COMMITS)
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def _repeated(work: Callable[[], Awaitable[object]], times: int) -> None:
    for _ in range(times):
        await work()


async def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Processes:
    """Seconds of processor time by part of the stack."""

    seconds: dict[str, float]

    @classmethod
    def now(cls, stack: Stack) -> Processes:
        return cls({name: _seconds(pid) for name, pid in stack.processes.items()})

    def since(self, before: Processes, runs: int) -> str:
        taken = {
            name: (spent - before.seconds[name]) * 1000 / runs
            for name, spent in self.seconds.items()
        }
        told = ", ".join(f"{name} {spent:.0f}" for name, spent in taken.items() if spent >= 0.5)
        return f"{sum(taken.values()):.0f} ms ({told})"


def _seconds(pid: int) -> float:
    """Of a process and all that it has, and has had."""
    family = [psutil.Process(pid)]
    family += family[0].children(recursive=True)
    total = 0.0
    for process in family:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total
