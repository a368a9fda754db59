"""Schedules: one row for each kind that the newest published version of a process has.

A row follows its definition in the transaction that publishes, deprecates or archives. Never: two
runs for one time of a schedule: the time is the cause of the run. Never: more than one run to make
up for times at which nobody was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.schedules import ON, After, Timer, next_time, said, timer
from definitions.values import Json, decode
from store import definitions, runs, troubles
from store.definitions import DefinitionRow
from store.keys import TenantKeys
from store.limits import LimitReachedError
from store.models import consumptions, schedules, tenants
from store.models import runs as run_rows
from store.reach import EVERYTHING, Reach, within
from store.rows import TENANT, column, read
from store.runs import RunRow, StartRun, new_id
from store.troubles import Failing

STARTER = "schedule"
"""Who has started the runs of schedules, and how their causes begin."""

AT_ONCE = 100
"""So many are started in one transaction; the next ones in the next."""

LATE = timedelta(minutes=5)
"""For so long it may wait at a limit before somebody is told."""

AGAIN = timedelta(minutes=15)
"""After that what can't be worked out is tried again."""

WORKS = {"failed_at": None, "failed_why": None}
"""Of one that has started a run, or says something new."""

Place = tuple[str, str, str]
"""Namespace, name and kind."""

_log = structlog.stdlib.get_logger()
_ALONE = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "current_setting('baton.tenant') || :namespace || '/' || :name, 0))"
)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A schedule as it stands."""

    namespace: str
    name: str
    kind: str
    version: str
    hash: str
    value: Json
    anchor_at: datetime
    next_at: datetime | None
    last_at: datetime | None
    last_run: str | None
    paused_by: str | None
    paused_at: datetime | None
    failed_at: datetime | None
    failed_why: str | None

    @property
    def place(self) -> Place:
        return self.namespace, self.name, self.kind

    @property
    def timer(self) -> Timer:
        return timer(self.kind, self.value)


# ---- as definitions are published, deprecated and archived


async def settle(session: AsyncSession, namespace: str, name: str, now: datetime) -> None:
    """Bring the schedules of a process in line with its newest published version.

    What that says in the same words as the version before goes on in its rhythm.
    """
    # Of two versions that are published at once, whoever comes second must see the first.
    await session.execute(_ALONE, {"namespace": namespace, "name": name})
    newest = await definitions.highest(session, namespace, name, "published")
    words = {} if newest is None else said(await _schedule(session, newest))
    kept = {row.kind: row for row in await of_process(session, namespace, name, lock=True)}
    for kind, row in kept.items():
        if words.get(kind) != row.value:
            await _forget(session, row)
        if kind not in words:
            await session.execute(delete(schedules).where(is_at(row)))
    if newest is None:
        return
    for kind, value in words.items():
        row = kept.get(kind)
        if row is not None and row.value == value:
            version = {"version": newest.version, "hash": newest.runs}
            await session.execute(update(schedules).where(is_at(row)).values(**version))
        else:
            await _begin(session, newest, kind, value, now)


async def _forget(session: AsyncSession, row: ScheduleRow) -> None:
    """What it has consumed of events that are waited for no more, or in another way."""
    if row.kind == ON:
        of_process = consumptions.c.namespace == row.namespace, consumptions.c.name == row.name
        await session.execute(delete(consumptions).where(*of_process))


async def _schedule(session: AsyncSession, row: DefinitionRow) -> dict[str, Json] | None:
    document = decode(await definitions.document(session, row.hash))
    schedule = document.get("schedule") if isinstance(document, dict) else None
    return schedule if isinstance(schedule, dict) else None


async def _begin(
    session: AsyncSession, row: DefinitionRow, kind: str, value: Json, now: datetime
) -> None:
    begun = {
        "version": row.version,
        "hash": row.runs,
        "value": value,
        "anchor_at": now,
        "next_at": None if kind == ON else next_time(timer(kind, value), now, now),
        "last_run": None,
        **WORKS,
    }
    place = {"tenant_id": TENANT, "namespace": row.namespace, "name": row.name, "kind": kind}
    made = insert(schedules).values(**place, **begun)
    # Who has paused the process has paused what its next version says, too.
    await session.execute(made.on_conflict_do_update(constraint="schedules_pkey", set_=begun))


# ---- as time passes


async def tenants_due(session: AsyncSession, now: datetime) -> list[str]:
    """Who has schedules that are due, and works; in a session of the relay's role."""
    works = and_(tenants.c.suspended_at.is_(None), tenants.c.erase_at.is_(None))
    whose = schedules.join(tenants, and_(tenants.c.id == schedules.c.tenant_id, works))
    query = select(schedules.c.tenant_id).distinct().select_from(whose).where(_due(now))
    rows = (await session.execute(query.order_by(schedules.c.tenant_id))).mappings()
    return [column(row, "tenant_id", str) for row in rows]


