"""Lists runs by any filter, the newest first.

An index holds the runs of one status, of one process or of one person in the order of their ids,
which is the order of time. So a list is merged from the ends of a few such rows of an index; where
that would be too many, because many people are meant, it is read from the newest on and those of
others are left out. Never: all that fits read and sorted, and never a value of a run.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import runs
from store.reach import EVERYTHING, Reach, Sight
from store.rows import column, read
from store.runs import STATUSES, RunLine, lines
from store.session import Step

LOWEST = str(UUID(int=0))
HIGHEST = str(UUID(int=(1 << 128) - 1))

MOST_ENDS = 1_000
"""Of people in processes, whose runs are merged."""

ProcessName: TypeAlias = tuple[str, str]
"""Namespace and name."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PROCESSES = text("""
SELECT DISTINCT namespace, name FROM definitions
WHERE (CAST(:namespace AS text) IS NULL OR namespace = :namespace)
  AND (CAST(:name AS text) IS NULL OR name = :name)
  AND strpos(lower(namespace || '/' || name), lower(:search)) > 0
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """Which runs of the tenant; what is not given is any."""

    statuses: tuple[str, ...] = ()
    namespace: str | None = None
    name: str | None = None
    starters: frozenset[str] | None = None
    """Who has started them."""
    since: datetime | None = None
    until: datetime | None = None
    """Those made before."""
    ended_since: datetime | None = None
    """Those that have ended then or later."""
    parent: str | None = None
    """Those that this run has started."""
    search: str | None = None
    """How the id begins, or a part of namespace/name."""
    seen: tuple[Sight, ...] | None = None
    """What whoever asks may see; None: all."""


@dataclass(frozen=True, slots=True)
class Span:
    """Ids from one on, and below another."""

    low: str = LOWEST
    high: str = HIGHEST

    def within(self, other: Span) -> Span:
        return Span(max(self.low, other.low), min(self.high, other.high))


async def page(
    session: AsyncSession, wanted: RunFilter, before: str | None, limit: int
) -> tuple[list[RunLine], str | None]:
    """Newest first; the second value is where the next page begins."""
    made = Span(_first(wanted.since) or LOWEST, _first(wanted.until) or HIGHEST)
    span = made.within(Span(high=before or HIGHEST))
    found = await _ids(session, wanted, span, limit + 1)
    query = lines().where(runs.c.id.in_(found[:limit])).order_by(runs.c.id.desc())
    rows = (await session.execute(query)).mappings()
    following = found[limit - 1] if len(found) > limit else None
    return [read(row, RunLine) for row in rows], following


async def some(session: AsyncSession, ids: Collection[str]) -> list[RunLine]:
    """These runs, as far as they are the tenant's."""
    rows = (await session.execute(lines().where(runs.c.id.in_(ids)))).mappings()
    return [read(row, RunLine) for row in rows]


async def _ids(session: AsyncSession, wanted: RunFilter, span: Span, limit: int) -> list[str]:
    ids: list[str] = []
    for part, reach in _parts(wanted):
        ids += await _ids_in(session, part, reach, span, limit)
    return sorted(set(ids), reverse=True)[:limit]


def _parts(wanted: RunFilter) -> list[tuple[RunFilter, Reach]]:
    """What is wanted, of those runs that the asking person may see."""
    if wanted.seen is None:
        return [(wanted, EVERYTHING)]
    return [
        (replace(wanted, starters=_both(wanted.starters, sight.starters)), sight.reach)
        for sight in wanted.seen
        if not sight.nothing
    ]


def _both(wanted: frozenset[str] | None, seen: frozenset[str] | None) -> frozenset[str] | None:
    if wanted is None or seen is None:
        return seen if wanted is None else wanted
    return wanted & seen


async def _ids_in(
    session: AsyncSession, wanted: RunFilter, reach: Reach, span: Span, limit: int
) -> list[str]:
    named_so = await _processes(session, wanted, reach, "")
    if wanted.search is None:
        return await _newest(session, wanted, named_so, span, limit)
    found = await _processes(session, wanted, reach, wanted.search)
    ids = await _newest(session, wanted, found, span, limit)
    begins = beginning(wanted.search)
    if begins is not None:
        ids += await _newest(session, wanted, named_so, span.within(begins), limit)
    return ids


