"""Looks whether what the API needs answers.

Never: a look for each question; however often one asks, the parts are asked seldom.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Protocol

import structlog

PATIENCE_SECONDS = 2.0
BELIEVED_SECONDS = 0.5

_log = structlog.stdlib.get_logger()


class Answers(Protocol):
    """Something that the API needs and that may be away; raises when it is."""

    async def ping(self) -> None: ...


class Readiness:
    """Of one process."""

    def __init__(self, parts: Mapping[str, Answers]) -> None:
        self._parts = parts
        self._missing: list[str] = []
        self._looked: float | None = None

    async def look(self) -> list[str]:
        """The names of what is missing."""
        if self._looked is None or time.monotonic() - self._looked > BELIEVED_SECONDS:
            there = await asyncio.gather(*(_answers(*part) for part in self._parts.items()))
            self._missing = [
                name for name, good in zip(self._parts, there, strict=True) if not good
            ]
            self._looked = time.monotonic()
        return self._missing


async def _answers(name: str, part: Answers) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await part.ping()
    except Exception as error:  # noqa: BLE001 (whatever it is, it does not answer)
        _log.warning("health.missing", part=name, error=f"{type(error).__name__}: {error}"[:300])
        return False
    return True
