"""Approvals as people find them: what waits for whom, who has asked for what, one of them whole.

Never: the truth about one; the run has that. And never a list read whole to show a page of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store import absences, people
from store.askings import BODY
from store.keys import TenantKeys
from store.rows import column, read, read_or_none
from store.standing_in import stands_in

_COLUMNS = """
a.id, a.run_id, a.kind, a.task, a.visit, a.status, a.number, a.stage, a.round, a.requester_id,
a.sign_in, a.due_at, a.body, a.opened_at, a.changed_at, a.ended_at, r.namespace, r.name, r.version,
r.started_by, d.title"""
_RUN = """
JOIN runs r ON r.id = a.run_id
LEFT JOIN definitions d ON d.namespace = r.namespace AND d.name = r.name AND d.version = r.version
"""
_OF = {
    "assignee": """
  SELECT p.approval_id AS id, max(p.asked_at) AS at FROM approval_people p
  WHERE p.person_id = ANY(CAST(:people AS uuid[])) AND p.state = 'open' GROUP BY p.approval_id""",
    "decided": """
  SELECT p.approval_id AS id, p.changed_at AS at FROM approval_people p
  WHERE p.person_id = ANY(CAST(:people AS uuid[])) AND p.state = 'voted'""",
    "requester": """
  SELECT id, opened_at AS at FROM approvals
  WHERE requester_id = ANY(CAST(:people AS uuid[]))""",
}
# The parts are constants of ours.
_PAGES = {
    name: text(f"""
WITH meant AS ({query}),
page AS (
  SELECT a.id, meant.at FROM meant JOIN approvals a USING (id)
  WHERE (CAST(:over AS bool) IS NULL OR (a.ended_at IS NOT NULL) = :over)
    AND (CAST(:before AS timestamptz) IS NULL
      OR (meant.at, a.id) < (CAST(:before AS timestamptz), CAST(:id AS uuid)))
  ORDER BY meant.at DESC, a.id DESC LIMIT :limit)
SELECT {_COLUMNS}, page.at FROM page JOIN approvals a USING (id) {_RUN}
ORDER BY page.at DESC, a.id DESC
""")  # noqa: S608
    for name, query in _OF.items()
}
_ONE = text(f"SELECT {_COLUMNS}, a.opened_at AS at FROM approvals a {_RUN} WHERE a.id = :id")  # noqa: S608
_OF_RUNS = text(f"""
SELECT {_COLUMNS}, a.opened_at AS at FROM approvals a {_RUN}
WHERE a.run_id = ANY(CAST(:runs AS uuid[])) AND (a.requester_id = :me OR EXISTS (
  SELECT 1 FROM approval_people p
  WHERE p.approval_id = a.id AND p.person_id = ANY(CAST(:people AS uuid[]))))
ORDER BY a.opened_at DESC, a.id DESC LIMIT :limit
""")  # noqa: S608
_STATES = text("""
SELECT approval_id::text AS approval, person_id::text AS person, state FROM approval_people
WHERE approval_id = ANY(CAST(:ids AS uuid[])) AND person_id = ANY(CAST(:people AS uuid[]))
""")
_COUNTS = text("""
SELECT
  (SELECT count(*) FROM approval_people WHERE person_id = :me AND state = 'open') AS me,
  (SELECT count(DISTINCT approval_id) FROM approval_people
    WHERE person_id = ANY(CAST(:others AS uuid[])) AND state = 'open') AS standin,
  (SELECT count(*) FROM approvals WHERE requester_id = :me AND ended_at IS NULL) AS requested
""")


_USUAL = text("""
WITH last AS (
  SELECT id FROM runs WHERE namespace = :namespace AND name = :name ORDER BY id DESC LIMIT :runs)
SELECT a.task, percentile_cont(0.5) WITHIN GROUP (
  ORDER BY extract(epoch FROM a.ended_at - a.opened_at))::float AS seconds
FROM approvals a JOIN last ON last.id = a.run_id WHERE a.status = 'decided' GROUP BY a.task
""")
LOOKED_BACK = 500
"""Runs from which is known how long something usually takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRow:
    """One, with the names of its process; `opened` gives what people see of it."""

    id: str
    run_id: str
    kind: str
    task: str
    visit: str
    status: str
    number: int
    stage: int
    round: int
    requester_id: str | None
    sign_in: bool
    due_at: datetime | None
    body: bytes
    opened_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    namespace: str
    name: str
    version: str
    started_by: str
    title: str | None
    at: datetime
    """By which lists are sorted."""

    def opened(self, keys: TenantKeys) -> JsonObject:
        body = keys.open_json(self.body, BODY)
        if not isinstance(body, dict):
            raise TypeError(f"An approval is kept as {type(body).__name__}, not as an object.")
        return body


@dataclass(frozen=True, slots=True)
class Counts:
    """Of what is open: for me, for those whom I stand in for, asked for by me."""

    me: int
    standin: int
    requested: int


@dataclass(frozen=True, slots=True)
class Before:
    """Where a page begins."""

    at: datetime
    id: str


async def get(session: AsyncSession, approval: str) -> ApprovalRow | None:
    row = (await session.execute(_ONE, {"id": approval})).mappings().first()
    return read_or_none(row, ApprovalRow)


async def of_runs(
    session: AsyncSession, runs: Sequence[str], person: str, others: Sequence[str], limit: int
) -> list[ApprovalRow]:
    """Those that they have asked for, or in which they or these others are or were asked."""
    values = {"runs": [*runs], "me": person, "people": [person, *others], "limit": limit}
    rows = (await session.execute(_OF_RUNS, values)).mappings()
    return [read(row, ApprovalRow) for row in rows]


async def page(
    session: AsyncSession,
    which: str,
    persons: Sequence[str],
    over: bool | None,  # noqa: FBT001 (a filter: None is any)
    before: Before | None,
    limit: int,
) -> list[ApprovalRow]:
    """Newest first. `which` is assignee, decided or requester."""
    values = {
        "people": [*persons],
        "over": over,
        "before": None if before is None else before.at,
        "id": None if before is None else before.id,
        "limit": limit,
    }
    rows = (await session.execute(_PAGES[which], values)).mappings()
    return [read(row, ApprovalRow) for row in rows]


async def states(
    session: AsyncSession, approvals: Sequence[str], persons: Sequence[str]
) -> dict[str, dict[str, str]]:
    """By approval and person: open, voted or closed."""
    found: dict[str, dict[str, str]] = {}
    values = {"ids": [*approvals], "people": [*persons]}
    for row in (await session.execute(_STATES, values)).mappings():
        of_one = found.setdefault(column(row, "approval", str), {})
        of_one[column(row, "person", str)] = column(row, "state", str)
    return found


async def counts(session: AsyncSession, person: str, others: Sequence[str]) -> Counts:
    row = (await session.execute(_COUNTS, {"me": person, "others": [*others]})).mappings().one()
    return read(row, Counts)


async def stood_in_for(session: AsyncSession, person: str, now: datetime) -> list[str]:
    """Those who are away now, and for whom this person decides."""
    known = await absences.not_over(session)
    if not known:
        return []
    gone = await people.gone(session)
    return [one for one in known if one != person and stands_in(one, now, known, gone) == person]


async def usual_seconds(session: AsyncSession, namespace: str, name: str) -> dict[str, float]:
    """By task of a process: how long half of its last decisions took at most."""
    values = {"namespace": namespace, "name": name, "runs": LOOKED_BACK}
    rows = (await session.execute(_USUAL, values)).mappings()
    return {column(row, "task", str): column(row, "seconds", float) for row in rows}
