"""Processes: what all versions of one namespace/name come to, and how their runs stand.

Nothing here reads every version of a process: there may be thousands. Never: a run counted that
the asking person may not see.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store.definitions import DefinitionRow, known
from store.models import definitions
from store.reach import EVERYTHING, Reach
from store.rows import column, read
from store.runs import OPEN, STATUSES

LOOKED_AT = 1000
"""So many processes are looked at in one query when it isn't known which of them are wanted."""

# From one name to the next over the primary key, past all versions between.
_NAMES = text("""
WITH RECURSIVE names AS (
  (SELECT namespace, name, 1 AS place FROM definitions
   WHERE (namespace, name) > (:namespace, :name) ORDER BY namespace, name LIMIT 1)
  UNION ALL
  SELECT beyond.namespace, beyond.name, names.place + 1
  FROM names CROSS JOIN LATERAL (
    SELECT d.namespace, d.name FROM definitions d
    WHERE (d.namespace, d.name) > (names.namespace, names.name)
    ORDER BY d.namespace, d.name LIMIT 1) AS beyond
  WHERE names.place < :limit
)
SELECT namespace, name FROM names ORDER BY place
""")


def _highest(state: str) -> str:
    return f"""LEFT JOIN LATERAL (SELECT d.version FROM definitions d
    WHERE d.namespace = p.namespace AND d.name = p.name AND d.state = '{state}'
    ORDER BY d.rank DESC LIMIT 1) AS {state} ON true"""  # noqa: S608 - of constants


_LINES = text(f"""
SELECT p.namespace, p.name, shown.title, shown.summary, shown.state,
  coalesce(published.version, deprecated.version) AS version, draft.version AS draft,
  (SELECT d.changed_at FROM definitions d WHERE d.namespace = p.namespace AND d.name = p.name
   ORDER BY d.changed_at DESC LIMIT 1) AS updated_at
FROM unnest(CAST(:namespaces AS text[]), CAST(:names AS text[]))
  WITH ORDINALITY AS p (namespace, name, place)
{_highest("published")}
{_highest("deprecated")}
{_highest("draft")}
{_highest("archived")}
JOIN definitions shown ON shown.namespace = p.namespace AND shown.name = p.name
  AND shown.version =
    coalesce(published.version, deprecated.version, draft.version, archived.version)
WHERE (CAST(:state AS text) IS NULL OR shown.state = :state)
  AND strpos(lower(concat_ws(E'\\n', p.namespace, p.name, shown.title, shown.summary)),
    lower(:search)) > 0
ORDER BY p.place
""")  # noqa: S608 - of constants
_RUNS = text("""
SELECT p.namespace, p.name, last.id::text, last.status, last.created_at,
  (SELECT count(*) FROM runs r
   WHERE r.namespace = p.namespace AND r.name = p.name AND r.status = ANY(:open)
     AND (CAST(:people AS text[]) IS NULL OR r.started_by = ANY(:people))) AS open
FROM unnest(CAST(:namespaces AS text[]), CAST(:names AS text[])) AS p (namespace, name)
LEFT JOIN LATERAL (
  SELECT ends.* FROM unnest(CAST(:statuses AS text[])) AS s (status), LATERAL (
    SELECT id, status, created_at FROM runs r
    WHERE r.namespace = p.namespace AND r.name = p.name AND r.status = s.status
      AND (CAST(:people AS text[]) IS NULL OR r.started_by = ANY(:people))
    ORDER BY id DESC LIMIT 1) AS ends
  ORDER BY ends.id DESC LIMIT 1) AS last ON true
""")

Key = tuple[str, str]
"""Namespace and name."""


@dataclass(frozen=True, slots=True)
class RunsOf:
    """How the runs of a process stand, as far as somebody may see them."""

    namespace: str
    name: str
    id: str | None
    """Of the last one; None where there is none."""
    status: str | None
    created_at: datetime | None
    open: int


@dataclass(frozen=True, slots=True)
class Process:
    """All versions in a line.

    One of them stands for all: the highest published one; where there is none, the highest
    deprecated one, then the highest draft, then the highest archived one.
    """

    namespace: str
    name: str
    title: str | None
    summary: str | None
    state: str
    version: str | None
    """What is started where nobody names a version."""
    draft: str | None
    updated_at: datetime

    @property
    def key(self) -> Key:
        return self.namespace, self.name


async def page(
    session: AsyncSession,
    search: str,
    state: str | None,
    after: Key,
    limit: int,
    reach: Reach = EVERYTHING,
) -> tuple[list[Process], Key | None]:
    """By namespace and name; the second value is where the next page begins."""
    found: list[Process] = []
    looked_at = LOOKED_AT if search or state or not reach.all else limit + 1
    while True:
        keys = await _names(session, after, looked_at)
        found += await _lines(session, [one for one in keys if reach.holds(one)], search, state)
        if len(found) > limit:
            return found[:limit], found[limit - 1].key
        if len(keys) < looked_at:
            return found, None
        after = keys[-1]


async def get(session: AsyncSession, namespace: str, name: str) -> Process | None:
    found = await _lines(session, [(namespace, name)], "", None)
    return found[0] if found else None


async def versions(
    session: AsyncSession, namespace: str, name: str, limit: int
) -> list[DefinitionRow]:
    """The highest first."""
    query = (
        known()
        .where(definitions.c.namespace == namespace, definitions.c.name == name)
        .order_by(definitions.c.rank.desc())
        .limit(limit)
    )
    return [read(row, DefinitionRow) for row in (await session.execute(query)).mappings()]


async def _names(session: AsyncSession, after: Key, limit: int) -> list[Key]:
    wanted = {"namespace": after[0], "name": after[1], "limit": limit}
    rows = (await session.execute(_NAMES, wanted)).mappings()
    return [(column(row, "namespace", str), column(row, "name", str)) for row in rows]


async def _lines(
    session: AsyncSession, keys: Sequence[Key], search: str, state: str | None
) -> list[Process]:
    """Of those processes the ones that are wanted, in the same order."""
    wanted = {**_columns(keys), "search": search, "state": state}
    rows = (await session.execute(_LINES, wanted)).mappings()
    return [read(row, Process) for row in rows]


async def runs_of(
    session: AsyncSession, keys: Sequence[Key], starters: Collection[str] | None
) -> dict[Key, RunsOf]:
    """The last run and how many are open: of those that they started, or of all."""
    wanted = {
        **_columns(keys),
        "people": None if starters is None else sorted(starters),
        "open": list(OPEN),
        "statuses": list(STATUSES),
    }
    rows = (await session.execute(_RUNS, wanted)).mappings()
    found = [read(row, RunsOf) for row in rows]
    return {(row.namespace, row.name): row for row in found}


def _columns(keys: Sequence[Key]) -> dict[str, list[str]]:
    return {
        "namespaces": [namespace for namespace, _ in keys],
        "names": [name for _, name in keys],
    }
