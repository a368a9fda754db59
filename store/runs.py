"""Runs: one row for each, with its status; values sealed.

Never: a run without its start in the outbox of the same transaction; never a status that leaves a
terminal one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from uuid import UUID

import msgspec
from sqlalchemy import Column, Select, Table, and_, bindparam, case, exists, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import RUN_CHANNEL
from definitions.errors import Problem
from definitions.values import Json
from store import limits, outbox
from store.keys import TenantKeys
from store.limits import LimitReachedError
from store.models import code, definitions, messages, people, runs
from store.models import outbox as outbox_rows
from store.rows import as_person, column, read, read_or_none
from store.session import Database, Step

INPUT = "run.input"
OUTPUT = "run.output"
ERROR = "run.error"
CHILD_CAUSE = "run/"
"""How the cause of a run begins that another run has started; the key of the call follows."""

OPEN = ("pending", "running", "waiting", "suspended")
ENDED = ("completed", "faulted", "cancelled")
STATUSES = OPEN + ENDED

IS_OPEN = "status IN ('" + "', '".join(OPEN) + "')"
"""In SQL; the column may have its table before it."""

MARGIN = 50
"""So near to a limit starts are let in one after the other (store/admission.py): as many may be on
their way at once, and none of them sees the others."""

_ALONE = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "'starts ' || current_setting('baton.tenant'), 0))"
)
# What a tenant may is asked in the same statement, of rows that are few; who has no limits pays
# for a look at two rows. A transaction writes one row of the counts, the same however many it
# starts. The name of the channel is a constant of ours.
_START = text(f"""
WITH place AS (
  SELECT l.*, coalesce(t.suspended_at IS NOT NULL OR t.erase_at IS NOT NULL, false) AS rests,
    (now() AT TIME ZONE 'UTC')::date AS today
  FROM (SELECT current_setting('baton.tenant')::uuid AS id) AS me
  LEFT JOIN tenants t ON t.id = me.id LEFT JOIN tenant_limits l ON l.tenant_id = me.id),
room AS (
  SELECT p.rests, p.today,
    p.bytes <= CASE WHEN p.bytes IS NOT NULL
      THEN (SELECT bytes + file_bytes FROM tenant_uses) END AS is_full,
    p.runs_a_day - CASE WHEN p.runs_a_day IS NOT NULL THEN (
        SELECT coalesce(sum(c.runs), 0) FROM run_counts c WHERE c.day = p.today
      ) + (SELECT count(*) FROM (
        SELECT 1 FROM outbox o WHERE o.next_at = 'infinity' LIMIT p.runs_a_day) AS held
      ) END AS today_left,
    p.runs_at_once - CASE WHEN p.runs_at_once IS NOT NULL THEN (SELECT count(*) FROM (
        SELECT 1 FROM runs r WHERE r.{IS_OPEN} LIMIT p.runs_at_once) AS open
      ) END AS once_left
  FROM place p),
decided AS (
  SELECT r.today, CASE
    WHEN r.rests THEN CASE WHEN :holds THEN 'held' ELSE 'rests' END
    WHEN :awaited THEN 'now'
    WHEN r.is_full THEN CASE WHEN :holds THEN 'held' ELSE 'bytes' END
    WHEN NOT :holds AND r.today_left <= 0 THEN 'runs_a_day'
    WHEN NOT :holds AND NOT :sure AND r.today_left <= {MARGIN} THEN 'near'
    WHEN least(r.today_left, r.once_left) <= {MARGIN} THEN 'held'
    ELSE 'now' END AS how
  FROM room r),
made AS (
  INSERT INTO runs (tenant_id, id, namespace, name, version, hash, status, cause, started_by,
    created_at, package, again_of, input, parent_id, parent_task, awaited, depth)
  SELECT current_setting('baton.tenant')::uuid, CAST(:id AS uuid), :namespace, :name, :version,
    :hash, 'pending', :cause, :started_by, now(), :package, CAST(:again_of AS uuid), :input,
    CAST(:parent_id AS uuid), :parent_task, :awaited, :depth
  FROM decided WHERE how IN ('now', 'held')
  ON CONFLICT (tenant_id, cause) DO NOTHING RETURNING *),
counted AS (
  INSERT INTO run_counts (tenant_id, day, shard, runs)
  SELECT made.tenant_id, decided.today, pg_backend_pid() % 16, 1 FROM made, decided
  WHERE decided.how = 'now'
  ON CONFLICT (tenant_id, day, shard) DO UPDATE SET runs = run_counts.runs + 1),
sent AS (
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  SELECT made.tenant_id, made.id, 'start', now(), CASE decided.how WHEN 'held' THEN 'infinity'
    ELSE now() + make_interval(secs => :grace) END FROM made, decided
  RETURNING next_at <= now() OR next_at = 'infinity' AS due),
told AS (
  SELECT pg_notify('{RUN_CHANNEL}', concat(made.tenant_id, ' ', made.id)), {outbox.TOLD}
  FROM made, sent)
