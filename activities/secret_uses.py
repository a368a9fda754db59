"""Counts who uses which secret, beside the calls that do.

The first use of a day is written before the value is handed out, so none is ever missing; those
after it are counted here, and added every few seconds. Never: a call that waits for the count of
another one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from activities.failures import described
from store import secret_uses
from store.secret_uses import Times, Use
from store.session import Database

LATE_SECONDS: Final = 5.0
KNOWN: Final = 10_000
"""Of so many it is remembered that their day is written; who comes after is written again."""

_log = structlog.stdlib.get_logger()


class Uses:
    """One for a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._written: set[tuple[str, Use]] = set()
        self._counted: dict[tuple[str, Use], Times] = {}
        self._later: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    async def note(
        self,
        session: AsyncSession,
        tenant: str,
        run: str,
        process: str,
        used: Iterable[tuple[str, str]],
    ) -> list[tuple[str, Use]]:
        """Names and receivers; in the transaction that reads the values.

        Answers which of them are written by it; `written` is told once it is committed.
        """
        now = datetime.now(UTC)
        times = Times(1, now, now, run or None)
        new: list[tuple[str, Use]] = []
        for name, receiver in used:
            key = (tenant, Use(name, process, receiver, now.date()))
            if key in self._written:
                self._count(key, times)
            else:
                new.append(key)
        await secret_uses.add(session, [(use, times) for _, use in new])
        return new

    def written(self, keys: Iterable[tuple[str, Use]]) -> None:
        if len(self._written) > KNOWN:
            self._written.clear()
        self._written.update(keys)

    async def flush(self) -> None:
        """Adds what was counted. Where PostgreSQL is away, it stays counted."""
        counted, self._counted = self._counted, {}
        for tenant in {tenant for tenant, _ in counted}:
            mine = {use: times for (of, use), times in counted.items() if of == tenant}
            try:
                async with self._database.tenant(tenant) as session:
                    await secret_uses.add(session, mine.items())
            except (SQLAlchemyError, OSError) as error:
                _log.warning("secret.uses_wait", **described(error))
                for use, times in mine.items():
                    self._count((tenant, use), times)

    async def close(self) -> None:
        self._closing.set()
        if self._later is not None:
            await self._later
        await self.flush()

    def _count(self, key: tuple[str, Use], more: Times) -> None:
        known = self._counted.get(key)
        self._counted[key] = more if known is None else _together(known, more)
        if self._later is None or self._later.done():
            self._later = asyncio.create_task(self._flush_later())

    async def _flush_later(self) -> None:
        while self._counted and not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), LATE_SECONDS)
            await self.flush()


def _together(known: Times, more: Times) -> Times:
    first, last = sorted((known, more), key=lambda one: one.last_at)
    return replace(
        last, times=known.times + more.times, first_at=min(first.first_at, last.first_at)
    )
