"""Wanted effects: what the machine asks its driver to do. The driver answers with facts.

Never: the doing itself.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from definitions.values import Json


class WantCall(Struct, frozen=True):
    """Call a function of the catalogue; answered by call.finished, call.failed or call.slow."""

    effect: int
    function: str
    task: str
    key: str
    arguments: Json
    timeout_seconds: float
    safe: bool
    """May be repeated without harm."""
    local: bool
    """May ride inside the workflow task: it is safe and nothing else of the run is open."""
    attempt: str = ""
    """Of a call that leaves once more under its key: which one this is."""
    rode: bool = False
    """It rode in the workflow task, and was not answered in time."""


class WantTimer(Struct, frozen=True):
    """Say so when the run's clock reaches `until`; answered by timer.fired."""

    effect: int
    until: int


class WantCancel(Struct, frozen=True):
    """The effect's answer is no longer wanted."""

    effect: int
    child: str | None = None
    """Of one that starts a run, or waits for it: the key. That run is to be cancelled."""


Wanted: TypeAlias = WantCall | WantTimer | WantCancel
