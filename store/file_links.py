"""Links that open one file for a while, for whoever has them. A token's hash, the file, until when.

Never: the token itself, and never a link that outlives its file.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.file_tables import file_links
from store.rows import TENANT, read, read_or_none
from store.tokens import hash_of

MOST: Final = timedelta(days=7)
_LONG_OVER = text("now() - interval '30 days'")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link."""

    tenant_id: str
    file_id: str
    made_by: str | None
    expires_at: datetime
    over: bool
    """It worked once."""


@dataclass(frozen=True, slots=True)
class Made:
    """A link, the only time that its token can be seen."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class _Until:
    expires_at: datetime


async def issue(session: AsyncSession, file: str, lasts: timedelta, by: str | None) -> Made:
    """Whoever asks may read it: that was looked at before. Forgets those that are long over."""
    await session.execute(delete(file_links).where(file_links.c.expires_at < _LONG_OVER))
    token = secrets.token_urlsafe(32)
    made = (
        insert(file_links)
        .values(
            tenant_id=TENANT,
            hash=hash_of(token),
            file_id=file,
            made_by=by,
            created_at=func.now(),
            expires_at=func.now() + min(lasts, MOST),
        )
        .returning(file_links.c.expires_at)
    )
    until = read((await session.execute(made)).mappings().one(), _Until)
    return Made(token, until.expires_at)


async def find(session: AsyncSession, digest: str) -> LinkRow | None:
    """In a lookup session by `token`. One that is over is found too, so that this can be said."""
    over = (file_links.c.expires_at <= func.now()).label("over")
    query = select(file_links, over).where(file_links.c.hash == digest)
    return read_or_none((await session.execute(query)).mappings().first(), LinkRow)
