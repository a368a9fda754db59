"""What one request has met of limits, and the headers by which its answer says so.

They are those of draft-ietf-httpapi-ratelimit-headers-10. Never: what others have left; a request
hears of the limits that it met itself.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from api.rates.buckets import WINDOW_SECONDS, Level

Policy: TypeAlias = Literal["address", "sign-in", "key", "person", "tenant"]

_SCOPE = "baton.rates"


@dataclass(slots=True)
class Told:
    """What one request has met so far; the answer's headers say it."""

    levels: dict[Policy, Level] = field(default_factory=dict["Policy", Level])

    def headers(self) -> list[tuple[bytes, bytes]]:
        """`RateLimit-Policy` and, of the policy that is nearest to its end, `RateLimit`."""
        if not self.levels:
            return []
        policies = ", ".join(
            f'"{name}";q={level.limit};w={WINDOW_SECONDS}' for name, level in self.levels.items()
        )
        name, nearest = min(self.levels.items(), key=lambda each: each[1].left / each[1].limit)
        now = f'"{name}";r={nearest.left};t={nearest.full_seconds}'
        return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", now.encode())]


def told_of(scope: MutableMapping[str, object]) -> Told:
    """The one of this request."""
    return cast("Told", scope.setdefault(_SCOPE, Told()))
