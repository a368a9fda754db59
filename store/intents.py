"""Intents: a call that must not happen twice is claimed here before it leaves.

Never: two owners of one key. Whoever inserts the row owns the call; everybody else learns how it
ended, or that nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import Call, Outcome, Recording
from definitions.values import Json
from store import recordings
from store.keys import TenantKeys
from store.rows import read
from store.session import Database, Step

OUTCOME = "intent.outcome"

# A row that another transaction has inserted meanwhile is neither made here nor seen yet: its owner
# comes out as null, which is nobody's.
_CLAIM = text("""
WITH me AS (SELECT current_setting('baton.tenant')::uuid AS tenant),
wanted AS (
  SELECT * FROM unnest(CAST(:run AS uuid[]), CAST(:key AS text[]), CAST(:owner AS text[]))
    WITH ORDINALITY AS w (run_id, key, owner, place)),
made AS (
  INSERT INTO intents (tenant_id, run_id, key, owner, created_at)
  SELECT me.tenant, w.run_id, w.key, w.owner, now() FROM me, wanted w ORDER BY w.run_id, w.key
  ON CONFLICT DO NOTHING
  RETURNING run_id, key, owner)
SELECT coalesce(made.owner, known.owner) = wanted.owner AS ours, known.outcome,
  coalesce(extract(epoch FROM clock_timestamp() - known.created_at), 0)::float AS age_seconds
FROM wanted
LEFT JOIN made USING (run_id, key)
LEFT JOIN intents known USING (run_id, key)
ORDER BY wanted.place
""")
_SETTLE = text("""
UPDATE intents SET outcome = o.body
FROM unnest(CAST(:run AS uuid[]), CAST(:key AS text[]), CAST(:body AS bytea[]))
  AS o (run_id, key, body)
WHERE intents.run_id = o.run_id AND intents.key = o.key AND intents.outcome IS NULL
""")


@dataclass(frozen=True, slots=True)
class Claim:
    """A call that an attempt wants to make. `owner` is a token that no other attempt has."""

    call: Call
    owner: str


@dataclass(frozen=True, slots=True)
class Queued:
    """What is to be kept of a tenant, in order."""

    recordings: Sequence[Recording]
    ended: Sequence[tuple[str, str, Outcome]]
    """How calls ended: run, key, outcome."""


NOTHING = Queued((), ())


@dataclass(frozen=True, slots=True)
class _Kept:
    ours: bool | None
    outcome: bytes | None
    age_seconds: float


@dataclass(frozen=True, slots=True)
class Claimed:
    """`ours`: the call is ours to make; `answered`: it ended so; `unknown`: it was begun once."""

    kind: Literal["ours", "answered", "unknown"]
    outcome: Outcome | None = None
    age_seconds: float = 0.0
    """Of the intent."""


def name_of(call: Call) -> str:
    """Under which the intent of a call stands: each attempt has its own."""
    return call.attempt or call.key


async def claim(session: AsyncSession, keys: TenantKeys, claims: Sequence[Claim]) -> list[Claimed]:
    """Leave intents, and with them, in the same transaction, what their runs have pending.

    An owner who asks again is told `ours` again: after a commit that nobody confirmed it may go
    on, if it knows that it has not called.
    """
    for step in keeping(keys, Queued(_pending(claims), ())):
        await session.execute(step.statement, step.values)
    last = _claiming(claims)
    found = await session.execute(last.statement, last.values)
    return [_claimed(keys, read(row, _Kept)) for row in found.mappings()]


async def claim_at_once(
    database: Database,
    keys: TenantKeys,
    tenant: str,
    claims: Sequence[Claim],
    queued: Queued = NOTHING,
) -> list[Claimed]:
    """`claim` in a transaction of its own, in one round trip: each unsafe call waits for it.

    What is `queued` is kept before it.
    """
    along = Queued([*queued.recordings, *_pending(claims)], queued.ended)
    rows = await database.at_once(tenant, [*keeping(keys, along), _claiming(claims)])
    return [_claimed(keys, msgspec.convert(row, _Kept)) for row in rows]


def _pending(claims: Sequence[Claim]) -> list[Recording]:
    """What their runs have become until the calls."""
    return [one.call.recording for one in claims if one.call.recording is not None]


def _claiming(claims: Sequence[Claim]) -> Step:
    wanted = {
        "run": [one.call.run for one in claims],
        "key": [name_of(one.call) for one in claims],
        "owner": [one.owner for one in claims],
    }
    return Step(_CLAIM, wanted)


def _claimed(keys: TenantKeys, kept: _Kept) -> Claimed:
    if kept.outcome is not None:
        return Claimed("answered", msgspec.convert(keys.open_json(kept.outcome, OUTCOME), Outcome))
    return Claimed("ours" if kept.ours else "unknown", age_seconds=kept.age_seconds)


def keeping(keys: TenantKeys, queued: Queued) -> list[Step]:
    """Recordings and outcomes as steps of `Database.at_once`."""
    kept = recordings.writing(keys, queued.recordings) if queued.recordings else []
    return [*kept, _settling(keys, queued.ended)] if queued.ended else kept


async def settle(
    session: AsyncSession, keys: TenantKeys, ended: Sequence[tuple[str, str, Outcome]]
) -> None:
    """Keep how calls ended: (run, key, outcome). The first word on a call stays."""
    step = _settling(keys, ended)
    await session.execute(step.statement, step.values)


def _settling(keys: TenantKeys, ended: Sequence[tuple[str, str, Outcome]]) -> Step:
    values = {
        "run": [run for run, _, _ in ended],
        "key": [key for _, key, _ in ended],
        "body": [
            keys.seal_json(cast("Json", msgspec.to_builtins(outcome)), OUTCOME)
            for _, _, outcome in ended
        ],
    }
    return Step(_SETTLE, values)
