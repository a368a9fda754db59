"""Tells people what has gone wrong: the owner of the process, and who operates it.

Written with what has gone wrong, in the same transaction, so that it is told once for each cause.
Never: a value of the run; who may see it finds it there. Never: hundreds of mails because hundreds
of runs fail for one reason: in an hour so many, then the lists say the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import Recording
from definitions.errors import Problem
from definitions.values import JsonObject
from store import outbox
from store.askings import NOTICE
from store.keys import TenantKeys
from store.notices import BODY
from store.session import Step

FAULT, STUCK, CHANNEL = "fault", "stuck", "channel"
OVERDUE, SCHEDULE = "overdue", "schedule"
MOST_AN_HOUR = 20
OPERATOR, ADMIN = "operator", "admin"
FAULTED = "faulted"

# Who has published what the run carries out, and operators; administrators where there is nobody.
_WHO = """
able AS (
  SELECT p.tenant_id, p.id, p.id::text AS name, p.roles FROM people p
  WHERE p.disabled_at IS NULL AND p.kind = 'person'),
meant AS (
  SELECT c.tenant_id, c.run_id, c.cause, c.body, a.id AS person_id
  FROM cause c JOIN able a ON a.name = c.owner OR :operator = ANY(a.roles)),
told AS (
  SELECT * FROM meant
  UNION ALL
  SELECT c.tenant_id, c.run_id, c.cause, c.body, a.id FROM cause c JOIN able a
    ON :admin = ANY(a.roles) WHERE NOT EXISTS (SELECT 1 FROM meant m WHERE m.cause = c.cause)),
