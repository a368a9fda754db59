"""The events of a tenant: each kept once, whoever sends it how often.

Never: an event that nobody hands out; its word to the outbox goes in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import Recording
from definitions.values import JsonObject
from store import outbox
from store.keys import TenantKeys
from store.models import events
from store.rows import TENANT, column, read, value
from store.runs import new_id
from store.session import Step

BODY = "event"
OUTBOX_KIND = "events"
_IDENTITY = "event.identity"

_PUBLISH = text(f"""
WITH me AS (SELECT current_setting('baton.tenant')::uuid AS tenant),
made AS (
  INSERT INTO events (tenant_id, id, digest, type, run_id, line, body, created_at)
  SELECT me.tenant, e.id, e.digest, e.type, e.run_id, e.line, e.body, now()
  FROM me, unnest(CAST(:id AS uuid[]), CAST(:digest AS bytea[]), CAST(:type AS text[]),
    CAST(:run AS uuid[]), CAST(:line AS int[]), CAST(:body AS bytea[]))
    WITH ORDINALITY AS e (id, digest, type, run_id, line, body, turn)
  ORDER BY e.turn ON CONFLICT DO NOTHING RETURNING tenant_id, id),
sent AS ({outbox.sending("made", "id", OUTBOX_KIND)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608

_TAKE = text("UPDATE events SET place = nextval('event_places') WHERE id = :id RETURNING place")


@dataclass(frozen=True, slots=True)
class _Kept:
    line: int
    body: bytes


async def publish(session: AsyncSession, keys: TenantKeys, event: JsonObject) -> str | None:
    """Keep an event from outside; answers its id, or None when it was there already."""
    event_id = new_id()
    made = (
        upsert(events)
        .values(
            tenant_id=TENANT,
            id=event_id,
            created_at=func.now(),
            **kept(keys, event),
        )
        .on_conflict_do_nothing()
        .returning(events.c.tenant_id)
    )
    row = (await session.execute(made)).mappings().first()
    if row is None:
        return None
    await outbox.send(session, column(row, "tenant_id", str), event_id, OUTBOX_KIND)
    return event_id


def publishing(keys: TenantKeys, recordings: Sequence[Recording]) -> list[Step]:
    """The events that runs have published, as steps of `Database.at_once`."""
    rows = [(one.run, each.line, each.event) for one in recordings for each in one.emitted]
    if not rows:
        return []
    values = {
        "id": [new_id() for _ in rows],
        "digest": [_digest(keys, event) for _, _, event in rows],
        "type": [event["type"] for _, _, event in rows],
        "run": [run for run, _, _ in rows],
        "line": [line for _, line, _ in rows],
        "body": [keys.seal_json(event, BODY) for _, _, event in rows],
        "grace": 0,
    }
    return [Step(_PUBLISH, values)]


async def of_run(session: AsyncSession, keys: TenantKeys, run: str) -> dict[int, JsonObject]:
    """What the run has published, by line of its trace."""
    query = select(events.c.line, events.c.body).where(events.c.run_id == run)
    rows = [read(row, _Kept) for row in (await session.execute(query)).mappings()]
    return {each.line: opened(keys, each.body) for each in rows}


def kept(keys: TenantKeys, event: JsonObject) -> dict[str, object]:
    """An event as its row has it."""
    body = keys.seal_json(event, BODY)
    return {"digest": _digest(keys, event), "type": event["type"], "body": body}


def opened(keys: TenantKeys, body: bytes) -> JsonObject:
    event = keys.open_json(body, BODY)
    if not isinstance(event, dict):
        raise TypeError(f"An event is kept as {type(event).__name__}, not as an object.")
    return event


async def next_place(session: AsyncSession) -> int:
    return value(await session.execute(text("SELECT nextval('event_places')")), int)


async def take_place(session: AsyncSession, event: str) -> int:
    """The next, for this event, which is handed out with it."""
    return value(await session.execute(_TAKE, {"id": event}), int)


def _digest(keys: TenantKeys, event: JsonObject) -> bytes:
    return keys.fingerprint(f"{event['source']}\0{event['id']}", _IDENTITY)
