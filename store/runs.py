"""Runs: one row for each, with its status; values sealed.

Never: a run without its start in the outbox of the same transaction; never a status that leaves a
terminal one.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec
from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.errors import Problem
from definitions.values import Json
from store import outbox
from store.keys import TenantKeys
from store.models import messages, runs
from store.models import outbox as outbox_rows
from store.rows import TENANT, column, read, read_or_none

INPUT = "run.input"
OUTPUT = "run.output"
ERROR = "run.error"
ENDED = ("completed", "faulted", "cancelled")


@dataclass(frozen=True, slots=True)
class StartRun:
    """A run that is to be started."""

    run: str
    namespace: str
    name: str
    version: str
    hash: str
    input: Json
    started_by: str
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as it stands in its row; `view` opens its values."""

    tenant_id: str
    id: str
    namespace: str
    name: str
    version: str
    hash: str
    status: str
    cause: str | None
    started_by: str
    execution: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    input: bytes
    output: bytes | None
    error: bytes | None
    last_message: int
    last_trace: int


@dataclass(frozen=True, slots=True)
class RunView:
    """The opened values of a run."""

    input: Json
    output: Json
    error: Problem | None


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs of the tenant; None: any."""

    status: str | None = None
    namespace: str | None = None
    name: str | None = None
    started_by: str | None = None


def new_id() -> str:
    """A version 7 UUID: sorted by the moment it was made."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    number = (milliseconds & ((1 << 48) - 1)) << 80 | noise
    number = number & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


async def start(session: AsyncSession, keys: TenantKeys, wanted: StartRun) -> tuple[RunRow, bool]:
    """The run and whether it is new: a cause that was seen before has its run already."""
    made = (
        upsert(runs)
        .values(
            tenant_id=TENANT,
            id=wanted.run,
            namespace=wanted.namespace,
            name=wanted.name,
            version=wanted.version,
            hash=wanted.hash,
            status="pending",
            cause=wanted.cause,
            started_by=wanted.started_by,
            created_at=func.now(),
            input=keys.seal_json(wanted.input, INPUT),
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "cause"])
        .returning(runs)
    )
    row = (await session.execute(made)).mappings().first()
    if row is None:
        again = select(runs).where(runs.c.cause == wanted.cause)
        return read((await session.execute(again)).mappings().one(), RunRow), False
    started = read(row, RunRow)
    await outbox.send(session, started.tenant_id, started.id, "start")
    return started, True


async def get(session: AsyncSession, run: str) -> RunRow | None:
    found = (await session.execute(select(runs).where(runs.c.id == run))).mappings().first()
    return read_or_none(found, RunRow)


async def page(
    session: AsyncSession, wanted: RunFilter, before: str | None, limit: int
) -> tuple[list[RunRow], str | None]:
    """Newest first; the second value is where the next page begins."""
    query = _filtered(select(runs), wanted).order_by(runs.c.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(runs.c.id < before)
    rows = [read(row, RunRow) for row in (await session.execute(query)).mappings()]
    following = rows[limit - 1].id if len(rows) > limit else None
    return rows[:limit], following


def _filtered(query: Select[tuple[object, ...]], wanted: RunFilter) -> Select[tuple[object, ...]]:
    for name in ("status", "namespace", "name", "started_by"):
        value = cast("str | None", getattr(wanted, name))
        if value is not None:
            query = query.where(runs.c[name] == value)
    return query


async def open_page(session: AsyncSession, after: str | None, limit: int) -> list[RunRow]:
    """Runs of every tenant that are with Temporal and have not ended, oldest first."""
    to_be_started = exists().where(outbox_rows.c.run_id == runs.c.id, outbox_rows.c.kind == "start")
    query = (
        select(runs)
        .where(runs.c.ended_at.is_(None), ~to_be_started)
        .order_by(runs.c.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(runs.c.id > after)
    return [read(row, RunRow) for row in (await session.execute(query)).mappings()]


async def revive(session: AsyncSession, run: str, lost: int) -> bool:
    """Give the run another execution after number `lost`; False when somebody already did."""
    again = (
        update(runs)
        .where(runs.c.id == run, runs.c.execution == lost, runs.c.ended_at.is_(None))
        .values(execution=lost + 1)
        .returning(runs.c.tenant_id)
    )
    row = (await session.execute(again)).mappings().first()
    if row is None:
        return False
    tenant = column(row, "tenant_id", str)
    await outbox.send(session, tenant, run, "start")
    # What the lost execution was told and had not answered is told to the next one.
    again = messages.c.run_id == run, messages.c.answer.is_(None)
    told = update(messages).where(*again).values(delivered_at=None).returning(messages.c.id)
    if (await session.execute(told)).first() is not None:
        await outbox.send(session, tenant, run, "message")
    return True


def view(row: RunRow, keys: TenantKeys) -> RunView:
    error = None if row.error is None else keys.open_json(row.error, ERROR)
    return RunView(
        input=keys.open_json(row.input, INPUT),
        output=None if row.output is None else keys.open_json(row.output, OUTPUT),
        error=None if error is None else msgspec.convert(error, Problem),
    )
