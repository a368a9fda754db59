"""Token buckets: each holder's fills evenly, and is as large as a minute's worth.

One number for a holder: when its bucket will be full again (the generic cell rate algorithm).
Never: a holder remembered whose bucket is full; there is nothing to remember.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 60
REMEMBERED = 50_000
"""Holders; beyond that those are forgotten that came longest ago."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is left after a request was counted, or refused."""

    limit: int
    left: int
    full_seconds: int
    """Until the bucket is full again."""
    wait_seconds: int
    """Until the next request is let through; 0: this one was."""


class Buckets:
    """Of all holders under one policy."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def take(self, holder: str, limit: int) -> Level:
        """One request, of at most `limit` a minute."""
        now = self._clock()
        each = WINDOW_SECONDS / limit
        full_at = max(self._full_at.get(holder, now), now) + each
        over = full_at - now - WINDOW_SECONDS
        # A rounding error is no request.
        if over > each * 1e-6:
            return Level(limit, 0, math.ceil(full_at - each - now), max(1, math.ceil(over)))
        self._full_at[holder] = full_at
        self._full_at.move_to_end(holder)
        if len(self._full_at) > REMEMBERED:
            self._full_at.popitem(last=False)
        return Level(limit, max(0, int(-over / each + 1e-6)), math.ceil(full_at - now), 0)
