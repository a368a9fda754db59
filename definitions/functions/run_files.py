"""Files as a function of the catalogue knows them: those of the run that calls it.

Never: a file of another run, or the place where bytes lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RunFile:
    """What is known of one."""

    id: str
    name: str
    media_type: str
    size: int
    """In bytes."""


class RunFiles(Protocol):
    """Of one call. What can't be done is raised as a problem that the process has."""

    async def about(self, file: str) -> RunFile:
        """One that the run has been given, or has made."""
        ...

    async def read(self, file: str) -> bytes:
        """All of it, in memory: look at its size first."""
        ...

    async def make(self, name: str, content: bytes) -> RunFile:
        """A new one, which belongs to the run; made again by the same call it is the same one."""
        ...
