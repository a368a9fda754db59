"""What a process does again and again until it is told to stop: a round, a rest, a round.

Never: an end because a round failed; what it needs may be away for a while. Never: two rounds at
the same time; never a tenant that waits because another one's things can't be read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from temporalio.service import RPCError

from store.keys import TamperedError
from store.master_key import KeyTroubleError

AWAY = (DBAPIError, NoConnectionError, RPCError, RuntimeError, OSError)
"""PostgreSQL or Temporal doesn't answer, or could not even be reached."""

UNREADABLE = (TamperedError, KeyTroubleError)
"""What is kept of a tenant can't be opened: with the right key it may be again."""

T = TypeVar("T")

_log = structlog.stdlib.get_logger()


async def keep_on(
    stop: asyncio.Event,
    name: str,
    once: Callable[[], Awaitable[object]],
    rest_seconds: float,
    busy_seconds: float | None = None,
) -> None:
    """Rests so long after a round that has found nothing, or has failed; else `busy_seconds`."""
    while not stop.is_set():
        pause = rest_seconds
        try:
            if await once() and busy_seconds is not None:
                pause = busy_seconds
        except AWAY as error:
            _log.warning(f"{name}.waits", error=f"{type(error).__name__}: {error}")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)


async def by_itself(name: str, tenant: str, done: Awaitable[T]) -> T | None:
    """What is done for one of the tenants of a round; None: it has to be tried again later."""
    try:
        return await done
    except UNREADABLE as error:
        _log.error(f"{name}.unreadable", tenant=tenant, error=str(error))
    except AWAY as error:
        _log.warning(f"{name}.waits", tenant=tenant, error=f"{type(error).__name__}: {error}")
    return None


async def each(
    name: str, tenant: str, rows: Sequence[T], done: Callable[[Sequence[T]], Awaitable[object]]
) -> None:
    """A tenant's rows at once; where one of them can't be read, each by itself."""
    try:
        await done(rows)
    except UNREADABLE:
        for row in rows:
            await by_itself(name, tenant, done([row]))
    except AWAY as error:
        _log.warning(f"{name}.waits", tenant=tenant, error=f"{type(error).__name__}: {error}")
