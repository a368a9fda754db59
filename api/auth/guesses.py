"""Slows down who guesses passwords: by person and place, by place, and by person.

Kept in this process: a restart forgets, several processes allow as many times more. That is no
harm, because the bounds are far from what a guesser needs. Never: a locked door for a person
because a stranger knocked often: from another place the bound is much wider.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 900.0
REMEMBERED = 10_000

FAILURES_HERE = 5
"""Of one person from one address."""

FAILURES_FROM_ADDRESS = 50
FAILURES_OF_PERSON = 100


@dataclass(slots=True)
class _Count:
    failures: float
    at: float


class Guesses:
    """Counts failures; each bound refills evenly over the window."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counts: OrderedDict[tuple[str, str], _Count] = OrderedDict()

    def wait_seconds(self, person: str, address: str) -> int:
        """How long to wait before the next try; 0: now."""
        waits = [self._wait(key, bound) for key, bound in _bounds(person, address)]
        return math.ceil(max(waits))

    def tried(self, person: str, address: str) -> None:
        """Count a try as a failure until it is known to be none."""
        now = self._clock()
        for key, bound in _bounds(person, address):
            left = self._left(key, bound, now)
            self._counts[key] = _Count(left + 1, now)
            self._counts.move_to_end(key)
        while len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)

    def succeeded(self, person: str, address: str) -> None:
        """Takes back the try that was counted, and forgets this person at this address."""
        for key, _ in _bounds(person, address):
            count = self._counts.get(key)
            if count is not None:
                count.failures = max(0.0, count.failures - 1)
        self._counts.pop((person, address), None)

    def _left(self, key: tuple[str, str], bound: int, now: float) -> float:
        count = self._counts.get(key)
        if count is None:
            return 0.0
        return max(0.0, count.failures - (now - count.at) * bound / WINDOW_SECONDS)

    def _wait(self, key: tuple[str, str], bound: int) -> float:
        over = self._left(key, bound, self._clock()) - (bound - 1)
        return max(0.0, over * WINDOW_SECONDS / bound) if over > 0 else 0.0


def _bounds(person: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (
        ((person, address), FAILURES_HERE),
        (("", address), FAILURES_FROM_ADDRESS),
        ((person, ""), FAILURES_OF_PERSON),
    )
