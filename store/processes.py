"""Processes: all versions of one namespace/name, and how their runs stand.

Never: a run counted that the asking person may not see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from store.definitions import DefinitionRow, known, precedence
from store.models import definitions
from store.rows import column, read
from store.runs import OPEN, STATUSES

_PAGE = text("""
SELECT namespace, name FROM definitions
WHERE (namespace, name) > (:namespace, :name)
GROUP BY namespace, name
HAVING bool_or(strpos(lower(concat_ws(E'\\n', namespace, name, title, summary)),
    lower(:search)) > 0)
ORDER BY namespace, name LIMIT :limit
""")
_RUNS = text("""
SELECT p.namespace, p.name, last.id::text, last.status, last.created_at,
  (SELECT count(*) FROM runs r
   WHERE r.namespace = p.namespace AND r.name = p.name AND r.status = ANY(:open)
     AND (CAST(:person AS text) IS NULL OR r.started_by = :person)) AS open
FROM unnest(CAST(:namespaces AS text[]), CAST(:names AS text[])) AS p (namespace, name)
LEFT JOIN LATERAL (
  SELECT ends.* FROM unnest(CAST(:statuses AS text[])) AS s (status), LATERAL (
    SELECT id, status, created_at FROM runs r
    WHERE r.namespace = p.namespace AND r.name = p.name AND r.status = s.status
      AND (CAST(:person AS text) IS NULL OR r.started_by = :person)
    ORDER BY id DESC LIMIT 1) AS ends
  ORDER BY ends.id DESC LIMIT 1) AS last ON true
""")


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
    """All versions, the highest first."""

    versions: tuple[DefinitionRow, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.shown.namespace, self.shown.name

    @property
    def state(self) -> str:
        """Of the version that stands for all: a published one before a draft before the rest."""
        return self.shown.state

    @property
    def shown(self) -> DefinitionRow:
        return self.highest("published") or self.highest("draft") or self.versions[0]

    @property
    def updated_at(self) -> datetime:
        return max(row.published_at or row.created_at for row in self.versions)

    def highest(self, state: str) -> DefinitionRow | None:
        return next((row for row in self.versions if row.state == state), None)

    def holds(self, search: str) -> bool:
        shown = self.shown
        texts = (shown.namespace, shown.name, shown.title or "", shown.summary or "")
        return any(search.lower() in text.lower() for text in texts)


async def page(
    session: AsyncSession, search: str, state: str | None, after: tuple[str, str], limit: int
) -> tuple[list[Process], tuple[str, str] | None]:
    """By namespace and name; the second value is where the next page begins."""
    found: list[Process] = []
    while True:
        # Of each process that was ever called so; whether it is now, its versions tell.
        wanted = {"namespace": after[0], "name": after[1], "search": search, "limit": limit + 1}
        rows = (await session.execute(_PAGE, wanted)).mappings()
        keys = [(column(row, "namespace", str), column(row, "name", str)) for row in rows]
        found += [
            process
            for process in await _of(session, keys)
            if process.holds(search) and state in (None, process.state)
        ]
        if len(found) > limit:
            return found[:limit], found[limit - 1].key
        if len(keys) <= limit:
            return found, None
        after = keys[-1]


async def get(session: AsyncSession, namespace: str, name: str) -> Process | None:
    found = await _of(session, [(namespace, name)])
    return found[0] if found else None


async def _of(session: AsyncSession, keys: Sequence[tuple[str, str]]) -> list[Process]:
    columns = definitions.c.namespace, definitions.c.name
    query = known().where(tuple_(*columns).in_(keys)).order_by(*columns)
    rows = [read(row, DefinitionRow) for row in (await session.execute(query)).mappings()]
    return [
        Process(tuple(sorted(versions, key=lambda row: precedence(row.version), reverse=True)))
        for _, versions in groupby(rows, key=lambda row: (row.namespace, row.name))
    ]


async def runs_of(
    session: AsyncSession, keys: Sequence[tuple[str, str]], person: str | None
) -> dict[tuple[str, str], RunsOf]:
    """The last run and how many are open: of that person's, or of all."""
    wanted = {
        "namespaces": [namespace for namespace, _ in keys],
        "names": [name for _, name in keys],
        "person": person,
        "open": list(OPEN),
        "statuses": list(STATUSES),
    }
    rows = (await session.execute(_RUNS, wanted)).mappings()
    found = [read(row, RunsOf) for row in rows]
    return {(row.namespace, row.name): row for row in found}
