"""API keys that were checked a moment ago, so that a burst of calls asks the database once.

Never: a key itself (only its hash), a session (a sign-out counts at once), or an entry older than
a few seconds: a key that is taken away stops within them.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.addresses import Network
from api.auth.principal import Principal
from store.tenant_limits import TenantLimits

SECONDS = 3.0
KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """Who asks, from where they may, and how much."""

    principal: Principal
    limits: TenantLimits
    networks: tuple[Network, ...] = ()


class KnownKeys:
    """By hash of the key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Known]] = OrderedDict()

    def get(self, digest: str) -> Known | None:
        found = self._kept.get(digest)
        if found is None:
            return None
        checked, known = found
        if self._clock() - checked > SECONDS:
            del self._kept[digest]
            return None
        return known

    def forget(self, digest: str) -> None:
        """At once in this process; others do within those seconds."""
        self._kept.pop(digest, None)

    def put(self, digest: str, known: Known) -> None:
        self._kept[digest] = (self._clock(), known)
        self._kept.move_to_end(digest)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
