"""Heartbeats: how Temporal knows that a worker still works on a call.

Never: a heartbeat of a local activity; it has none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from temporalio import activity

HEARTBEAT_SECONDS: Final = 3.0


@contextmanager
def pulse() -> Generator[None]:
    """While a regular activity works."""
    if not activity.in_activity() or activity.info().is_local:
        yield
        return
    loop = asyncio.get_running_loop()

    def beat() -> None:
        nonlocal timer
        activity.heartbeat()
        timer = loop.call_later(HEARTBEAT_SECONDS, beat)

    timer = loop.call_later(HEARTBEAT_SECONDS, beat)
    try:
        yield
    finally:
        timer.cancel()
