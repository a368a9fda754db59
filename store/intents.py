"""Intents: a call that must not happen twice is claimed here before it leaves.

Never: two owners of one key. Whoever inserts the row owns the call; everybody else learns how it
ended, or that nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import msgspec
from sqlalchemy import func, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.contracts import Call, Outcome
from definitions.values import Json
from store import recordings
from store.keys import TenantKeys
from store.models import intents

OUTCOME = "intent.outcome"

_TENANT = literal_column("current_setting('baton.tenant')::uuid")
_SETTLE = text("""
UPDATE intents SET outcome = o.body
FROM unnest(CAST(:run AS uuid[]), CAST(:key AS text[]), CAST(:body AS bytea[]))
  AS o (run_id, key, body)
WHERE intents.run_id = o.run_id AND intents.key = o.key AND intents.outcome IS NULL
""")


@dataclass(frozen=True, slots=True)
class Claimed:
    """`new`: the call is ours to make; `answered`: it ended so; `unknown`: it was begun once."""

    kind: Literal["new", "answered", "unknown"]
    outcome: Outcome | None = None


async def claim(session: AsyncSession, keys: TenantKeys, call: Call) -> Claimed:
    """Leave the intent, and with it, in the same transaction, what the run has pending."""
    if call.recording is not None:
        await recordings.write(session, keys, [call.recording])
    made = (
        insert(intents)
        .values(tenant_id=_TENANT, run_id=call.run, key=call.key, created_at=func.now())
        .on_conflict_do_nothing()
        .returning(intents.c.key)
    )
    if (await session.execute(made)).first() is not None:
        return Claimed("new")
    query = select(intents.c.outcome).where(intents.c.run_id == call.run, intents.c.key == call.key)
    sealed = (await session.execute(query)).scalar_one()
    if sealed is None:
        return Claimed("unknown")
    return Claimed("answered", msgspec.convert(keys.open_json(sealed, OUTCOME), Outcome))


async def settle(
    session: AsyncSession, keys: TenantKeys, ended: Sequence[tuple[str, str, Outcome]]
) -> None:
    """Keep how calls ended: (run, key, outcome). The first word on a call stays."""
    await session.execute(
        _SETTLE,
        {
            "run": [run for run, _, _ in ended],
            "key": [key for _, key, _ in ended],
            "body": [
                keys.seal_json(cast("Json", msgspec.to_builtins(outcome)), OUTCOME)
                for _, _, outcome in ended
            ],
        },
    )