async def fire(session: AsyncSession, keys: TenantKeys, now: datetime) -> list[str]:
    """Start the runs that are due, the most overdue first; answers their ids.

    Rows that another relay has in hand are left to it.
    """
    query = (
        select(schedules)
        .where(_due(now))
        .order_by(schedules.c.next_at, schedules.c.namespace, schedules.c.name, schedules.c.kind)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    rows = [read(row, ScheduleRow) for row in (await session.execute(query)).mappings()]
    started: list[str] = []
    for place, row in enumerate(rows):
        try:
            run = await _fire(session, keys, row, now)
        except LimitReachedError as error:
            # The rest stays due, and is started when there is room again.
            for left in rows[place:]:
                if left.next_at is not None and left.next_at + LATE <= now:
                    await fail(session, keys, left, error.limit, now)
            break
        except (ValueError, TypeError, LookupError, ArithmeticError) as error:
            # What it says can't be worked out: the others must not suffer for it.
            _log.exception("schedules.failing", process=f"{row.namespace}/{row.name}")
            await fail(session, keys, row, type(error).__name__, now)
            put_off = update(schedules).where(is_at(row)).values(next_at=now + AGAIN)
            await session.execute(put_off)
            continue
        started += [] if run is None else [run]
    return started


async def fail(
    session: AsyncSession, keys: TenantKeys, row: ScheduleRow, why: str, now: datetime
) -> None:
    """It can start no run: whoever owns or operates the process is told, once until it can."""
    failed = (
        update(schedules)
        .where(is_at(row), schedules.c.failed_at.is_(None))
        .values(failed_at=now, failed_why=why)
        .returning(schedules.c.name)
    )
    if (await session.execute(failed)).first() is not None:
        names = {"namespace": row.namespace, "name": row.name, "version": row.version}
        await troubles.schedule(session, keys, Failing(**names, kind=row.kind, why=why, since=now))


def _due(now: datetime) -> ColumnElement[bool]:
    open_run = exists().where(run_rows.c.id == schedules.c.last_run, run_rows.c.ended_at.is_(None))
    # A run that `after` counts from has ended meanwhile.
    ended = schedules.c.next_at.is_(None) & (schedules.c.kind == "after") & ~open_run
    return schedules.c.paused_at.is_(None) & or_(schedules.c.next_at <= now, ended)


async def start(
    session: AsyncSession,
    keys: TenantKeys,
    row: ScheduleRow,
    value: Json,
    cause: str,
    *,
    holds: bool = False,
) -> RunRow:
    """A run of the schedule's process, once for its cause."""
    wanted = StartRun(
        run=new_id(),
        namespace=row.namespace,
        name=row.name,
        version=row.version,
        hash=row.hash,
        input=value,
        started_by=STARTER,
        cause=cause,
    )
    run, _ = await runs.start(session, keys, wanted, grace_seconds=0, holds=holds)
    return run


async def _fire(
    session: AsyncSession, keys: TenantKeys, row: ScheduleRow, now: datetime
) -> str | None:
    due = row.next_at
    if due is None:
        due = await _after_last(session, row, now)
        if due > now:
            await session.execute(update(schedules).where(is_at(row)).values(next_at=due))
            return None
    # Before the run: what can't be worked out must not leave one behind.
    follows = row.timer
    later = None if isinstance(follows, After) else next_time(follows, row.anchor_at, now)
    run = await start(session, keys, row, None, cause(row, due))
    fired = {"next_at": later, "last_at": due, "last_run": run.id, **WORKS}
    await session.execute(update(schedules).where(is_at(row)).values(**fired))
    return run.id


def cause(row: ScheduleRow, due: datetime) -> str:
    """A schedule and its time."""
    return f"{STARTER}/{'/'.join(row.place)}/{due:%Y-%m-%dT%H:%M:%S.%fZ}"


async def _after_last(session: AsyncSession, row: ScheduleRow, now: datetime) -> datetime:
    query = select(run_rows.c.ended_at).where(run_rows.c.id == row.last_run)
    found = (await session.execute(query)).mappings().first()
    end = now if found is None else column(found, "ended_at", datetime)
    return next_time(row.timer, end, now) or now


# ---- as people look and say


async def of_process(
    session: AsyncSession, namespace: str, name: str, *, lock: bool = False
) -> list[ScheduleRow]:
    """By kind. Locked, they stay as they are until the transaction ends."""
    query = select(schedules).where(schedules.c.namespace == namespace, schedules.c.name == name)
    query = query.order_by(schedules.c.kind)
    if lock:
        query = query.with_for_update()
    return [read(row, ScheduleRow) for row in (await session.execute(query)).mappings()]


async def page(
    session: AsyncSession, after: Place | None, limit: int, reach: Reach = EVERYTHING
) -> tuple[list[ScheduleRow], Place | None]:
    """By process and kind; the second value is where the next page begins."""
    order = schedules.c.namespace, schedules.c.name, schedules.c.kind
    query = select(schedules).where(within(reach, *order[:2])).order_by(*order).limit(limit + 1)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    rows = [read(row, ScheduleRow) for row in (await session.execute(query)).mappings()]
    return rows[:limit], rows[limit - 1].place if len(rows) > limit else None


async def pause(session: AsyncSession, namespace: str, name: str, by: str, now: datetime) -> None:
    """No run is started until somebody resumes them. Pausing twice is once."""
    for row in await of_process(session, namespace, name, lock=True):
        if row.paused_at is None:
            paused = {"paused_at": now, "paused_by": by}
            await session.execute(update(schedules).where(is_at(row)).values(**paused))


async def resume(session: AsyncSession, namespace: str, name: str, now: datetime) -> None:
    """From now on; the times that have passed meanwhile are not made up for."""
    for row in await of_process(session, namespace, name, lock=True):
        if row.paused_at is None:
            continue
        later = row.next_at
        if later is not None and later <= now:
            follows = row.timer
            later = now if isinstance(follows, After) else next_time(follows, row.anchor_at, now)
        resumed = {"paused_at": None, "paused_by": None, "next_at": later}
        await session.execute(update(schedules).where(is_at(row)).values(**resumed))


def is_at(row: ScheduleRow) -> ColumnElement[bool]:
    place = schedules.c.namespace, schedules.c.name, schedules.c.kind
    return tuple_(*place) == tuple_(*row.place)
