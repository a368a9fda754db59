"""Mails on their way: written in the transaction of the deed that sends them, sent by the relay.

What is posted is sealed with the tenant's key, and forgotten when it has gone. Never: an address
or a text in clear, and never a mail of a deed that was rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import msgspec
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from store import outbox
from store.keys import TenantKeys
from store.outbox import OutboxRow
from store.people_tables import mails
from store.rows import read, read_or_none
from store.runs import new_id
from store.session import Database, Step

OUTBOX_KIND = "mail"
BODY = "mail"
FIRST_RETRY_SECONDS = 120.0
"""Longer than a mail server may take to answer: what is taken is nobody else's meanwhile."""

LONGEST_RETRY_SECONDS = 3600.0

_POST = text(f"""
WITH posted AS (
  INSERT INTO mails (tenant_id, id, body, created_at)
  SELECT current_setting('baton.tenant')::uuid, m.id, m.body, now()
  FROM unnest(CAST(:id AS uuid[]), CAST(:body AS bytea[])) AS m (id, body)
  ON CONFLICT DO NOTHING RETURNING tenant_id, id),
sent AS ({outbox.sending("posted", "id", OUTBOX_KIND)})
SELECT {outbox.TOLD} FROM sent LIMIT 1
""")  # noqa: S608 (our own constants)

_GONE = text("""
WITH done AS (DELETE FROM outbox WHERE id = :row),
told AS (
  UPDATE deliveries SET state = 'sent', reason = NULL, sent_at = now(),
    attempts = CAST(:attempts AS int)
  WHERE id = CAST(:mail AS uuid))
UPDATE mails SET body = NULL, sent_at = now(), trouble = NULL WHERE id = CAST(:mail AS uuid)
""")


@dataclass(frozen=True, slots=True)
class Mail:
    """To one person, in plain text and as a page."""

    to: str
    subject: str
    text: str
    html: str
    follows: str | None = None
    """Id of the mail that began what this one belongs to: programs show both together."""
    attachments: Sequence[str] = ()
    """Ids of files, whose bytes are read when it leaves."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail that has not gone yet."""

    id: str
    posted_at: datetime
    mail: Mail


@dataclass(frozen=True, slots=True)
class _Kept:
    id: str
    body: bytes
    created_at: datetime


async def post(session: AsyncSession, keys: TenantKeys, mail: Mail) -> None:
    """In the transaction of the deed."""
    await post_all(session, keys, {new_id(): mail})


async def post_all(session: AsyncSession, keys: TenantKeys, posted: Mapping[str, Mail]) -> None:
    """By id; one that was posted before is not posted again."""
    if not posted:
        return
    bodies = [keys.seal_json(dict(asdict(mail)), BODY) for mail in posted.values()]
    await session.execute(_POST, {"id": [*posted], "body": bodies, "grace": 0})


async def take(session: AsyncSession, limit: int) -> list[OutboxRow]:
    """In a session of the relay's role: what is due. It is due again later, unless it is done."""
    times = FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS
    return await outbox.take(session, OUTBOX_KIND, limit, *times)


async def get(session: AsyncSession, keys: TenantKeys, mail: str) -> Posted | None:
    """None: it has gone, or was given up."""
    return (await get_all(session, keys, [mail])).get(mail)


async def get_all(session: AsyncSession, keys: TenantKeys, ids: Sequence[str]) -> dict[str, Posted]:
    """Those of them that have not gone, by id."""
    query = select(mails).where(mails.c.id.in_(ids), mails.c.body.is_not(None))
    rows = [read(row, _Kept) for row in (await session.execute(query)).mappings()]
    return {row.id: _opened(keys, row) for row in rows}


def _opened(keys: TenantKeys, kept: _Kept) -> Posted:
    mail = msgspec.convert(keys.open_json(kept.body, BODY), Mail)
    return Posted(kept.id, kept.created_at, mail)


@dataclass(frozen=True, slots=True)
class GoneMail:
    """What is left of one that has left: whose it was, and when."""

    id: str
    sent_at: datetime


async def gone_ones(
    session: AsyncSession, before: str | None, limit: int
) -> tuple[list[GoneMail], str | None]:
    """The newest first, and where the next page begins."""
    query = select(mails.c.id, mails.c.sent_at).where(mails.c.sent_at.is_not(None))
    if before is not None:
        query = query.where(mails.c.id < before)
    query = query.order_by(mails.c.id.desc()).limit(limit + 1)
    rows = [read(row, GoneMail) for row in (await session.execute(query)).mappings()]
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def gone_one(session: AsyncSession, mail: str) -> GoneMail | None:
    """None: there is none in this tenant, or it hasn't left."""
    query = select(mails.c.id, mails.c.sent_at).where(
        mails.c.id == mail, mails.c.sent_at.is_not(None)
    )
    return read_or_none((await session.execute(query)).mappings().first(), GoneMail)


async def gone(database: Database, row: OutboxRow) -> None:
    """It has been sent: forgotten, said of its delivery, and off the outbox, in one round trip."""
    values = {"row": row.id, "mail": row.run, "attempts": row.attempts}
    await database.at_once(row.tenant, [Step(_GONE, values)])


async def failed(session: AsyncSession, mail: str, trouble: str) -> None:
    """It will be tried again; what was wrong stands in its row."""
    await session.execute(update(mails).where(mails.c.id == mail).values(trouble=trouble))


async def given_up(session: AsyncSession, mail: str, trouble: str) -> None:
    await session.execute(
        update(mails)
        .where(mails.c.id == mail)
        .values(body=None, given_up_at=func.now(), trouble=trouble)
    )
