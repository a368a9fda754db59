"""Writes what runs have become: facts, trace, statuses and answers, many runs in one statement.

Repeating a recording changes nothing, and one of an execution that another has followed is dropped
whole: the truth is what the last one says. Never: COPY, which PostgreSQL refuses under row-level
security; never a status that an older recording brings after a newer one; never the end of a run
without word to the run that waits for it, and to those that it waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import (
    MESSAGE_CHANNEL,
    OPEN,
    OUTBOX_CHANNEL,
    RETRIED,
    RUN_CHANNEL,
    FactRow,
    Recording,
    TraceRow,
)
from definitions.values import JsonObject, encode
from store import troubles
from store.askings import showing
from store.events import publishing
from store.keys import TenantKeys
from store.models import facts, trace
from store.rows import read, value
from store.runs import CHILD_CAUSE, ENDED, ERROR, OUTPUT
from store.session import Step
from store.subscriptions import following

FACT = "run.fact"
TRACE = "run.trace"

# The names of channels are constants of ours.
_WRITE = text(f"""
WITH me AS (SELECT current_setting('baton.tenant')::uuid AS tenant),
living AS (
  SELECT runs.id FROM runs
  JOIN unnest(CAST(:run_id AS uuid[]), CAST(:run_execution AS int[])) AS r (id, execution)
    ON runs.id = r.id AND runs.execution <= r.execution
  FOR NO KEY UPDATE OF runs),
new_facts AS (
  INSERT INTO facts (tenant_id, run_id, sequence, execution, kind, at, body)
  SELECT me.tenant, f.* FROM me, unnest(
    CAST(:fact_run AS uuid[]), CAST(:fact_sequence AS int[]), CAST(:fact_execution AS int[]),
    CAST(:fact_kind AS text[]), CAST(:fact_at AS bigint[]), CAST(:fact_body AS bytea[])) AS f (run)
  WHERE f.run IN (SELECT id FROM living)
  ON CONFLICT DO NOTHING),
new_trace AS (
  INSERT INTO trace (tenant_id, run_id, sequence, task, visit, kind, at, body)
  SELECT me.tenant, t.* FROM me, unnest(
    CAST(:trace_run AS uuid[]), CAST(:trace_sequence AS int[]), CAST(:trace_task AS text[]),
    CAST(:trace_visit AS text[]), CAST(:trace_kind AS text[]), CAST(:trace_at AS bigint[]),
    CAST(:trace_body AS bytea[])) AS t (run)
  WHERE t.run IN (SELECT id FROM living)
  ON CONFLICT DO NOTHING),
answered AS (
  UPDATE messages SET answer = a.body::jsonb, answered_at = now(),
    delivered_at = coalesce(delivered_at, now())
  FROM unnest(CAST(:answer_run AS uuid[]), CAST(:answer_id AS text[]),
    CAST(:answer_body AS text[])) AS a (run_id, id, body)
  WHERE messages.run_id = a.run_id AND messages.id = a.id AND messages.answer IS NULL
    AND a.run_id IN (SELECT id FROM living)
  RETURNING pg_notify('{MESSAGE_CHANNEL}', messages.id)),
changed AS (
  UPDATE runs SET
    status = CASE WHEN r.ended IS NOT NULL OR r.last_trace >= runs.last_trace
      THEN coalesce(r.status, runs.status) ELSE runs.status END,
    started_at = coalesce(runs.started_at, to_timestamp(r.started / 1000.0)),
    ended_at = to_timestamp(r.ended / 1000.0),
    output = r.output,
    error = r.error,
    last_trace = greatest(runs.last_trace, r.last_trace)
  FROM unnest(CAST(:run_id AS uuid[]), CAST(:run_status AS text[]), CAST(:run_started AS bigint[]),
    CAST(:run_ended AS bigint[]), CAST(:run_output AS bytea[]), CAST(:run_error AS bytea[]),
    CAST(:run_trace AS int[]))
    AS r (id, status, started, ended, output, error, last_trace)
  WHERE runs.id = r.id AND runs.ended_at IS NULL AND runs.id IN (SELECT id FROM living))
