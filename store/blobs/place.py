"""What every place for bytes can do, and how it says that it can't.

Never: a name that somebody typed; names are ids of ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import Protocol


class BlobTroubleError(RuntimeError):
    """The place doesn't answer, is full or refuses us; the sentence is for who runs it."""


class BlobMissingError(Exception):
    """What should lie there does not."""


class Blobs(Protocol):
    """A folder, or a bucket."""

    async def put(self, name: str, chunks: AsyncIterable[bytes]) -> None:
        """All of it, or nothing under that name."""
        ...

    def open(self, name: str, begin: int = 0) -> AsyncIterator[bytes]:
        """From this byte on, piece by piece; what is missing says so at the first one."""
        ...

    async def remove(self, name: str) -> None:
        """Also what was left of a `put` that came to nothing. Again is nothing."""
        ...

    async def close(self) -> None: ...
