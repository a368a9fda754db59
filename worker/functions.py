"""Whether the installed functions are those that published processes know.

Never: a worker that begins with others; it would fail runs that were right when they began.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from definitions.functions.installed import Installed, catalogue, changed
from store import functions
from store.session import Database

AGAIN_SECONDS: Final = 1.0

_log = structlog.stdlib.get_logger()


async def check_published(
    database: Database, found: Sequence[Installed], stop: asyncio.Event
) -> None:
    """Waits for a database that is away; raises an InstalledError that says what to do."""
    now = {one.key: one.fingerprint for one in catalogue(found)}
    while not stop.is_set():
        try:
            async with database.shared() as session:
                others = await functions.changed(session, now)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("worker.waits_for_database", error=type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        if others:
            raise changed(others, found)
        return
