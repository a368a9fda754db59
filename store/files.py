"""What files there are: begun, kept, attached to runs, taken away.

A row stands here before the first byte is written and until the last one is gone, so that no bytes
lie anywhere that nobody knows of. Whoever has a file counts what it takes when all of it is there.
Never: a file shown that is not whole yet or is going, and never one attached that is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast

from sqlalchemy import and_, case, delete, func, literal, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store import limits
from store.file_tables import file_links, file_runs, files
from store.keys import TenantKeys
from store.rows import TENANT, column, read, read_or_none

LOOSE_HOURS: Final = 24
"""So long a file waits for something to be attached to."""

_THERE = and_(files.c.kept_at.is_not(None), files.c.going_at.is_(None))
_LOOSE_LONG = and_(
    files.c.attached_at.is_(None),
    files.c.created_at < text(f"now() - interval '{LOOSE_HOURS} hours'"),
)
_DUE = or_(files.c.going_at.is_not(None), _LOOSE_LONG)


class NotThereError(Exception):
    """Some files can't be attached: they are unknown, not whole yet, or going."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(f"There is no file {ids[0]}; bring it once more.")
        self.ids = ids


class AttachedError(Exception):
    """The file belongs to a run, and stays as long as that does."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is about to come."""

    id: str
    name: str
    purpose: str
    made_by: str | None = None
    """The person who brings it."""
    run: str | None = None
    """The run that makes it, where it is no person."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """All of a file has come, and what it is."""

    id: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that is there."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    purpose: str
    made_by: str | None
    run_id: str | None
    created_at: datetime
    attached_at: datetime | None
    key: bytes = field(repr=False)
    """Its bytes are sealed with it."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A file that is to be taken away."""

    tenant_id: str
    id: str


@dataclass(frozen=True, slots=True)
class _Kept:
    id: str
    body: bytes
    media_type: str
    size: int
    purpose: str
    made_by: str | None
    run_id: str | None
    created_at: datetime
    attached_at: datetime | None


async def begin(session: AsyncSession, keys: TenantKeys, wanted: Wanted, key: bytes) -> None:
    """Before the first byte is written."""
    body: JsonObject = {"name": wanted.name, "key": key.hex()}
    await session.execute(
        insert(files).values(
            tenant_id=TENANT,
            id=wanted.id,
            body=keys.seal_json(body, _context(wanted.id)),
            purpose=wanted.purpose,
            made_by=wanted.made_by,
            run_id=wanted.run,
            created_at=func.now(),
        )
    )


async def keep(session: AsyncSession, keys: TenantKeys, arrived: Arrived) -> FileRow:
    """From now on it is there, and counts. One that a run has made belongs to it at once."""
    query = select(files.c.body).where(files.c.id == arrived.id, files.c.going_at.is_(None))
    row = (await session.execute(query.with_for_update())).mappings().first()
    if row is None:
        raise NotThereError([arrived.id])
    about = _opened(keys, arrived.id, column(row, "body", bytes))
    sealed = keys.seal_json({**about, "sha256": arrived.sha256}, _context(arrived.id))
    kept = (
        update(files)
        .where(files.c.id == arrived.id)
        .values(
            body=sealed,
            kept_at=func.now(),
            media_type=arrived.media_type,
            size=arrived.size,
            attached_at=case((files.c.run_id.is_not(None), func.now())),
        )
        .returning(files)
    )
    found = read((await session.execute(kept)).mappings().one(), _Kept)
    await limits.count_file_bytes(session, arrived.size)
    if found.run_id is not None:
        await attach(session, [found.id], found.run_id)
    return _shown(keys, found)


async def get(session: AsyncSession, keys: TenantKeys, file: str) -> FileRow | None:
    query = select(files).where(files.c.id == file, _THERE)
    found = read_or_none((await session.execute(query)).mappings().first(), _Kept)
    return None if found is None else _shown(keys, found)


async def some(session: AsyncSession, keys: TenantKeys, ids: Collection[str]) -> list[FileRow]:
    """Those of these that are there, in the order in which they are asked for."""
    query = select(files).where(files.c.id.in_(ids), _THERE)
    rows = (await session.execute(query)).mappings()
    found = {one.id: one for one in (read(row, _Kept) for row in rows)}
    return [_shown(keys, found[one]) for one in dict.fromkeys(ids) if one in found]


async def attach(session: AsyncSession, ids: Collection[str], run: str) -> None:
    """To a run; again is nothing. A file may belong to several runs.

    Whoever attaches what somebody names asks first whether they may read it:
    `api/files/rights.py`.
    """
    wanted = sorted(set(ids))
    taken = (
        update(files)
        .where(files.c.id.in_(wanted), _THERE)
        .values(attached_at=func.coalesce(files.c.attached_at, func.now()))
        .returning(files.c.id)
    )
    there = {column(row, "id", str) for row in (await session.execute(taken)).mappings()}
    missing = [one for one in wanted if one not in there]
    if missing:
        raise NotThereError(missing)
    if wanted:
        rows = [{"tenant_id": TENANT, "file_id": one, "run_id": run} for one in wanted]
        await session.execute(insert(file_runs).values(rows).on_conflict_do_nothing())


