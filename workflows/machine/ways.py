"""Ways: which of the ways through a task a run has gone, told to whoever watches the machine.

The trace says it too, but leaves out what people come to too often; a watcher hears of each.
Never: kept in the state, or read by the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

ENTERED, SKIPPED = "entered", "skipped"
CASE, OTHERWISE = "case:", "otherwise"
"""Of a switch: the first with the case's name behind it; the second where no case holds."""
PASSED, CAUGHT, RETRIED = "passed", "caught", "retried"
NONE, SEVERAL = "none", "several"
"""Of a loop: how often it went around."""
TIMED_OUT = "timed out"

Watch: TypeAlias = Callable[[str, str], None]
"""Hears the pointer of the task and the way."""


def unwatched(_task: str, _way: str) -> None:
    """Nobody wants to know."""
