"""What people are to be told: taken by the relay in turn, shown in the tray, read when they say so.

Never: two of one cause for one person; never a text in clear (that of an approval stands there).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import Json, JsonObject
from store import outbox
from store.approval_tables import notices
from store.askings import INBOX_CHANNEL, NOTICE
from store.keys import TenantKeys
from store.outbox import OutboxRow
from store.rows import column, read
from store.runs import new_id

BODY = "notice"
DIGEST: Final = "digest"
"""Kind of those that sum up others, which stand in the tray themselves."""

FIRST_RETRY_SECONDS = 30.0
LONGEST_RETRY_SECONDS = 3600.0

_ADD = text(f"""
WITH made AS (
  INSERT INTO notices
    (tenant_id, id, person_id, kind, cause, approval_id, run_id, body, created_at)
  SELECT current_setting('baton.tenant')::uuid, n.*, now()
  FROM unnest(CAST(:id AS uuid[]), CAST(:person AS uuid[]), CAST(:kind AS text[]),
    CAST(:cause AS text[]), CAST(:approval AS uuid[]), CAST(:run AS uuid[]),
    CAST(:body AS bytea[])) AS n
  ON CONFLICT (tenant_id, person_id, cause) DO NOTHING RETURNING tenant_id, id, person_id),
sent AS ({outbox.sending("made", "id", NOTICE)}),
woken AS (SELECT {outbox.TOLD} FROM sent LIMIT 1)
SELECT person_id::text AS person,
  pg_notify('{INBOX_CHANNEL}', tenant_id || ' ' || person_id)::text AS told,
  (SELECT count(*) FROM woken) AS woken
FROM made
""")  # noqa: S608 (names of ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One person is to be told one thing."""

    id: str
    person_id: str
    kind: str
    cause: str
    approval_id: str | None
    run_id: str | None
    body: bytes | None
    created_at: datetime
    read_at: datetime | None
    told_at: datetime | None

    def opened(self, keys: TenantKeys) -> JsonObject:
        """What else there is to say."""
        said = {} if self.body is None else keys.open_json(self.body, BODY)
        return said if isinstance(said, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """What somebody is to be told from now on."""

    person: str
    kind: str
    cause: str
    said: JsonObject = field(default_factory=dict[str, Json])
    approval: str | None = None
    run: str | None = None


async def add(session: AsyncSession, keys: TenantKeys, new: Sequence[NewNotice]) -> set[str]:
    """In the transaction of the cause; answers who had not been told of it before."""
    if not new:
        return set()
    values: dict[str, object] = {
        "id": [new_id() for _ in new],
        "person": [one.person for one in new],
        "kind": [one.kind for one in new],
        "cause": [one.cause for one in new],
        "approval": [one.approval for one in new],
        "run": [one.run for one in new],
        "body": [keys.seal_json(one.said, BODY) if one.said else None for one in new],
        "grace": 0,
    }
    rows = (await session.execute(_ADD, values)).mappings()
    return {column(row, "person", str) for row in rows}


async def take(session: AsyncSession, limit: int) -> list[OutboxRow]:
    """In a session of the relay's role: what is due. It is due again later, unless it is done."""
    times = FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS
    return await outbox.take(session, NOTICE, limit, *times)


async def by_ids(session: AsyncSession, ids: Collection[str]) -> list[NoticeRow]:
    """In the order in which they came."""
    query = select(notices).where(notices.c.id.in_(ids))
    query = query.order_by(notices.c.created_at, notices.c.id)
    return [read(row, NoticeRow) for row in (await session.execute(query)).mappings()]


async def untold(session: AsyncSession, ids: Sequence[str]) -> list[NoticeRow]:
    """Those of them that the channels don't have yet, held until they do."""
    query = (
        select(notices)
        .where(notices.c.id.in_(ids), notices.c.told_at.is_(None))
        .order_by(notices.c.id)
        .with_for_update(skip_locked=True)
    )
    return [read(row, NoticeRow) for row in (await session.execute(query)).mappings()]


async def still_untold(session: AsyncSession, ids: Sequence[str]) -> set[str]:
    """Those that somebody else holds: another relay, or who marks them as read."""
    query = select(notices.c.id).where(notices.c.id.in_(ids), notices.c.told_at.is_(None))
    return {column(row, "id", str) for row in (await session.execute(query)).mappings()}


async def told(session: AsyncSession, ids: Sequence[str]) -> None:
    if ids:
        await session.execute(
            update(notices).where(notices.c.id.in_(ids)).values(told_at=func.now())
        )


async def again(session: AsyncSession, tenant: str, notice: str) -> None:
    """A channel has failed for good: whoever tells looks for the next one."""
    await session.execute(update(notices).where(notices.c.id == notice).values(told_at=None))
    await outbox.send(session, tenant, notice, NOTICE, grace_seconds=0)


async def of_person(
    session: AsyncSession, person: str, before: tuple[datetime, str] | None, limit: int
) -> list[NoticeRow]:
    """Newest first."""
    query = select(notices).where(notices.c.person_id == person, notices.c.kind != DIGEST)
    if before is not None:
        at, id_ = before
        query = query.where(
            (notices.c.created_at < at) | ((notices.c.created_at == at) & (notices.c.id < id_))
        )
    query = query.order_by(notices.c.created_at.desc(), notices.c.id.desc()).limit(limit)
    return [read(row, NoticeRow) for row in (await session.execute(query)).mappings()]


MOST_COUNTED = 100
"""Of those that are unread; nobody needs to know how many more."""


async def unread(session: AsyncSession, person: str) -> int:
    few = (
        select(notices.c.id)
        .where(
            notices.c.person_id == person,
            notices.c.read_at.is_(None),
            notices.c.kind != DIGEST,
        )
        .limit(MOST_COUNTED)
        .subquery()
    )
    row = (await session.execute(select(func.count().label("unread")).select_from(few))).mappings()
    return column(row.one(), "unread", int)


async def mark_read(session: AsyncSession, person: str, ids: Sequence[str] | None) -> None:
    """None: all of theirs. Other pages of theirs hear of it."""
    changed = update(notices).where(notices.c.person_id == person, notices.c.read_at.is_(None))
    if ids is not None:
        changed = changed.where(notices.c.id.in_(ids))
    marked = changed.values(read_at=func.now()).returning(notices.c.tenant_id)
    tenant = (await session.execute(marked)).scalars().first()
    if tenant is not None:
        await session.execute(select(func.pg_notify(INBOX_CHANNEL, f"{tenant} {person}")))
