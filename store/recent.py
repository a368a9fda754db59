"""What was looked up a moment ago, so that it need not be looked up again at once.

Never: something older than its seconds, or more than a bounded number of things.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """By name."""

    def __init__(
        self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def get(self, name: str) -> T | None:
        found = self._kept.get(name)
        if found is None:
            return None
        since, thing = found
        if self._clock() - since > self._seconds:
            del self._kept[name]
            return None
        return thing

    def put(self, name: str, thing: T) -> None:
        self._kept[name] = (self._clock(), thing)
        self._kept.move_to_end(name)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, name: str) -> None:
        self._kept.pop(name, None)
