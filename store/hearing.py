"""Hands events to the runs that listen: one after the other, each to all who may want it.

Whoever does it holds the tenant's turn, so listeners and events meet in one order: a listener
that is there hears the event, and one that comes later is told what it has missed since its run
was made. Never: an event and a listener that both miss each other, or a run that hears two events
in another order than its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import msgspec
from sqlalchemy import ColumnElement, and_, or_, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions import jq
from definitions.cloud_events import plain
from definitions.contracts import EVENT_CAME, EventCame, EventKey
from definitions.expressions import inner, is_expression
from definitions.jq import Budget, JqError
from definitions.values import Json, JsonObject
from store import event_starts, messages
from store.event_starts import Came, starting_event
from store.events import opened, take_place
from store.keys import TenantKeys
from store.messages import RunEndedError, RunMissingError
from store.models import events, runs, subscriptions
from store.rows import column, read, read_or_none
from store.subscriptions import expected

PAGE = 100
"""Events from before that a listener is told of in one transaction."""

_WORK = 10_000
_TURN = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "'events ' || current_setting('baton.tenant'), 0))"
)

_NOT_CONSUMED = text("""events.id NOT IN (
  SELECT split_part(m.id, '/', 2)::uuid FROM messages m
  WHERE m.run_id = CAST(:run AS uuid) AND m.kind = :kind AND m.answer ->> 'accepted' = 'true')""")

# From one to the next by the index: to read all would cost the more the more runs listen alike.
_CORRELATIONS = text("""
WITH RECURSIVE wanted AS (SELECT unnest(CAST(:types AS text[])) AS type),
known AS (
  SELECT type, (
    SELECT min(s.correlation) FROM subscriptions s
    WHERE s.type = wanted.type AND s.correlation > '') AS correlation
  FROM wanted
  UNION ALL
  SELECT type, (
    SELECT min(s.correlation) FROM subscriptions s
    WHERE s.type = known.type AND s.correlation > known.correlation) AS correlation
  FROM known WHERE correlation IS NOT NULL)