async def _processes(
    session: AsyncSession, wanted: RunFilter, reach: Reach, search: str
) -> list[ProcessName] | None:
    """Those that are meant and within reach; None: any."""
    found = await _named(session, wanted, search, listed=not reach.all)
    return found if found is None else [one for one in found if reach.holds(one)]


async def _named(
    session: AsyncSession, wanted: RunFilter, search: str, *, listed: bool
) -> list[ProcessName] | None:
    """None: any; but not where all of them must be looked at."""
    if not search:
        if wanted.namespace is None and wanted.name is None and not listed:
            return None
        if wanted.namespace is not None and wanted.name is not None:
            return [(wanted.namespace, wanted.name)]
    about = {"namespace": wanted.namespace, "name": wanted.name, "search": search}
    rows = (await session.execute(_PROCESSES, about)).mappings()
    return [(column(row, "namespace", str), column(row, "name", str)) for row in rows]


async def _newest(
    session: AsyncSession,
    wanted: RunFilter,
    processes: Sequence[ProcessName] | None,
    span: Span,
    limit: int,
) -> list[str]:
    if processes == [] or wanted.starters == frozenset() or span.low >= span.high:
        return []
    step = newest(wanted, processes, span, limit)
    rows = (await session.execute(step.statement, step.values)).mappings()
    return [column(row, "id", str) for row in rows]


def newest(
    wanted: RunFilter, processes: Sequence[ProcessName] | None, span: Span, limit: int
) -> Step:
    """The ids of the newest runs that fit, from the ends of the rows that an index has of them."""
    people, places = wanted.starters or (), processes or ()
    merged = bool(people) and len(people) * max(1, len(places)) <= MOST_ENDS
    sources: list[str] = []
    conditions = ["id >= CAST(:low AS uuid)", "id < CAST(:high AS uuid)"]
    if processes is not None:
        sources.append("unnest(CAST(:namespaces AS text[]), CAST(:names AS text[])) AS p (ns, nm)")
        conditions += ["namespace = p.ns", "name = p.nm"]
    if merged:
        sources.append("unnest(CAST(:people AS text[])) AS w (person)")
        conditions.append("started_by = w.person")
    elif people:
        conditions.append("started_by = ANY(:people)")
    if wanted.parent is not None:
        conditions.append("parent_id = CAST(:parent AS uuid)")
    if wanted.ended_since is not None:
        conditions.append("ended_at >= :ended_since")
    if processes is not None or wanted.statuses or merged:
        sources.append("unnest(CAST(:statuses AS text[])) AS s (status)")
        conditions.append("status = s.status")
    ends = f"SELECT id FROM runs WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT :limit"  # noqa: S608
    each = ", ".join([*sources, f"LATERAL ({ends}) AS ends"])
    statement = text(f"SELECT id::text FROM {each} ORDER BY ends.id DESC LIMIT :limit")  # noqa: S608
    values = {
        "low": span.low,
        "high": span.high,
        "limit": limit,
        "people": sorted(people),
        "parent": wanted.parent,
        "namespaces": [namespace for namespace, _ in places],
        "names": [name for _, name in places],
        "statuses": list(wanted.statuses or STATUSES),
        "ended_since": wanted.ended_since,
    }
    return Step(statement, values)


def _first(moment: datetime | None) -> str | None:
    """The lowest id that can have been made at that moment."""
    if moment is None:
        return None
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return str(UUID(int=max(0, milliseconds) << 80))


def beginning(search: str) -> Span | None:
    """The ids that begin so; None where none can."""
    begun = search.lower()
    rest = LOWEST[len(begun) :]
    places = zip(begun, LOWEST, strict=False)
    if not begun or len(begun) > len(LOWEST) or not all(map(_fits, places)):
        return None
    last = UUID(begun + rest.replace("0", "f"))
    return Span(begun + rest, HIGHEST if str(last) == HIGHEST else str(UUID(int=last.int + 1)))


def _fits(place: tuple[str, str]) -> bool:
    given, there = place
    return given == there if there == "-" else given in "0123456789abcdef"