SELECT (SELECT count(*) FROM answered), pg_notify('{RUN_CHANNEL}',
  me.tenant || ' ' || r.id || CASE WHEN r.ended IS NULL THEN ' {OPEN}' ELSE '' END)
FROM me, unnest(CAST(:run_id AS uuid[]), CAST(:run_ended AS bigint[])) AS r (id, ended)
""")  # noqa: S608

# In a statement of its own: it must see runs that were started while the first one waited for the
# parent's row.
_TELL = text(f"""
WITH told AS (
  SELECT c.tenant_id, c.id, 'ended' AS kind FROM runs c
  WHERE c.id = ANY(CAST(:ended AS uuid[])) AND c.awaited AND c.ended_at IS NOT NULL
  UNION
  SELECT c.tenant_id, c.id, 'cancel' FROM runs c JOIN runs p ON p.id = c.parent_id
  WHERE p.id = ANY(CAST(:ended AS uuid[])) AND p.ended_at IS NOT NULL
    AND c.awaited AND c.ended_at IS NULL
  UNION
  SELECT c.tenant_id, c.id, 'cancel' FROM runs c
  WHERE c.cause = ANY(CAST(:cancels AS text[])) AND c.awaited AND c.ended_at IS NULL),
sent AS (
  INSERT INTO outbox (tenant_id, run_id, kind, created_at, next_at)
  SELECT told.*, now(), now() FROM told RETURNING id)
SELECT pg_notify('{OUTBOX_CHANNEL}', '') FROM sent
""")  # noqa: S608


_RUN = ("id", "status", "started", "ended", "output", "error", "trace", "execution")


@dataclass(frozen=True, slots=True)
class NumberedFact:
    """A fact and the execution that it happened in."""

    fact: FactRow
    execution: int


@dataclass(frozen=True, slots=True)
class _KeptFact:
    sequence: int
    execution: int
    kind: str
    at: int
    body: bytes


@dataclass(frozen=True, slots=True)
class _KeptTrace:
    sequence: int
    task: str
    visit: str
    kind: str
    at: int
    body: bytes


@dataclass(slots=True)
class _Change:
    """What becomes of one run's row."""

    execution: int

    status: str | None = None
    started: int | None = None
    ended: int | None = None
    output: bytes | None = None
    error: bytes | None = None
    last_trace: int = 0


@dataclass(slots=True)
class _Columns:
    """The arrays of the statement."""

    keys: TenantKeys
    facts: list[tuple[str, int, int, str, int, bytes]] = field(
        default_factory=list[tuple[str, int, int, str, int, bytes]]
    )
    trace: list[tuple[str, int, str, str, str, int, bytes]] = field(
        default_factory=list[tuple[str, int, str, str, str, int, bytes]]
    )
    answers: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    changes: dict[str, _Change] = field(default_factory=dict[str, _Change])

    def add(self, recording: Recording) -> None:
        run = recording.run
        seal = self.keys.seal_json
        self.facts += [
            (run, row.sequence, recording.execution, row.kind, row.at, seal(row.body, FACT))
            for row in recording.facts
        ]
        self.trace += [
            (run, row.sequence, row.task, row.visit, row.kind, row.at, seal(row.body, TRACE))
            for row in recording.trace
        ]
        self.answers += [
            (run, answer.message, encode(answer.body).decode()) for answer in recording.answers
        ]
        self._change(recording)

    def _change(self, recording: Recording) -> None:
        change = self.changes.setdefault(recording.run, _Change(recording.execution))
        for row in recording.trace:
            if row.kind == "run.started":
                change.started = row.at
        last = max((row.sequence for row in recording.trace), default=0)
        older = last < change.last_trace
        change.last_trace = max(change.last_trace, last)
        ends = recording.status in ENDED
        if recording.status is None or change.ended is not None or (older and not ends):
            return
        change.status = recording.status
        if ends:
            change.ended = recording.at
            if not isinstance(recording.output, msgspec.UnsetType):
                change.output = self.keys.seal_json(recording.output, OUTPUT)
            if recording.error is not None:
                change.error = self.keys.seal_json(recording.error.to_json(), ERROR)

    def parameters(self) -> dict[str, list[object]]:
        # In the order of their ids: two writers that meet wait for each other, and never both.
        changes = sorted(self.changes.items())
        rows = [
            (run, c.status, c.started, c.ended, c.output, c.error, c.last_trace, c.execution)
            for run, c in changes
        ]
        return {
            **_split("fact", ("run", "sequence", "execution", "kind", "at", "body"), self.facts),
            **_split(
                "trace", ("run", "sequence", "task", "visit", "kind", "at", "body"), self.trace
            ),
            **_split("answer", ("run", "id", "body"), self.answers),
            **_split("run", _RUN, rows),
        }


