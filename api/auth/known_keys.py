"""API keys that were checked a moment ago, so that a burst of calls asks the database once.

Never: a key itself (only its hash), a session (a sign-out counts at once), or an entry older than
a few seconds: a key that is taken away stops within them.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from api.auth.principal import Principal

SECONDS = 3.0
KEPT = 1_000


class KnownKeys:
    """By hash of the key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Principal]] = OrderedDict()

    def get(self, digest: str) -> Principal | None:
        found = self._kept.get(digest)
        if found is None:
            return None
        checked, principal = found
        if self._clock() - checked > SECONDS:
            del self._kept[digest]
            return None
        return principal

    def put(self, digest: str, principal: Principal) -> None:
        self._kept[digest] = (self._clock(), principal)
        self._kept.move_to_end(digest)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