SELECT decided.how, made.*, (SELECT count(*) FROM told) FROM decided LEFT JOIN made ON true
""")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Parent:
    """The run that starts another one."""

    run: str
    task: str
    """JSON pointer in its definition."""
    awaited: bool
    """It waits for the end."""
    depth: int
    """How many runs are above the one that it starts."""


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
    parent: Parent | None = None
    package: str | None = None
    """The one that brings its code, of a process written in Python."""
    again_of: str | None = None
    """The run that this one does again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run as lists show it, with the names that people know."""

    id: str
    namespace: str
    name: str
    version: str
    status: str
    started_by: str
    execution: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    cause: str | None = None
    parent_id: str | None = None
    parent_task: str | None = None
    package: str | None = None
    again_of: str | None = None
    started_by_name: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow(RunLine):
    """A run as it stands in its row; `view` opens its values."""

    tenant_id: str
    hash: str
    input: bytes
    output: bytes | None
    error: bytes | None
    last_message: int
    last_trace: int
    awaited: bool
    depth: int
    stuck_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """The opened values of a run."""

    input: Json
    output: Json
    error: Problem | None


def new_id() -> str:
    """A version 7 UUID: sorted by the moment it was made."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    number = (milliseconds & ((1 << 48) - 1)) << 80 | noise
    number = number & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


async def start(
    session: AsyncSession,
    keys: TenantKeys,
    wanted: StartRun,
    grace_seconds: float = outbox.GRACE_SECONDS,
    *,
    holds: bool = False,
) -> tuple[RunRow, bool]:
    """The run and whether it is new: a cause that was seen before has its run already.

    Without grace the relay delivers it, for who can't. `holds` is for what nobody could ask again:
    beyond a limit its run waits, where others raise LimitReachedError.
    """
    values: dict[str, object] = {
        "id": wanted.run,
        "namespace": wanted.namespace,
        "name": wanted.name,
        "version": wanted.version,
        "hash": wanted.hash,
        "cause": wanted.cause,
        "started_by": wanted.started_by,
        "package": wanted.package,
        "again_of": wanted.again_of,
        "input": keys.seal_json(wanted.input, INPUT),
        **_below(wanted.parent),
    }
    values |= {"grace": grace_seconds, "holds": holds, "sure": False}
    row = (await session.execute(_START, values)).mappings().one()
    if column(row, "how", str) == "near":
        await session.execute(_ALONE)
        row = (await session.execute(_START, values | {"sure": True})).mappings().one()
    if column(row, "id", object) is not None:
        return read(row, RunRow), True
    known = None if wanted.cause is None else await _of_cause(session, wanted.cause)
    if known is None:
        raise await _refusal(session, column(row, "how", str))
    return known, False


async def _of_cause(session: AsyncSession, cause: str) -> RunRow | None:
    found = await session.execute(select(runs).where(runs.c.cause == cause))
    return read_or_none(found.mappings().first(), RunRow)


async def _refusal(session: AsyncSession, how: str) -> Exception:
    known = await limits.get(session)
    if how == "bytes":
        return LimitReachedError("bytes", known.bytes or 0)
    return LimitReachedError("runs_a_day", 0 if how == "rests" else known.runs_a_day or 0)


def _below(parent: Parent | None) -> dict[str, object]:
    if parent is None:
        return {"parent_id": None, "parent_task": None, "awaited": False, "depth": 0}
    return {
        "parent_id": parent.run,
        "parent_task": parent.task,
        "awaited": parent.awaited,
        "depth": parent.depth,
    }


async def get(session: AsyncSession, run: str) -> RunRow | None:
    found = await session.execute(_one(), {"run": run})
    return read_or_none(found.mappings().first(), RunRow)


async def get_at_once(database: Database, tenant: str, run: str) -> RunRow | None:
    """`get` in a transaction of its own, in one round trip: whoever waits for a run looks often."""
    rows = await database.at_once(tenant, [Step(_one(), {"run": run})])
    return read(rows[0], RunRow) if rows else None


@cache
def _one() -> Select[tuple[object, ...]]:
    return _known(runs).where(runs.c.id == bindparam("run"))


def lines() -> Select[tuple[object, ...]]:
    """Runs without their values."""
    names = {field.name for field in fields(RunLine)}
    return _known(*(column for column in runs.c if column.name in names))


def _known(*columns: Column[object] | Table) -> Select[tuple[object, ...]]:
    """Runs with who started them, where that was a person, and their version's title."""
    person = people.c.tenant_id == runs.c.tenant_id, people.c.id == as_person(runs.c.started_by)
    key = ("namespace", "name", "version")
    version = (definitions.c[name] == runs.c[name] for name in ("tenant_id", *key))
    of_code = (code.c[name] == runs.c[name] for name in key)
    title = case((runs.c.package.is_(None), definitions.c.title), else_=code.c.title)
    names = people.c.name.label("started_by_name"), title.label("title")
    of_runs = (
        runs.outerjoin(people, and_(*person))
        .outerjoin(definitions, and_(*version))
        .outerjoin(code, and_(*of_code, runs.c.package.is_not(None)))
    )
    return select(*columns, *names).select_from(of_runs)


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


async def still_open(session: AsyncSession, executions: Mapping[str, int]) -> list[RunRow]:
    """Of runs of any tenant those that are open and are in the execution named here."""
    query = select(runs).where(runs.c.id.in_(executions), runs.c.ended_at.is_(None))
    found = [read(row, RunRow) for row in (await session.execute(query)).mappings()]
    return [row for row in found if row.execution == executions[row.id]]


async def revive(
    session: AsyncSession, run: str, lost: int, grace_seconds: float = outbox.GRACE_SECONDS
) -> bool:
    """Give the run another execution after number `lost`; False when somebody already did.

    What the lost one may still say is refused from now on.
    """
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
    await outbox.send(session, tenant, run, "start", grace_seconds)
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
