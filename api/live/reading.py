"""What feeds read, each as the tenant that it is for.

Never: more than a few reads at once; requests share the same connections to the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from definitions.contracts import TraceRow
from store import absences, people, recordings, run_list, sketch_news, sketches
from store.keys import Keyring
from store.runs import RunLine
from store.session import Database
from store.sketches import SketchListed
from store.standing_in import Absence

AT_ONCE = 3
PAGE = 200
"""Lines of a trace that are read, and sent, at once."""


@dataclass(frozen=True, slots=True)
class TracePart:
    """Lines, and how the run stood when they were read."""

    status: str
    lines: list[TraceRow]


@dataclass(frozen=True, slots=True)
class SketchPart:
    """Sketches by their place, and names of people by their ids."""

    heads: Mapping[str, SketchListed]
    names: Mapping[str, str]


class Reading:
    """Of one process."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def runs(self, tenant: str, ids: Collection[str]) -> list[RunLine]:
        async with self._slots, self._database.tenant(tenant) as session:
            return await run_list.some(session, ids)

    async def run(self, tenant: str, run: str) -> RunLine | None:
        found = await self.runs(tenant, [run])
        return found[0] if found else None

    async def trace(self, tenant: str, run: str, after: int) -> TracePart:
        keys = await self._keyring.of(tenant)
        async with self._slots, self._database.moment(tenant) as session:
            lines = await recordings.read_trace(session, keys, run, after, PAGE)
            (line,) = await run_list.some(session, [run])
        return TracePart(line.status, lines)

    async def absences(self, tenant: str) -> dict[str, list[Absence]]:
        async with self._slots, self._database.tenant(tenant) as session:
            return await absences.not_over(session)

    async def sketches(
        self, tenant: str, places: Collection[str], persons: Collection[str]
    ) -> SketchPart:
        named = [(namespace, name) for namespace, _, name in (one.partition("/") for one in places)]
        async with self._slots, self._database.tenant(tenant) as session:
            found = await sketches.heads(session, named) if named else []
            names = await people.names(session, persons) if persons else {}
        return SketchPart({f"{one.namespace}/{one.name}": one for one in found}, names)

    async def here(self, tenant: str, listener: str, who: Mapping[str, Sequence[str]]) -> None:
        """Tells the other processes of the API who has a sketch open at this one."""
        async with self._slots, self._database.tenant(tenant) as session:
            await sketch_news.tell_here(session, listener, who)
