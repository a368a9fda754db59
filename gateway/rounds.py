"""What a process does again and again until it is told to stop: a round, a rest, a round.

Never: an end because a round failed; what it needs may be away for a while. Never: two rounds at
the same time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from sqlalchemy.exc import DBAPIError
from temporalio.service import RPCError

AWAY = (DBAPIError, RPCError, RuntimeError, OSError)
"""PostgreSQL or Temporal doesn't answer, or could not even be reached."""

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
