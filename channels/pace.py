"""How fast a vendor is asked, so that its limits are seldom hit.

Of one process: where several ask, the vendor itself says that it is too much. Never: a wait; it is
said how long it would be, and whoever asks has something better to do meanwhile.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

MOST_WINDOWS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many within so many seconds, whenever those begin."""

    most: int
    seconds: float


class Pace:
    """One for a vendor."""

    def __init__(self, scale: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        """`scale`: how many times faster than the vendor says; for servers of tests."""
        self._scale = scale
        self._clock = clock
        self._asked: dict[Hashable, deque[float]] = {}
        self._turns: dict[Hashable, float] = {}

    def wait(self, *windows: tuple[Hashable, Rate]) -> float:
        """Seconds until there is room in all of them; 0: there is, and it is taken."""
        now = self._clock()
        longest = max(self._until(now, key, rate) for key, rate in windows)
        if longest <= 0:
            if len(self._asked) > MOST_WINDOWS:
                self._forget(now)
            for key, _ in windows:
                self._asked.setdefault(key, deque()).append(now)
        return longest

    def turn(self, key: Hashable, rate: Rate) -> float:
        """As `wait`, but each who has to come again is given a turn of their own."""
        wait = self.wait((key, rate))
        if wait <= 0:
            return 0.0
        now = self._clock()
        step = rate.seconds / self._scale / rate.most
        turn = max(self._turns.get(key, 0.0) + step, now + wait)
        self._turns[key] = turn
        return turn - now

    def _until(self, now: float, key: Hashable, rate: Rate) -> float:
        asked, lasts = self._asked.get(key), rate.seconds / self._scale
        if asked is None:
            return 0.0
        while asked and asked[0] <= now - lasts:
            asked.popleft()
        return asked[0] + lasts - now if len(asked) >= rate.most else 0.0

    def _forget(self, now: float) -> None:
        """What nobody has asked for since a minute."""
        minute = 60.0 / self._scale
        old = [key for key, asked in self._asked.items() if not asked or asked[-1] < now - minute]
        for key in old:
            del self._asked[key]
