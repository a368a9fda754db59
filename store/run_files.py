"""What the file of a run holds besides its facts and trace: read here, and put back.

Never: a row of the file over one that is there. A run comes back where it is not known, or not at
all.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import msgspec
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import Emitted, Outcome
from definitions.run_file import Child, Head, Intent, Published, Told
from definitions.values import Json, JsonObject
from store import definitions, events, outbox
from store.definitions import Draft, MovedError, Whole
from store.intents import OUTCOME
from store.keys import TenantKeys
from store.messages import BODY
from store.models import events as event_rows
from store.models import intents as intent_rows
from store.models import messages as message_rows
from store.models import runs
from store.rows import TENANT, column, read
from store.runs import CHILD_CAUSE, INPUT, new_id

REVIVED = "revived"
"""Owner of the intents of a run that came back: none of its calls is anybody's to make."""

MOST_PLACES = 10_000_000
_BURN = text("SELECT max(nextval('event_places')) FROM generate_series(1, :count)")


@dataclass(frozen=True, slots=True)
class _Intent:
    key: str
    outcome: bytes | None


@dataclass(frozen=True, slots=True)
class _Message:
    id: str
    sequence: int
    kind: str
    body: bytes
    answer: JsonObject | None


async def intents_of(session: AsyncSession, keys: TenantKeys, run: str) -> list[Intent]:
    query = select(intent_rows).where(intent_rows.c.run_id == run).order_by(intent_rows.c.key)
    kept = [read(row, _Intent) for row in (await session.execute(query)).mappings()]
    return [Intent(one.key, _outcome(keys, one.outcome)) for one in kept]


def _outcome(keys: TenantKeys, sealed: bytes | None) -> Outcome | None:
    return None if sealed is None else msgspec.convert(keys.open_json(sealed, OUTCOME), Outcome)


async def messages_of(session: AsyncSession, keys: TenantKeys, run: str) -> list[Told]:
    """The inbox. What has been answered stands in a fact; its data is not read again."""
    query = (
        select(message_rows).where(message_rows.c.run_id == run).order_by(message_rows.c.sequence)
    )
    kept = [read(row, _Message) for row in (await session.execute(query)).mappings()]
    return [_told(keys, one) for one in kept]


def _told(keys: TenantKeys, kept: _Message) -> Told:
    data = keys.open_json(kept.body, BODY) if kept.answer is None else None
    return Told(kept.id, kept.sequence, kept.kind, data, kept.answer)


async def children_of(session: AsyncSession, run: str) -> list[Child]:
    of_run = runs.c.parent_id == run, runs.c.cause.is_not(None)
    query = select(runs.c.id, runs.c.cause).where(*of_run).order_by(runs.c.id)
    return [
        Child(column(row, "id", str), column(row, "cause", str).removeprefix(CHILD_CAUSE))
        for row in (await session.execute(query)).mappings()
    ]


async def published_of(session: AsyncSession, run: str) -> list[Published]:
    query = select(event_rows.c.id, event_rows.c.line).where(event_rows.c.run_id == run)
    found = (await session.execute(query.order_by(event_rows.c.line))).mappings()
    return [read(row, Published) for row in found]


# ---- putting back


async def put_definition(session: AsyncSession, draft: Draft, whole: Whole) -> bool:
    """Archived, where it is not known: nothing starts it, and the run goes on with it.

    False where this version is something else here.
    """
    key = draft.namespace, draft.name, draft.version
    with suppress(MovedError):  # it is known, or somebody else brings it at this moment
        row, _ = await definitions.save_draft(session, draft, ())
        if whole.hash != draft.hash:
            await definitions.keep_whole(session, row, whole)
        await definitions.archive(session, *key, draft.by)
    known = await definitions.find(session, *key, lock=True)
    return known is not None and known.runs == whole.hash and known.state != "draft"


async def put_run(
    session: AsyncSession, keys: TenantKeys, head: Head, last_message: int
) -> str | None:
    """The tenant's id; None where there is a run of this id or cause.

    It stands before its executions: what was recorded in them is put back first.
    """
    above = head.parent
    made = (
        upsert(runs)
        .values(
            tenant_id=TENANT,
            id=head.id,
            namespace=head.namespace,
            name=head.name,
            version=head.version,
            hash=head.hash,
            status="pending",
            cause=head.cause,
            started_by=head.started_by,
            execution=0,
            created_at=datetime.fromisoformat(head.created_at),
            input=keys.seal_json(head.input, INPUT),
            last_message=last_message,
            parent_id=None if above is None else above.run,
            parent_task=None if above is None else above.task,
            awaited=above is not None and above.awaited,
            depth=0 if above is None else above.depth,
        )
        .on_conflict_do_nothing()
        .returning(runs.c.tenant_id)
    )
    row = (await session.execute(made)).mappings().first()
    return None if row is None else column(row, "tenant_id", str)


async def put_intents(
    session: AsyncSession, keys: TenantKeys, run: str, rows: Sequence[Intent]
) -> None:
    if rows:
        values = [
            {
                "tenant_id": TENANT,
                "run_id": run,
                "key": one.key,
                "owner": REVIVED,
                "created_at": func.now(),
                "outcome": _sealed(keys, one.outcome),
            }
            for one in rows
        ]
        await session.execute(insert(intent_rows).values(values))


def _sealed(keys: TenantKeys, outcome: Outcome | None) -> bytes | None:
    if outcome is None:
        return None
    return keys.seal_json(cast("Json", msgspec.to_builtins(outcome)), OUTCOME)


async def put_messages(
    session: AsyncSession, keys: TenantKeys, run: str, rows: Sequence[Told]
) -> None:
    """Those that are not answered are told again."""
    if rows:
        values = [
            {
                "tenant_id": TENANT,
                "run_id": run,
                "id": one.id,
                "sequence": one.sequence,
                "kind": one.kind,
                "body": keys.seal_json(one.data, BODY),
                "created_at": func.now(),
                "answer": one.answer,
                "answered_at": None if one.answer is None else func.now(),
                "delivered_at": None if one.answer is None else func.now(),
            }
            for one in rows
        ]
        await session.execute(insert(message_rows).values(values))


async def put_events(
    session: AsyncSession,
    keys: TenantKeys,
    run: str,
    emitted: Sequence[Emitted],
    known: Sequence[Published],
) -> None:
    """What the run has published before, as handed out: nobody hears of it once more."""
    ids = {one.line: one.id for one in known}
    for one in emitted:
        made = upsert(event_rows).values(
            tenant_id=TENANT,
            id=ids.get(one.line) or new_id(),
            place=await events.next_place(session),
            run_id=run,
            line=one.line,
            created_at=func.now(),
            **events.kept(keys, one.event),
        )
        await session.execute(made.on_conflict_do_nothing())


async def pass_places(session: AsyncSession, last: int) -> bool:
    """Events get places behind this one from now on; False where that is too far."""
    missing = last - await events.next_place(session)
    if missing > MOST_PLACES:
        return False
    if missing > 0:
        await session.execute(_BURN, {"count": missing})
    return True


async def come_to(session: AsyncSession, run: str, execution: int) -> None:
    """From now on only this execution is heard."""
    await session.execute(update(runs).where(runs.c.id == run).values(execution=execution))


async def begin(session: AsyncSession, tenant: str, run: str, *, told: bool) -> None:
    """The run is to start, and to hear what it has not answered."""
    await outbox.send(session, tenant, run, "start")
    if told:
        await outbox.send(session, tenant, run, "message")
