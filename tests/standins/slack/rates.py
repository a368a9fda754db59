"""How often a method may be called, and how long one waits who called too often.

https://docs.slack.dev/apis/web-api/rate-limits: tiers of 1, 20, 50 and 100 a minute for each
method, app and workspace; chat.postMessage one a second for each channel with short bursts, and a
limit for the workspace besides; 429 with Retry-After in seconds.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.standins.clock import Clock

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
# "Several hundred messages per minute" for a workspace, says the page: the lowest that fits.
POSTS_PER_MINUTE = 300
# "Short bursts >1 allowed", without a number; the smallest burst there is.
POST_BURST = 2
# "A small amount of burst behavior is tolerated" in tier 1: Socket Mode has up to ten connections.
SMALL_BURST = 10
SPECIAL = 600
"""Where the page says "hundreds": auth.test, chat.getPermalink."""


@dataclass
class Rates:
    clock: Clock
    scale: float = 1
    """A minute lasts 60 / scale seconds."""
    smallest_wait: int = 1
    """Of Retry-After; 0 lets tests go on at once."""
    on: bool = True
    refused: int = 0
    _calls: dict[tuple[str, ...], deque[float]] = field(
        default_factory=lambda: defaultdict(deque[float])
    )

    def wait(self, team: str, method: str, per_minute: int, channel: str | None) -> int | None:
        """Seconds to wait, in whole ones; None where the call is welcome, and counted."""
        if not self.on:
            return None
        most = max(per_minute, SMALL_BURST)
        windows: list[tuple[tuple[str, ...], int, float]] = [
            ((team, method), most, 60.0 * most / per_minute)
        ]
        if channel is not None:
            windows.append(((team, method, channel), POST_BURST, float(POST_BURST)))
        now = self.clock.now()
        longest = max(self._wait(now, *window) for window in windows)
        if longest > 0:
            self.refused += 1
            return max(self.smallest_wait, math.ceil(longest) if self.scale == 1 else 0)
        for key, _, _ in windows:
            self._calls[key].append(now)
        return None

    def _wait(self, now: float, key: tuple[str, ...], most: int, seconds: float) -> float:
        """At most so many within so many seconds, whatever their places."""
        calls, lasts = self._calls[key], seconds / self.scale
        while calls and calls[0] <= now - lasts:
            calls.popleft()
        return calls[0] + lasts - now if len(calls) >= most else 0
