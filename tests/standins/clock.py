"""The time by which a stand-in lives: the real one, and whatever a test has let pass besides.

A token of twelve hours is tried in no time. What a client signs with its own clock still fits as
long as nothing has been let pass.
"""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass
class Clock:
    ahead: float = 0

    def now(self) -> float:
        return time.time() + self.ahead

    def passes(self, seconds: float) -> None:
        self.ahead += seconds
