"""What is kept of runs that have ended, before it is read: which program ran, and how much it is.

Never: the values themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import read

_KEPT = text("""
SELECT runs.id::text, runs.hash, count(facts.sequence) AS facts,
  coalesce(sum(octet_length(facts.body)), 0)::bigint AS bytes
FROM runs LEFT JOIN facts ON facts.tenant_id = runs.tenant_id AND facts.run_id = runs.id
WHERE runs.id = ANY(CAST(:ids AS uuid[])) AND runs.package IS NULL
GROUP BY runs.id, runs.hash ORDER BY runs.id DESC
""")


@dataclass(frozen=True, slots=True)
class PastRun:
    """Of a run of a document."""

    id: str
    hash: str
    """Of what ran."""
    facts: int
    bytes: int


async def kept(session: AsyncSession, ids: Collection[str]) -> list[PastRun]:
    """Of these runs, the newest first; without those whose code is Python."""
    rows = (await session.execute(_KEPT, {"ids": [*ids]})).mappings()
    return [read(row, PastRun) for row in rows]
