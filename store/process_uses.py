"""Which processes run another one by `run: workflow`, as they stand now.

Never: those that an expression chooses; what it makes is known in a run only. Never: every version
looked at; those that are older than what is started now are not what anybody would mend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Executable, LargeBinary, and_, func, literal, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.pointers import escape
from definitions.values import Json, decode
from store.definitions import RUNNABLE
from store.models import definition_sources, definitions
from store.reach import EVERYTHING, Reach, within
from store.rows import read


@dataclass(frozen=True, slots=True)
class Use:
    """A version that runs it, and the tasks that do, by JSON pointer."""

    namespace: str
    name: str
    title: str | None
    version: str
    state: str
    tasks: list[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    namespace: str
    name: str
    title: str | None
    version: str
    state: str
    rank: str
    document: bytes | None
    """None where the name doesn't stand in it."""


async def uses(
    session: AsyncSession, namespace: str, name: str, reach: Reach = EVERYTHING
) -> list[Use]:
    """By name: what is started of a process, then its highest draft where that is newer."""
    rows = (await session.execute(_candidates(name, reach))).mappings()
    found: list[Use] = []
    started: _Candidate | None = None
    for one in (read(row, _Candidate) for row in rows):
        if started is not None and (started.namespace, started.name) != (one.namespace, one.name):
            started = None
        if started is not None and (one.state in RUNNABLE or one.rank <= started.rank):
            continue
        if one.state in RUNNABLE:
            started = one
        tasks = [] if one.document is None else [*_running(decode(one.document), namespace, name)]
        if tasks:
            found.append(
                Use(one.namespace, one.name, one.title, one.version, one.state, tasks),
            )
    return found


def _candidates(spelled_name: str, reach: Reach) -> Executable:
    """The highest version of each state: published before deprecated before draft."""
    place = definitions.c.namespace, definitions.c.name
    states = (*RUNNABLE, "draft")
    highest = (
        select(definitions)
        .ext(distinct_on(*place, definitions.c.state))
        .where(definitions.c.state.in_(states), within(reach, *place))
        .order_by(*place, definitions.c.state, definitions.c.rank.desc())
        .subquery()
    )
    source = and_(
        definition_sources.c.tenant_id == highest.c.tenant_id,
        definition_sources.c.hash == func.coalesce(highest.c.program, highest.c.hash),
    )
    # A name is of plain letters, so JSON spells it as it is: the database leaves out most.
    spelled = literal(f'"{spelled_name}"'.encode(), LargeBinary)
    there = func.position(spelled.op("IN")(definition_sources.c.document)) > 0
    return (
        select(
            highest.c.namespace,
            highest.c.name,
            highest.c.title,
            highest.c.version,
            highest.c.state,
            highest.c.rank,
            definition_sources.c.document,
        )
        .outerjoin(definition_sources, and_(source, there))
        .order_by(
            highest.c.namespace,
            highest.c.name,
            func.array_position(literal([*states]), highest.c.state),
        )
    )


def _running(document: Json, namespace: str, name: str, pointer: str = "") -> Iterator[str]:
    """Wherever a task stands, also in functions of the document's own."""
    if isinstance(document, list):
        for place, one in enumerate(document):
            yield from _running(one, namespace, name, f"{pointer}/{place}")
    elif isinstance(document, dict):
        match document.get("run"):
            case {"workflow": {"namespace": str(there), "name": str(called)}} if (
                there == namespace and called == name
            ):
                yield pointer
            case _:
                pass
        for key, one in document.items():
            yield from _running(one, namespace, name, f"{pointer}/{escape(key)}")