SELECT DISTINCT correlation FROM known WHERE correlation IS NOT NULL
""")


@dataclass(frozen=True, slots=True)
class _Event:
    id: str
    type: str
    place: int | None
    body: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True)
class _Listener:
    run_id: str
    listener: int


@dataclass(frozen=True, slots=True)
class _Lagging:
    run_id: str
    listener: int
    seen: int
    created_at: datetime
    cause: str | None


@dataclass(frozen=True, slots=True)
class _Key:
    type: str
    correlation: str
    expected: bytes


async def hand_out(session: AsyncSession, keys: TenantKeys) -> bool:
    """One listener that has come, or one event, in this transaction; False: there is nothing."""
    await session.execute(_TURN)
    return await _catch_up(session, keys) or await _tell(session, keys)


# ---- a listener that has come


async def _catch_up(session: AsyncSession, keys: TenantKeys) -> bool:
    query = (
        select(
            subscriptions.c.run_id,
            subscriptions.c.listener,
            subscriptions.c.seen,
            runs.c.created_at,
            runs.c.cause,
        )
        .join(runs, runs.c.id == subscriptions.c.run_id)
        .where(subscriptions.c.lagging)
        .order_by(subscriptions.c.run_id, subscriptions.c.listener)
        .limit(1)
    )
    lagging = read_or_none((await session.execute(query)).mappings().first(), _Lagging)
    if lagging is None:
        return False
    wanted = await _keys_of(session, lagging)
    missed = await _missed(session, lagging, wanted)
    for row in missed:
        event = opened(keys, row.body)
        if any(_may_want(keys, key, event) for key in wanted):
            await _post(session, keys, lagging.run_id, lagging.listener, row, event)
    seen = cast("int", missed[-1].place) if missed else lagging.seen
    await session.execute(
        update(subscriptions).where(_is_of(lagging)).values(seen=seen, lagging=len(missed) == PAGE)
    )
    return True


async def _keys_of(session: AsyncSession, lagging: _Lagging) -> list[_Key]:
    found = await session.execute(select(subscriptions).where(_is_of(lagging)))
    return [read(row, _Key) for row in found.mappings()]


def _is_of(lagging: _Lagging) -> ColumnElement[bool]:
    return and_(
        subscriptions.c.run_id == lagging.run_id,
        subscriptions.c.listener == lagging.listener,
    )


async def _missed(session: AsyncSession, lagging: _Lagging, wanted: Iterable[_Key]) -> list[_Event]:
    """Since the run was made, but for what it has consumed."""
    query = (
        select(events)
        .where(
            events.c.place > lagging.seen,
            _since(lagging),
            _NOT_CONSUMED.bindparams(run=lagging.run_id, kind=EVENT_CAME),
        )
        .order_by(events.c.place)
        .limit(PAGE)
    )
    types = {key.type for key in wanted}
    if "" not in types:
        query = query.where(events.c.type.in_(sorted(types)))
    return [read(row, _Event) for row in (await session.execute(query)).mappings()]


def _since(lagging: _Lagging) -> ColumnElement[bool]:
    """A run that an event has started hears what comes after that, however late it was made."""
    first = starting_event(lagging.cause)
    if first is None:
        return events.c.created_at >= lagging.created_at
    before = events.alias()
    return events.c.place > select(before.c.place).where(before.c.id == first).scalar_subquery()


def _may_want(keys: TenantKeys, key: _Key, event: JsonObject) -> bool:
    if key.type not in ("", event["type"]):
        return False
    return not key.correlation or _extracted(keys, key.correlation, event) == key.expected


# ---- an event


async def _tell(session: AsyncSession, keys: TenantKeys) -> bool:
    query = select(events).where(events.c.place.is_(None)).order_by(events.c.arrival).limit(1)
    row = read_or_none((await session.execute(query)).mappings().first(), _Event)
    if row is None:
        return False
    placed = replace(row, place=await take_place(session, row.id))
    event = opened(keys, row.body)
    for each in await _listeners(session, keys, event):
        await _post(session, keys, each.run_id, each.listener, placed, event)
    came = Came(row.id, row.created_at, event)
    await event_starts.offer(session, keys, came)
    return True


async def _listeners(session: AsyncSession, keys: TenantKeys, event: JsonObject) -> list[_Listener]:
    """In the order of their runs: whoever else locks several takes them in the same."""
    rows = subscriptions.c
    types = [cast("str", event["type"]), ""]
    found = (await session.execute(_CORRELATIONS, {"types": types})).mappings()
    known = [column(row, "correlation", str) for row in found]
    extracted = [
        (source, value)
        for source in known
        if (value := _extracted(keys, source, event)) is not None
    ]
    query = (
        select(rows.run_id, rows.listener)
        .where(
            rows.type.in_(types),
            ~rows.lagging,
            or_(
                rows.correlation == "",
                tuple_(rows.correlation, rows.expected).in_(extracted),
            ),
        )
        .distinct()
        .order_by(rows.run_id, rows.listener)
    )
    return [read(row, _Listener) for row in (await session.execute(query)).mappings()]


def _extracted(keys: TenantKeys, source: str, event: JsonObject) -> bytes | None:
    """What the event is correlated by, as a subscription has it."""
    try:
        found = jq.compile(inner(source) if is_expression(source) else source).evaluate(
            event, {}, Budget(steps=_WORK)
        )
    except (JqError, jq.JqSyntaxError):
        return None
    value: Json = found[0] if found else None
    if value is None:
        return None
    return expected(keys, EventKey(correlation=source, expected=plain(value)))


async def _post(
    session: AsyncSession,
    keys: TenantKeys,
    run: str,
    listener: int,
    row: _Event,
    event: JsonObject,
) -> None:
    came = EventCame(listener, cast("int", row.place), event)
    data = cast("Json", msgspec.to_builtins(came))
    # A run that has ended meanwhile does not want to know.
    with suppress(RunEndedError, RunMissingError):
        message = f"event/{row.id}/{listener}"
        await messages.post(session, keys, run, message, EVENT_CAME, data, grace_seconds=0)
