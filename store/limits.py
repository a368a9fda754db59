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
_GROW = text("""
INSERT INTO tenant_uses (tenant_id, bytes, file_bytes, people, definitions)
VALUES (current_setting('baton.tenant')::uuid, 0, greatest(0, CAST(:more AS bigint)), 0, 0)
ON CONFLICT (tenant_id) DO UPDATE
  SET file_bytes = greatest(0, tenant_uses.file_bytes + CAST(:more AS bigint))
RETURNING bytes + file_bytes
""")


class LimitReachedError(Exception):
    """The tenant has as much as it may have."""

    def __init__(self, limit: Limit, most: int, room: int = 0) -> None:
        super().__init__(f"The limit {limit} of {most} is reached.")
        self.limit: Limit = limit
        self.most = most
        self.room = room
        """What would still fit, and what was wanted doesn't."""


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
    await check_room(session, 1)


async def check_room(session: AsyncSession, more: int) -> None:
    """Before so many bytes are taken in; whoever keeps them counts them when they are there."""
    own = tenant_uses.c.tenant_id == tenant_limits.c.tenant_id
    has = func.coalesce(tenant_uses.c.bytes + tenant_uses.c.file_bytes, 0).label("bytes")
    query = select(tenant_limits.c.bytes.label("most"), has).outerjoin(tenant_uses, own)
    kept = read_or_none((await session.execute(query)).mappings().first(), _Bytes)
    if kept is not None:
        _fits(kept, more)


async def count_file_bytes(session: AsyncSession, more: int) -> None:
    """A file has come; less than none: one is going. Of two who come at once, one waits here."""
    has = value(await session.execute(_GROW, {"more": more}), int)
    if more > 0:
        _fits(_Bytes((await get(session)).bytes, has - more), more)


def _fits(kept: _Bytes, more: int) -> None:
    if kept.most is not None and kept.bytes + more > kept.most:
        raise LimitReachedError("bytes", kept.most, max(0, kept.most - kept.bytes))


async def _check(session: AsyncSession, limit: Limit, counted: Select[tuple[str]]) -> None:
    most = cast("int | None", getattr(await get(session), limit))
    if most is None:
        return
    # Whoever comes second counts again when the first one is there.
    await session.execute(_ALONE, {"limit": limit})
    some = counted.limit(most + 1).subquery()
    if value(await session.execute(select(func.count()).select_from(some)), int) > most:
        raise LimitReachedError(limit, most)