def _split(
    prefix: str, names: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> dict[str, list[object]]:
    return {f"{prefix}_{name}": [row[place] for row in rows] for place, name in enumerate(names)}


async def write(session: AsyncSession, keys: TenantKeys, recordings: Sequence[Recording]) -> None:
    """All of them at once, in the tenant's transaction."""
    for step in writing(keys, recordings):
        await session.execute(step.statement, step.values)


def writing(keys: TenantKeys, recordings: Sequence[Recording]) -> list[Step]:
    """The same as steps of `Database.at_once`."""
    columns = _Columns(keys)
    recordings = _last(recordings)
    for recording in recordings:
        columns.add(recording)
    ended = sorted({one.run for one in recordings if one.status in ENDED})
    cancels = [f"{CHILD_CAUSE}{key}" for one in recordings for key in one.cancels]
    telling = [Step(_TELL, {"ended": ended, "cancels": cancels})] if ended or cancels else []
    return [
        Step(_WRITE, columns.parameters()),
        *telling,
        *publishing(keys, recordings),
        *following(keys, recordings),
        *showing(keys, recordings),
        *troubles.telling(keys, recordings),
    ]


def _last(recordings: Sequence[Recording]) -> Sequence[Recording]:
    """Of each run only what its last execution here says."""
    last: dict[str, int] = {}
    for one in recordings:
        last[one.run] = max(one.execution, last.get(one.run, 0))
    return [one for one in recordings if one.execution == last[one.run]]


async def read_facts(session: AsyncSession, keys: TenantKeys, run: str) -> list[FactRow]:
    """Facts in order, up to the first gap: what is behind one is not certain yet.

    Those before the last retry are not needed to go on, and left out.
    """
    retried = select(func.coalesce(func.max(facts.c.sequence), 0)).where(
        facts.c.run_id == run, facts.c.kind == RETRIED
    )
    last = value(await session.execute(retried), int)
    after = max(0, last - 1)
    return [one.fact for one in await facts_after(session, keys, run, after, None)]


async def facts_after(
    session: AsyncSession, keys: TenantKeys, run: str, after: int, limit: int | None
) -> list[NumberedFact]:
    """Facts behind a number, up to the first gap."""
    query = (
        select(facts)
        .where(facts.c.run_id == run, facts.c.sequence > after)
        .order_by(facts.c.sequence)
        .limit(limit)
    )
    rows: list[NumberedFact] = []
    for found in (await session.execute(query)).mappings():
        kept = read(found, _KeptFact)
        if kept.sequence != after + len(rows) + 1:
            break
        body = _object(keys, kept.body, FACT)
        fact = FactRow(kept.sequence, kept.kind, kept.at, body)
        rows.append(NumberedFact(fact, kept.execution))
    return rows


async def read_trace(
    session: AsyncSession, keys: TenantKeys, run: str, after: int = 0, limit: int = 500
) -> list[TraceRow]:
    query = (
        select(trace)
        .where(trace.c.run_id == run, trace.c.sequence > after)
        .order_by(trace.c.sequence)
        .limit(limit)
    )
    rows: list[TraceRow] = []
    for found in (await session.execute(query)).mappings():
        kept = read(found, _KeptTrace)
        # What is behind a gap waits: who has read past a line would never see it.
        if kept.sequence != after + len(rows) + 1:
            break
        body = _object(keys, kept.body, TRACE)
        rows.append(TraceRow(kept.sequence, kept.task, kept.visit, kept.kind, kept.at, body))
    return rows


def _object(keys: TenantKeys, sealed: bytes, context: str) -> JsonObject:
    value = keys.open_json(sealed, context)
    if not isinstance(value, dict):
        raise TypeError(f"A {context} is kept as {type(value).__name__}, not as an object.")
    return value
