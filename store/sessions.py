"""Sign-ins: a token's hash, whose it is, where from, and until when.

One ends when its time is over, and earlier when nobody uses it for long. Never: the token itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias
from uuid import uuid4

from sqlalchemy import Text, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import sessions
from store.rows import TENANT, column, read, read_or_none

Way: TypeAlias = Literal["password", "totp", "recovery-code", "passkey", "oidc", "switch"]
"""By what somebody gets in."""

WITH_SECOND_FACTOR = frozenset[str]({"totp", "recovery-code", "passkey"})
"""Ways that only who has more than a password can go."""

ELSEWHERE = frozenset[str]({"oidc", "switch"})
"""Ways whose factors were proved to somebody else: a provider, another tenant."""

OWN = WITH_SECOND_FACTOR | {"password", "switch"}
"""By what only the person has; one that was switched to began with one of the others."""

_LIVES = and_(sessions.c.expires_at > func.now(), sessions.c.idle_at > func.now())
_OVER = or_(sessions.c.expires_at <= func.now(), sessions.c.idle_at <= func.now())


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sign-in."""

    tenant_id: str
    token_hash: str
    id: str
    person_id: str
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
    idle_at: datetime
    proven_at: datetime
    address: str
    device: str
    way: str | None = None
    second_factor: bool = False

    @property
    def proved_elsewhere(self) -> bool:
        """A second factor that is none of this person's own here."""
        return self.second_factor and self.way in ELSEWHERE


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody sits: their address, and what their browser calls itself."""

    address: str
    device: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts, and how long without being used."""

    lasts: timedelta
    idle: timedelta


async def begin(
    session: AsyncSession,
    token_hash: str,
    person: str,
    limits: Limits,
    place: Place,
    way: str | None = None,
    *,
    second_factor: bool = False,
) -> SessionRow:
    """Also forgets the tenant's sign-ins that are over."""
    await session.execute(delete(sessions).where(_OVER))
    made = (
        insert(sessions)
        .values(
            tenant_id=TENANT,
            token_hash=token_hash,
            id=str(uuid4()),
            person_id=person,
            created_at=func.now(),
            expires_at=func.now() + limits.lasts,
            seen_at=func.now(),
            idle_at=func.now() + limits.idle,
            proven_at=func.now(),
            address=place.address,
            device=place.device,
            way=way,
            second_factor=second_factor,
        )
        .returning(sessions)
    )
    return read((await session.execute(made)).mappings().one(), SessionRow)


async def find(session: AsyncSession, token_hash: str) -> SessionRow | None:
    """In a lookup session by `token`; None when it is over."""
    query = select(sessions).where(sessions.c.token_hash == token_hash, _LIVES)
    row = (await session.execute(query)).mappings().first()
    return read_or_none(row, SessionRow)


async def seen(session: AsyncSession, token_hash: str, idle: timedelta) -> None:
    """It is in use."""
    values = {"seen_at": func.now(), "idle_at": func.now() + idle}
    await session.execute(
        update(sessions).where(sessions.c.token_hash == token_hash).values(values)
    )


async def proven(session: AsyncSession, one: str) -> None:
    """The person has just proved again who they are."""
    await session.execute(update(sessions).where(sessions.c.id == one).values(proven_at=func.now()))


async def of_person(session: AsyncSession, person: str) -> list[SessionRow]:
    """Those that are not over, the one that was used last first."""
    query = (
        select(sessions)
        .where(sessions.c.person_id == person, _LIVES)
        .order_by(sessions.c.seen_at.desc(), sessions.c.id)
    )
    return [read(row, SessionRow) for row in (await session.execute(query)).mappings()]


async def living(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Those of the tenant's sign-ins that are not over; what is no id of one is passed over."""
    own = sessions.c.id.cast(Text)
    query = select(own.label("id")).where(own.in_(ids), _LIVES)
    return {column(row, "id", str) for row in (await session.execute(query)).mappings()}


async def rotate(session: AsyncSession, one: str, token_hash: str) -> SessionRow | None:
    """From now on another token opens it; who has the old one is outside. None: it is over."""
    renewed = (
        update(sessions)
        .where(sessions.c.id == one)
        .values(token_hash=token_hash, proven_at=func.now())
        .returning(sessions)
    )
    return read_or_none((await session.execute(renewed)).mappings().first(), SessionRow)


async def end(session: AsyncSession, person: str, one: str) -> bool:
    """One of this person; False when they have no such sign-in."""
    mine = (sessions.c.person_id == person, sessions.c.id == one)
    gone = await session.execute(delete(sessions).where(*mine).returning(sessions.c.id))
    return gone.first() is not None


async def end_everybodys(session: AsyncSession) -> list[str]:
    """All of the tenant; answers their ids."""
    gone = await session.execute(delete(sessions).returning(sessions.c.id))
    return [column(row, "id", str) for row in gone.mappings()]


async def end_all(session: AsyncSession, person: str, but: str | None = None) -> list[str]:
    """All of a person, for instance because what they may do has changed; answers their ids.

    `but` is the one that stays.
    """
    wanted = delete(sessions).where(sessions.c.person_id == person)
    if but is not None:
        wanted = wanted.where(sessions.c.id != but)
    gone = await session.execute(wanted.returning(sessions.c.id))
    return [column(row, "id", str) for row in gone.mappings()]
