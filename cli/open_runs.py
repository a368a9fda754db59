"""Reads the state of every open run with the code of this release, from its facts.

Never: a write; and never more than one run's facts at a time in memory.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import lru_cache

from definitions.contracts import FactRow
from definitions.plans import Program
from definitions.program import program_of
from store import definitions, recordings, runs
from store.keys import Keyring
from store.runs import ENDED, RunRow
from store.session import Database
from workflows.machine.rebuilding import at_rest

PAGE = 200
MOST_STEPS = 20_000
"""After the last fact; a run that has not come to rest by then is at work."""

MOST_TROUBLES = 1_000
"""More are counted, not listed."""

_program = lru_cache(maxsize=64)(program_of)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A run that this release can't go on with."""

    tenant: str
    run: str
    process: str
    why: str


@dataclass(slots=True)
class Examined:
    """All of them."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """By tenant: how many were read, and how many could not be."""
    troubles: list[Trouble] = field(default_factory=list[Trouble])

    @property
    def total(self) -> tuple[int, int]:
        read, unread = 0, 0
        for one, other in self.counts.values():
            read, unread = read + one, unread + other
        return read, unread

    def add(self, row: RunRow, why: str | None) -> None:
        read, unread = self.counts.get(row.tenant_id, (0, 0))
        self.counts[row.tenant_id] = (read + (why is None), unread + (why is not None))
        if why is not None and len(self.troubles) < MOST_TROUBLES:
            process = f"{row.namespace}/{row.name} {row.version}"
            self.troubles.append(Trouble(row.tenant_id, row.id, process, why))


async def examine(database: Database, keyring: Keyring) -> Examined:
    examined = Examined()
    async for row in _open(database):
        examined.add(row, await _look(database, keyring, row))
    return examined


async def _open(database: Database) -> AsyncIterator[RunRow]:
    """Of every tenant. Runs of code are Temporal's alone: they have no facts."""
    after: str | None = None
    while True:
        async with database.relay() as session:
            page = await runs.open_page(session, after, PAGE)
        for row in page:
            if row.package is None:
                yield row
        if len(page) < PAGE:
            return
        after = page[-1].id


async def _look(database: Database, keyring: Keyring, row: RunRow) -> str | None:
    why = await _why(database, keyring, row)
    if why is None:
        return None
    # It may have gone on, or ended, between two looks.
    async with database.tenant(row.tenant_id) as session:
        again = await runs.get(session, row.id)
    if again is None or again.ended_at is not None:
        return None
    return await _why(database, keyring, again)


async def _why(database: Database, keyring: Keyring, row: RunRow) -> str | None:
    """Why it can't be gone on with, or None."""
    keys = await keyring.of(row.tenant_id)
    try:
        async with database.tenant(row.tenant_id) as session:
            rows = await recordings.read_facts(session, keys, row.id)
            document = await definitions.document(session, row.hash)
        return judge(_program(document, row.hash), rows, row.status)
    except Exception as error:  # noqa: BLE001 - whatever it is, this run can't be read
        return f"{type(error).__name__}: {error}"


def judge(program: Program, rows: list[FactRow], status: str) -> str | None:
    """Whether these facts make a state of that status."""
    if not rows:
        return None if status == "pending" else f"It is {status}, and no fact of it is kept."
    machine = at_rest(program, rows, MOST_STEPS)
    if machine is None:
        return None
    state = machine.state
    if state.status in ENDED or status not in (state.status, "pending"):
        return f"It is {status}, and this release takes it for {state.status}."
    return None
