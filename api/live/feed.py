"""A loop that looks when it is told to, and again when the database was away.

Never: two looks of one feed at once; what it tells stays in order.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

RETRY_SECONDS = 0.5
AWAY = (DBAPIError, PoolTimeoutError, OSError)
"""What reading raises when the database does not answer."""

_log = structlog.stdlib.get_logger()


class Feed(ABC):
    """Lives while somebody watches."""

    def __init__(self) -> None:
        self._wanted = asyncio.Event()
        self._task = asyncio.create_task(self._go())

    def look(self) -> None:
        self._wanted.set()

    def close(self) -> None:
        self._task.cancel()

    @abstractmethod
    async def tell(self) -> None:
        """Read what is new, and tell it to everybody who watches."""

    async def _go(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self.tell()
            except AWAY as error:
                _log.warning("live.looks_again", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                self._wanted.set()
            except Exception:  # noqa: BLE001 - a fault of ours; the next change is looked at
                _log.exception("live.failed")
