"""Scenarios: how a process is tried, by name, kept for all who draw it.

Never: one saved over another that its writer has not seen, if the writer says which one that was;
nor more of a process than there may be.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.definitions import ANY, tag
from store.models import people
from store.rows import TENANT, as_person, read, read_or_none, value
from store.scenario_tables import scenarios

MOST = 100
"""Of a process; one simulation takes them all."""

Process: TypeAlias = tuple[str, str]
"""Namespace and name."""

_ONE_AFTER_THE_OTHER = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "'scenarios ' || current_setting('baton.tenant') || :process, 0))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """One scenario; its body is JSON."""

    scenario: str
    body: bytes
    revision: int
    saved_at: datetime
    saved_by_name: str | None

    @property
    def tag(self) -> str:
        return tag(self.body.decode())


class MovedError(Exception):
    """It is no longer what its writer began with; `newest` is what it is, if it is."""

    def __init__(self, newest: ScenarioRow | None) -> None:
        super().__init__("The scenario has been changed by somebody else.")
        self.newest = newest


class TooManyError(Exception):
    """The process has as many as there may be."""


def _known(process: Process) -> Select[tuple[object, ...]]:
    who = (
        people.c.tenant_id == scenarios.c.tenant_id,
        people.c.id == as_person(scenarios.c.saved_by),
    )
    name = select(people.c.name).where(*who).scalar_subquery().label("saved_by_name")
    return select(scenarios, name).where(*_of(process))


def _of(process: Process, name: str | None = None) -> list[ColumnElement[bool]]:
    namespace, process_name = process
    found: list[ColumnElement[bool]] = [
        scenarios.c.namespace == namespace,
        scenarios.c.name == process_name,
    ]
    return found if name is None else [*found, scenarios.c.scenario == name]


async def page(session: AsyncSession, process: Process) -> list[ScenarioRow]:
    """All of them, by name."""
    rows = (await session.execute(_known(process).order_by(scenarios.c.scenario))).mappings()
    return [read(row, ScenarioRow) for row in rows]


async def find(session: AsyncSession, process: Process, name: str) -> ScenarioRow | None:
    query = _known(process).where(scenarios.c.scenario == name)
    return read_or_none((await session.execute(query)).mappings().first(), ScenarioRow)


async def save(
    session: AsyncSession,
    process: Process,
    name: str,
    body: bytes,
    by: str,
    base: Collection[str] | None,
) -> ScenarioRow:
    """`base`: one of these tags must be there, or nothing; None: whatever is there.

    Raises MovedError and TooManyError. What is there already in these very words stays as it is.
    """
    await session.execute(_ONE_AFTER_THE_OTHER, {"process": "/".join(process)})
    newest = await find(session, process, name)
    _held_to(base, newest)
    if newest is not None and newest.body == body:
        return newest
    if newest is None:
        query = select(func.count()).select_from(scenarios).where(*_of(process))
        if value(await session.execute(query), int) >= MOST:
            raise TooManyError
    revision = 1 if newest is None else newest.revision + 1
    values = {"body": body, "revision": revision, "saved_by": by, "saved_at": func.now()}
    made = insert(scenarios).values(
        tenant_id=TENANT, namespace=process[0], name=process[1], scenario=name, **values
    )
    keys = ["tenant_id", "namespace", "name", "scenario"]
    await session.execute(made.on_conflict_do_update(index_elements=keys, set_=values))
    saved = await find(session, process, name)
    if saved is None:
        raise RuntimeError(f"The scenario {name} is gone in the transaction that has saved it.")
    return saved


async def remove(
    session: AsyncSession, process: Process, name: str, base: Collection[str] | None
) -> bool:
    """Whether there was one. Raises MovedError."""
    await session.execute(_ONE_AFTER_THE_OTHER, {"process": "/".join(process)})
    newest = await find(session, process, name)
    if newest is None:
        return False
    _held_to(base, newest)
    await session.execute(delete(scenarios).where(*_of(process, name)))
    return True


def _held_to(base: Collection[str] | None, newest: ScenarioRow | None) -> None:
    if base is None:
        return
    there = () if newest is None else (ANY, newest.tag)
    if (base and not {*there} & {*base}) or (not base and newest is not None):
        raise MovedError(newest)