made AS (
  INSERT INTO notices (tenant_id, id, person_id, kind, cause, run_id, body, created_at)
  SELECT tenant_id, gen_random_uuid(), person_id, :kind, cause, run_id, body, now()
  FROM (SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY run_id) AS nth FROM told) t
  WHERE t.nth + (SELECT count(*) FROM notices n WHERE n.person_id = t.person_id AND n.kind = :kind
    AND n.created_at > now() - interval '1 hour') <= :most
  ON CONFLICT (tenant_id, person_id, cause) DO NOTHING RETURNING tenant_id, id)"""

# A run that another one waits for is that one's trouble, which may know what to do about it.
_RUNS = text(f"""
WITH cause AS (
  SELECT r.tenant_id, r.id AS run_id, :kind || '/' || r.id || '/' || r.execution AS cause,
    f.body, d.published_by AS owner
  FROM unnest(CAST(:run AS uuid[]), CAST(:body AS bytea[])) AS f (run, body)
  JOIN runs r ON r.id = f.run AND NOT r.awaited
    AND (r.status = :status OR (:status = '' AND r.stuck_at IS NOT NULL))
  LEFT JOIN definitions d ON d.namespace = r.namespace AND d.name = r.name
    AND d.version = r.version),
{_WHO},
sent AS ({outbox.sending("made", "id", NOTICE)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608 (parts of ours)

_WAITS = text(f"""
WITH cause AS (
  SELECT r.tenant_id, r.id AS run_id, :kind || '/' || r.id || '/' || f.cause AS cause,
    f.body, d.published_by AS owner
  FROM unnest(CAST(:run AS uuid[]), CAST(:cause AS text[]), CAST(:body AS bytea[]))
    AS f (run, cause, body)
  JOIN runs r ON r.id = f.run
  LEFT JOIN definitions d ON d.namespace = r.namespace AND d.name = r.name
    AND d.version = r.version),
{_WHO},
sent AS ({outbox.sending("made", "id", NOTICE)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608 (parts of ours)

_CHANNEL = text(f"""
WITH cause AS (
  SELECT current_setting('baton.tenant')::uuid AS tenant_id, CAST(NULL AS uuid) AS run_id,
    CAST(:cause AS text) AS cause, CAST(:body AS bytea) AS body, (
      SELECT d.published_by FROM runs r JOIN definitions d ON d.namespace = r.namespace
        AND d.name = r.name AND d.version = r.version
      WHERE r.id = CAST(:run AS uuid)) AS owner),
{_WHO},
sent AS ({outbox.sending("made", "id", NOTICE)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608 (parts of ours)

_OTHER = text(f"""
WITH cause AS (
  SELECT current_setting('baton.tenant')::uuid AS tenant_id, CAST(NULL AS uuid) AS run_id,
    CAST(:cause AS text) AS cause, CAST(:body AS bytea) AS body, (
      SELECT published_by FROM definitions
      WHERE namespace = :namespace AND name = :name AND version = :version) AS owner),
{_WHO},
sent AS ({outbox.sending("made", "id", NOTICE)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608 (parts of ours)


def telling(keys: TenantKeys, recordings: Sequence[Recording]) -> list[Step]:
    """Of runs that have failed, as steps after their recording; none when none has."""
    failed = [one for one in recordings if one.status == FAULTED]
    if not failed:
        return []
    values = {
        "run": [one.run for one in failed],
        "body": [_sealed(keys, one.error) for one in failed],
        "status": FAULTED,
        **_values(FAULT),
    }
    return [Step(_RUNS, values)]


async def stuck(session: AsyncSession, run: str) -> None:
    """In the transaction that marks it so."""
    await session.execute(_RUNS, {"run": [run], "body": [None], "status": "", **_values(STUCK)})


async def channel(
    session: AsyncSession,
    keys: TenantKeys,
    name: str,
    why: str,
    day: str,
    run: str | None = None,
) -> None:
    """One that has failed for good; once a day each. `run`: of whose process it was to tell."""
    body = keys.seal_json({"body": why}, BODY)
    values = {"cause": f"{CHANNEL}/{name}/{day}", "body": body, **_values(CHANNEL)}
    await session.execute(_CHANNEL, {**values, "run": run})


@dataclass(frozen=True, slots=True)
class Wait:
    """A run that waits longer than it should."""

    run: str
    cause: str
    """What it waits for, as far as a cause is one."""
    task: str | None
    """Where, if that is known."""


async def overdue(session: AsyncSession, keys: TenantKeys, waits: Sequence[Wait]) -> None:
    """In the transaction that has found them."""
    if not waits:
        return
    values: dict[str, object] = {
        "run": [one.run for one in waits],
        "cause": [one.cause for one in waits],
        "body": [_where(keys, one.task) for one in waits],
    }
    await session.execute(_WAITS, {**values, **_values(OVERDUE)})


def _where(keys: TenantKeys, task: str | None) -> bytes | None:
    return None if task is None else keys.seal_json({"body": f"`{task}`"}, BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A schedule that can start no run."""

    namespace: str
    name: str
    version: str
    kind: str
    why: str
    """A word of ours, no value."""
    since: datetime


async def schedule(session: AsyncSession, keys: TenantKeys, one: Failing) -> None:
    """In the transaction that marks it so; once until it has worked again."""
    process = f"{one.namespace}/{one.name}"
    body = keys.seal_json(
        {"process": process, "body": f"`{process}` · {one.kind} · {one.why}"}, BODY
    )
    values: dict[str, object] = {
        "cause": f"{SCHEDULE}/{process}/{one.kind}/{one.since.isoformat()}",
        "body": body,
        "namespace": one.namespace,
        "name": one.name,
        "version": one.version,
    }
    await session.execute(_OTHER, {**values, **_values(SCHEDULE)})


def _values(kind: str) -> dict[str, object]:
    people = {"operator": OPERATOR, "admin": ADMIN}
    return {"kind": kind, "most": MOST_AN_HOUR, "grace": 0, **people}


def _sealed(keys: TenantKeys, problem: Problem | None) -> bytes | None:
    """Which kind of error, and where: not its words, in which values may stand."""
    if problem is None:
        return None
    kind = problem.type.rpartition("/")[2]
    where = f", `{problem.instance}`" if problem.instance else ""
    said: JsonObject = {"body": f"{kind} ({problem.status}){where}"}
    return keys.seal_json(said, BODY)
