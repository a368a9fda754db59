"""Which limits a request meets: of its address, and of the key, person and tenant that it proves.

Kept in this process; each of several takes its share of every limit. Never: a question to the
database, or a request that is counted twice by one policy.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from api.addresses import neighbourhood
from api.errors import ApiError
from api.rates.buckets import Buckets, Level
from api.rates.told import Policy, Told
from store.tenant_limits import TenantLimits

_WHOSE: dict[Policy, str] = {
    "address": "from your address",
    "sign-in": "to sign in from your address",
    "key": "with this key",
    "person": "by this person",
    "tenant": "in this tenant",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests a minute of the whole installation; 0: no limit."""

    per_address: int
    per_sign_in: int
    per_key: int
    per_person: int
    per_tenant: int
    processes: int = 1
    """That serve the API side by side; each lets its share through."""


class Limiter:
    """Of one process."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._buckets: dict[Policy, Buckets] = {name: Buckets(clock) for name in _WHOSE}

    def address(self, told: Told, address: str, *, signs_in: bool = False) -> None:
        """Before anything else is known of a request."""
        place = neighbourhood(address)
        self._take(told, "address", place, self.limits.per_address)
        if signs_in:
            self._take(told, "sign-in", place, self.limits.per_sign_in)

    def proven(
        self, told: Told, tenant: str, person: str, key: str | None, own: TenantLimits
    ) -> None:
        """When it is known who asks.

        The narrowest first, so that one who asks too much uses up nothing of the others'.
        """
        usual = self.limits
        if key is not None:
            self._take(told, "key", key, _either(own.per_key, usual.per_key))
        self._take(told, "person", person, _either(own.per_person, usual.per_person))
        self._take(told, "tenant", tenant, _either(own.per_tenant, usual.per_tenant))

    def _take(self, told: Told, policy: Policy, holder: str, limit: int) -> None:
        if not limit or policy in told.levels:
            return
        share = max(1, limit // self.limits.processes)
        level = told.levels[policy] = self._buckets[policy].take(holder, share)
        if level.wait_seconds:
            raise too_many(policy, level)


def _either(own: int | None, usual: int) -> int:
    return usual if own is None else own


def too_many(policy: Policy, level: Level) -> ApiError:
    return ApiError(
        429,
        "too-many-requests",
        f"There were more than {level.limit} requests a minute {_WHOSE[policy]}.",
        f"Wait {level.wait_seconds} seconds, then go on more slowly: the headers RateLimit and"
        " RateLimit-Policy say how much is left.",
        headers={"Retry-After": str(level.wait_seconds)},
        more={"violated-policies": [policy]},
    )
