"""How often something was guessed at lately: levels that rise with each try and sink with time.

For all processes, over restarts. Never: whose password it was in clear; keys are hashes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import guesses
from store.rows import column

KEPT = timedelta(days=2)
"""Longer than any level takes to sink."""


async def levels(session: AsyncSession, per_second: Mapping[str, float]) -> dict[str, float]:
    """As they have sunk by now, with what each sinks in a second. They stay so for this session."""
    rows = [
        {"key": key, "level": 0.0, "per_second": per_second[key], "at": func.clock_timestamp()}
        # Always in the same order: two who want the same ones must not wait for each other.
        for key in sorted(per_second)
    ]
    wanted = insert(guesses).values(rows)
    passed = func.extract("epoch", wanted.excluded.at - guesses.c.at)
    sunk = guesses.c.level - func.greatest(0.0, passed) * guesses.c.per_second
    found = await session.execute(
        wanted.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "level": func.greatest(0.0, sunk),
                "at": func.greatest(wanted.excluded.at, guesses.c.at),
                "per_second": wanted.excluded.per_second,
            },
        ).returning(guesses.c.key, guesses.c.level)
    )
    return {column(row, "key", str): column(row, "level", float) for row in found.mappings()}


async def change(session: AsyncSession, keys: Collection[str], by: float) -> None:
    """After `levels`, which holds them."""
    await session.execute(
        update(guesses)
        .where(guesses.c.key.in_(keys))
        .values(level=func.greatest(0.0, guesses.c.level + by))
    )


async def forget(session: AsyncSession, key: str) -> None:
    """Takes away this one, and what has sunk to nothing long ago."""
    await session.execute(delete(guesses).where(guesses.c.key == key))
    await session.execute(delete(guesses).where(guesses.c.at < func.now() - KEPT))
