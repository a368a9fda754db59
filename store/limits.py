"""How much a tenant may have: runs a day and at once, definitions, people, bytes.

The installation says it, and here it is asked in the transaction that has added something, which
comes to nothing when that was too much. What is counted is counted up to the limit and no further.
Never: two who are counted at once and both let in at the limit. Runs: store/runs.py.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias, cast

from sqlalchemy import Select, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.key_tables import tenant_limits
from store.models import definitions, people
from store.rows import read_or_none, value
from store.tenant_tables import tenant_uses

Limit: TypeAlias = Literal["runs_a_day", "runs_at_once", "definitions", "people", "bytes"]

_ALONE = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "'limit ' || current_setting('baton.tenant') || :limit, 0))"
)


class LimitReachedError(Exception):
    """The tenant has as much as it may have."""

    def __init__(self, limit: Limit, most: int) -> None:
        super().__init__(f"The limit {limit} of {most} is reached.")
        self.limit: Limit = limit
        self.most = most


@dataclass(frozen=True, slots=True)
class Limits:
    """None: as much as it likes."""

    runs_a_day: int | None = None
    runs_at_once: int | None = None
    definitions: int | None = None
    people: int | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class _Bytes:
    most: int | None
    bytes: int


async def get(session: AsyncSession) -> Limits:
    """Of the session's tenant."""
    row = (await session.execute(select(tenant_limits))).mappings().first()
    return read_or_none(row, Limits) or Limits()


async def of(session: AsyncSession, tenant: str) -> Limits:
    """As the installation."""
    query = select(tenant_limits).where(tenant_limits.c.tenant_id == tenant)
    return read_or_none((await session.execute(query)).mappings().first(), Limits) or Limits()


async def put(session: AsyncSession, tenant: str, limits: Limits) -> None:
    """As the installation."""
    values = {**asdict(limits), "changed_at": func.now()}
    await session.execute(
        insert(tenant_limits)
        .values(tenant_id=tenant, **values)
        .on_conflict_do_update(index_elements=["tenant_id"], set_=values)
    )


async def check_people(session: AsyncSession) -> None:
    """Somebody has come, or come back. Programs' accounts are not counted."""
    counted = select(people.c.id).where(people.c.disabled_at.is_(None), people.c.kind == "person")
    await _check(session, "people", counted)


async def check_definitions(session: AsyncSession) -> None:
    """A version has come. Archived ones are not counted."""
    counted = select(definitions.c.version).where(definitions.c.state != "archived")
    await _check(session, "definitions", counted)
    await check_bytes(session)


async def check_bytes(session: AsyncSession) -> None:
    """As they were measured last."""
    query = select(tenant_limits.c.bytes.label("most"), tenant_uses.c.bytes).join(
        tenant_uses, tenant_uses.c.tenant_id == tenant_limits.c.tenant_id
    )
    kept = read_or_none((await session.execute(query)).mappings().first(), _Bytes)
    if kept is not None and kept.most is not None and kept.bytes >= kept.most:
        raise LimitReachedError("bytes", kept.most)


async def _check(session: AsyncSession, limit: Limit, counted: Select[tuple[str]]) -> None:
    most = cast("int | None", getattr(await get(session), limit))
    if most is None:
        return
    # Whoever comes second counts again when the first one is there.
    await session.execute(_ALONE, {"limit": limit})
    some = counted.limit(most + 1).subquery()
    if value(await session.execute(select(func.count()).select_from(some)), int) > most:
        raise LimitReachedError(limit, most)
