"""Processes written in Python that packages have declared, for the whole installation.

A version that nobody declares any more starts no runs, but is kept for those that have begun.
Never: one version of two packages; who was there first keeps it as long as its worker is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import Select, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.code.declaration import Declared
from definitions.versions import rank
from store.models import code
from store.reach import EVERYTHING, Reach, within
from store.rows import column, read, value

SEEN_SECONDS: Final = 30.0
"""So often a package's worker says that it is there."""

LOST: Final = timedelta(seconds=4 * SEEN_SECONDS)
"""Who has not been seen for so long isn't there."""


class TakenError(Exception):
    """Another package has declared the same version."""


@dataclass(frozen=True, slots=True)
class Known:
    """One version, and how it stands with its package."""

    declared: Declared
    fingerprint: str
    declared_at: datetime
    seen_at: datetime
    served: bool
    """Its package's worker has been seen a moment ago."""


@dataclass(frozen=True, slots=True)
class _Row:
    fingerprint: str
    declared: bytes
    declared_at: datetime
    seen_at: datetime
    served: bool


async def declare(session: AsyncSession, package: str, found: Sequence[Declared]) -> None:
    """What the package brings now; what it has brought before and doesn't any more is withdrawn."""
    await session.execute(
        update(code)
        .where(code.c.package == package, code.c.withdrawn_at.is_(None))
        .values(withdrawn_at=func.now())
    )
    taken = [one for one in found if not await _add(session, one)]
    if taken:
        one = taken[0]
        query = select(code.c.package).where(
            code.c.namespace == one.namespace,
            code.c.name == one.name,
            code.c.version == one.version,
        )
        other = value(await session.execute(query), str)
        raise TakenError(
            f"The packages {other} and {package} both declare {one.label}. Uninstall one of them, "
            "or give one another name or version; what has been uninstalled keeps its name for "
            f"{LOST.total_seconds():.0f} s."
        )


async def _add(session: AsyncSession, one: Declared) -> bool:
    """False when another package has it."""
    values = {
        "rank": rank(one.version),
        "package": one.package,
        "title": one.title,
        "fingerprint": one.fingerprint,
        "declared": msgspec.json.encode(one),
        "seen_at": func.now(),
        "withdrawn_at": None,
    }
    made = insert(code).values(
        namespace=one.namespace,
        name=one.name,
        version=one.version,
        declared_at=func.now(),
        **values,
    )
    free = (
        (code.c.package == one.package)
        | code.c.withdrawn_at.is_not(None)
        | (code.c.seen_at < func.now() - LOST)
    )
    kept = made.on_conflict_do_update(
        index_elements=["namespace", "name", "version"], set_=values, where=free
    ).returning(code.c.package)
    return (await session.execute(kept)).first() is not None


async def seen(session: AsyncSession, package: str) -> None:
    """Its worker is there."""
    await session.execute(update(code).where(code.c.package == package).values(seen_at=func.now()))


async def find(
    session: AsyncSession, namespace: str, name: str, version: str | None = None
) -> Known | None:
    """That version; without one the highest release."""
    query = _declared().where(code.c.namespace == namespace, code.c.name == name)
    if version is None:
        query = query.where(code.c.version.not_like("%-%")).order_by(code.c.rank.desc()).limit(1)
    else:
        query = query.where(code.c.version == version)
    row = (await session.execute(query)).mappings().first()
    return None if row is None else _known(read(row, _Row))


async def of_run(session: AsyncSession, namespace: str, name: str, version: str) -> Declared | None:
    """As a run that was started with it needs it: also when it has been withdrawn meanwhile."""
    query = select(code.c.declared).where(
        code.c.namespace == namespace,
        code.c.name == name,
        code.c.version == version,
    )
    row = (await session.execute(query)).mappings().first()
    return None if row is None else _read(column(row, "declared", bytes))


async def page(
    session: AsyncSession,
    after: tuple[str, str, str] | None,
    limit: int,
    reach: Reach = EVERYTHING,
) -> tuple[list[Known], tuple[str, str, str] | None]:
    """By name and version; the second value is where the next page begins."""
    place = (code.c.namespace, code.c.name, code.c.rank)
    query = _declared().where(within(reach, *place[:2])).order_by(*place).limit(limit + 1)
    if after is not None:
        namespace, name, version = after
        query = query.where(tuple_(*place) > tuple_(namespace, name, rank(version)))
    found = [_known(read(row, _Row)) for row in (await session.execute(query)).mappings()]
    if len(found) <= limit:
        return found, None
    last = found[limit - 1].declared
    return found[:limit], (last.namespace, last.name, last.version)


def _declared() -> Select[tuple[object, ...]]:
    served = (code.c.seen_at >= func.now() - LOST).label("served")
    return select(code, served).where(code.c.withdrawn_at.is_(None))


def _known(row: _Row) -> Known:
    return Known(
        declared=_read(row.declared),
        fingerprint=row.fingerprint,
        declared_at=row.declared_at,
        seen_at=row.seen_at,
        served=row.served,
    )


def _read(text: bytes) -> Declared:
    return msgspec.json.decode(text, type=Declared)
