"""What waits for somebody, and which processes they may start, as cards.

Never: more than a card holds; that there is more is said, with the way to all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from definitions.values import Json, JsonObject

PROCESS: Final = "process"
"""In the data of START: the name of the process that was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One approval or form that waits."""

    subject: str
    asked_by: str | None
    due: str | None
    """In words, as `Reader.moment` says it."""
    token: str
    """Comes back with REFRESH, which is answered with the card of this approval."""
    address: str
    """Its page."""


@dataclass(frozen=True, slots=True)
class Process:
    """One that may be started."""

    name: str
    """Comes back as PROCESS."""
    title: str


def write(lines: Sequence[Line], language: str, address: str, *, more: int = 0) -> JsonObject:
    """`address`: the page with all of it. `more`: how many there are besides these lines."""
    raise NotImplementedError


def start(
    processes: Sequence[Process], language: str, address: str, *, more: int = 0
) -> JsonObject:
    """A choice of them; answered by START."""
    raise NotImplementedError


def chosen(data: Json) -> str | None:
    """Which process, of the data of START."""
    raise NotImplementedError
