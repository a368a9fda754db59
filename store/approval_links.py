"""Links in mails that decide: of one approval, person, round and stage, once, until a moment.

Never: the token itself, only its hash; never a decision: the run takes those, whatever link.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import read_or_none
from store.telling_tables import approval_links
from store.tokens import hash_of

LASTS = timedelta(days=30)

_ISSUE = text("""
INSERT INTO approval_links
  (tenant_id, hash, approval_id, person_id, for_id, round, stage, created_at, expires_at)
SELECT current_setting('baton.tenant')::uuid, l.*, now(), now() + make_interval(secs => :lasts)
FROM unnest(CAST(:hash AS text[]), CAST(:approval AS uuid[]), CAST(:person AS uuid[]),
  CAST(:for AS uuid[]), CAST(:round AS int[]), CAST(:stage AS int[])) AS l
""")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link, whatever has become of it."""

    tenant_id: str
    hash: str
    approval_id: str
    person_id: str
    for_id: str | None
    round: int
    stage: int
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WantedLink:
    """For whom; and whom they stand in for."""

    approval: str
    person: str
    stands_for: str | None
    round: int
    stage: int


async def issue(session: AsyncSession, wanted: Sequence[WantedLink]) -> list[str]:
    """Their tokens, the only time that they can be seen; 256 random bits each."""
    tokens = [secrets.token_urlsafe(32) for _ in wanted]
    if wanted:
        values = {
            "hash": [hash_of(one) for one in tokens],
            "approval": [one.approval for one in wanted],
            "person": [one.person for one in wanted],
            "for": [one.stands_for for one in wanted],
            "round": [one.round for one in wanted],
            "stage": [one.stage for one in wanted],
            "lasts": LASTS.total_seconds(),
        }
        await session.execute(_ISSUE, values)
    return tokens


async def find(session: AsyncSession, digest: str) -> LinkRow | None:
    """In a lookup session by `token`: also one that is used or over, for the page says so."""
    query = select(approval_links).where(approval_links.c.hash == digest)
    return read_or_none((await session.execute(query)).mappings().first(), LinkRow)


async def used(session: AsyncSession, digest: str) -> None:
    """In the tenant's session, when what it was used for is kept."""
    await session.execute(
        update(approval_links)
        .where(approval_links.c.hash == digest, approval_links.c.used_at.is_(None))
        .values(used_at=func.now())
    )
