"""What the door of Teams needs of Microsoft: the published keys, the connector, the clock.

One for a process. Never: something of one organisation.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from channels.teams.client import Connector
from channels.teams.identity import AsksOutside, Keys
from channels.teams.settings import TeamsSettings
from store.recent import Recent


@dataclass
class Microsoft:
    """As this process reaches it."""

    keys: Keys
    connector: Connector
    now: Callable[[], float] = time.time
    seen: Recent[bool] = field(default_factory=lambda: Recent(600.0, 20_000))
    """Words that came a moment ago; Teams sends them again where it heard no answer."""

    @classmethod
    def open(cls, outside: AsksOutside, settings: TeamsSettings) -> Microsoft:
        return cls(Keys(outside, settings.bot_framework_url), Connector.open(settings))

    def today(self) -> str:
        return datetime.fromtimestamp(self.now(), UTC).date().isoformat()

    async def close(self) -> None:
        await self.connector.close()
