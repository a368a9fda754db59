"""Who has used a secret when: a row for each process, receiver and day.

Never: a value; and never a row for each call, of which there may be millions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import TENANT, read
from store.secret_tables import secret_uses


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """What is counted together."""

    name: str
    process: str
    receiver: str
    day: date


@dataclass(frozen=True, slots=True)
class Times:
    """How often, and the last run that did."""

    times: int
    first_at: datetime
    last_at: datetime
    last_run: str | None


@dataclass(frozen=True, slots=True)
class UseRow:
    """A day of one process and one receiver."""

    name: str
    process: str
    receiver: str
    day: date
    times: int
    first_at: datetime
    last_at: datetime
    last_run: str | None


async def add(session: AsyncSession, used: Iterable[tuple[Use, Times]]) -> None:
    """To what is known already. In one order, so that two who count never wait for each other."""
    for use, times in sorted(used, key=lambda pair: pair[0]):
        made = insert(secret_uses).values(
            tenant_id=TENANT,
            name=use.name,
            process=use.process,
            receiver=use.receiver,
            day=use.day,
            times=times.times,
            first_at=times.first_at,
            last_at=times.last_at,
            last_run=times.last_run,
        )
        new = made.excluded
        later = new.last_at >= secret_uses.c.last_at
        await session.execute(
            made.on_conflict_do_update(
                index_elements=["tenant_id", "name", "process", "receiver", "day"],
                set_={
                    "times": secret_uses.c.times + new.times,
                    "first_at": func.least(secret_uses.c.first_at, new.first_at),
                    "last_at": func.greatest(secret_uses.c.last_at, new.last_at),
                    "last_run": case((later, new.last_run), else_=secret_uses.c.last_run),
                },
            )
        )


async def page(session: AsyncSession, name: str, limit: int) -> list[UseRow]:
    """The newest first."""
    query = (
        select(secret_uses)
        .where(secret_uses.c.name == name)
        .order_by(secret_uses.c.day.desc(), secret_uses.c.last_at.desc())
        .limit(limit)
    )
    return [read(row, UseRow) for row in (await session.execute(query)).mappings()]
