"""How much and how often: windows for each conversation, for the tenant, and sizes.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit (windows of 1, 2,
30 and 3600 seconds; 50 requests a second for an app and tenant; 429, 412, 502 and 504 are tried
again), https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages
(100 KB as UTF-16).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.standins.clock import Clock
from tests.standins.shapes import Json

Windows = tuple[tuple[float, int], ...]
SEND: Windows = ((1, 7), (2, 8), (30, 60), (3600, 1800))
CREATE: Windows = SEND
MEMBERS: Windows = ((1, 14), (2, 16), (30, 120), (3600, 3600))
TENANT: Windows = ((1, 50),)
MOST_BYTES = 100 * 1024
# https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
WEBHOOK: Windows = ((1, 4),)
MOST_WEBHOOK_BYTES = 28 * 1024


@dataclass
class Limits:
    clock: Clock
    scale: float = 1
    """A second lasts 1 / scale."""
    smallest_wait: int = 1
    on: bool = True
    refused: int = 0
    _calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque[float]))

    def wait(self, *asked: tuple[str, Windows]) -> int | None:
        """Seconds to wait; None where the call is welcome, and counted."""
        if not self.on:
            return None
        now = self.clock.now()
        longest = max(self._wait(now, key, windows) for key, windows in asked)
        if longest > 0:
            self.refused += 1
            return max(self.smallest_wait, math.ceil(longest) if self.scale == 1 else 0)
        for key, _ in asked:
            self._calls[key].append(now)
        return None

    def _wait(self, now: float, key: str, windows: Windows) -> float:
        calls, longest = self._calls[key], 0.0
        while calls and calls[0] <= now - windows[-1][0] / self.scale:
            calls.popleft()
        for seconds, most in windows:
            lasts = seconds / self.scale
            within = [one for one in calls if one > now - lasts]
            if len(within) >= most:
                longest = max(longest, within[-most] + lasts - now)
        return longest


def size(activity: Json) -> int:
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