async def pass_on(session: AsyncSession, ids: Collection[str], giver: str, taker: str) -> None:
    """Of these the files that belong to one run belong to the other too."""
    if not ids:
        return
    given = select(
        file_runs.c.tenant_id, file_runs.c.file_id, literal(taker, file_runs.c.run_id.type)
    )
    given = given.where(file_runs.c.run_id == giver, file_runs.c.file_id.in_(ids))
    names = ["tenant_id", "file_id", "run_id"]
    await session.execute(insert(file_runs).from_select(names, given).on_conflict_do_nothing())


async def of_run(session: AsyncSession, keys: TenantKeys, run: str) -> list[FileRow]:
    """In the order in which they came."""
    query = (
        select(files)
        .join(file_runs, file_runs.c.file_id == files.c.id)
        .where(file_runs.c.run_id == run, _THERE)
        .order_by(files.c.created_at, files.c.id)
    )
    return [_shown(keys, read(row, _Kept)) for row in (await session.execute(query)).mappings()]


async def some_of_runs(
    session: AsyncSession, keys: TenantKeys, ids: Collection[str], runs: Collection[str]
) -> list[FileRow]:
    """Those of these that belong to one of the runs, in the order in which they are asked for."""
    query = select(file_runs.c.file_id).where(
        file_runs.c.file_id.in_(ids), file_runs.c.run_id.in_(runs)
    )
    there = {column(row, "file_id", str) for row in (await session.execute(query)).mappings()}
    return await some(session, keys, [one for one in ids if one in there])


async def runs_of(session: AsyncSession, file: str) -> list[str]:
    """The runs that a file belongs to."""
    query = select(file_runs.c.run_id).where(file_runs.c.file_id == file)
    return [column(row, "run_id", str) for row in (await session.execute(query)).mappings()]


async def take_away(session: AsyncSession, file: str) -> bool:
    """One that nothing has attached: nobody sees it any more. False: there is none.

    Its bytes are removed when this is done for good, and then its row (`forget`).
    """
    query = select(files.c.attached_at, files.c.going_at).where(files.c.id == file)
    row = (await session.execute(query.with_for_update())).mappings().first()
    if row is None:
        return False
    if row["going_at"] is None:
        if row["attached_at"] is not None:
            raise AttachedError(f"The file {file} belongs to a run, and stays with it.")
        await _go(session, [file])
    return True


async def leave_run(session: AsyncSession, run: str) -> list[str]:
    """The run's data is taken away: so are the files that belong to no other run. Answers those."""
    left = delete(file_runs).where(file_runs.c.run_id == run).returning(file_runs.c.file_id)
    ids = [column(row, "file_id", str) for row in (await session.execute(left)).mappings()]
    others = select(file_runs.c.file_id).where(file_runs.c.file_id.in_(ids))
    kept = {column(row, "file_id", str) for row in (await session.execute(others)).mappings()}
    going = [one for one in ids if one not in kept]
    await _go(session, going)
    return going


async def forget(session: AsyncSession, file: str) -> None:
    """Its bytes are gone."""
    going = (files.c.id == file, files.c.going_at.is_not(None))
    await session.execute(delete(files).where(*going))


async def due(session: AsyncSession, limit: int) -> list[Loose]:
    """Files that nothing has attached for a day, and those that are going. As the relay."""
    query = select(files.c.tenant_id, files.c.id).where(_DUE).order_by(files.c.created_at)
    rows = (await session.execute(query.limit(limit))).mappings()
    return [read(row, Loose) for row in rows]


async def all_ids(session: AsyncSession, after: str | None, limit: int) -> list[str]:
    """As the eraser: whatever is there of a tenant."""
    query = select(files.c.id).order_by(files.c.id).limit(limit)
    if after is not None:
        query = query.where(files.c.id > after)
    return [column(row, "id", str) for row in (await session.execute(query)).mappings()]


async def _go(session: AsyncSession, ids: Collection[str]) -> None:
    gone = (
        update(files)
        .where(files.c.id.in_(ids), files.c.going_at.is_(None))
        .values(going_at=func.now())
        .returning(files.c.size, files.c.kept_at)
    )
    rows = (await session.execute(gone)).mappings().all()
    # One that never came whole was never counted.
    counted = sum(column(row, "size", int) for row in rows if row["kept_at"] is not None)
    if counted:
        await limits.count_file_bytes(session, -counted)
    for table in (file_links, file_runs):
        await session.execute(delete(table).where(table.c.file_id.in_(ids)))


def _context(file: str) -> str:
    return f"file {file}"


def _opened(keys: TenantKeys, file: str, body: bytes) -> JsonObject:
    return cast("JsonObject", keys.open_json(body, _context(file)))


def _shown(keys: TenantKeys, row: _Kept) -> FileRow:
    about = _opened(keys, row.id, row.body)
    return FileRow(
        id=row.id,
        name=str(about["name"]),
        media_type=row.media_type,
        size=row.size,
        sha256=str(about["sha256"]),
        purpose=row.purpose,
        made_by=row.made_by,
        run_id=row.run_id,
        created_at=row.created_at,
        attached_at=row.attached_at,
        key=bytes.fromhex(str(about["key"])),
    )
