"""Tells people that what waits for them has changed, and those who stand in for them.

Never: what it is; whoever hears of it reads their lists again, and sees there what they may.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

from api.live.connection import Connection
from api.live.feed import AWAY, Feed
from api.live.protocol import INBOX_AGAIN, INBOX_CHANGED
from api.live.reading import Reading
from store.standing_in import stands_in

INTERVAL_SECONDS = 0.2
"""Between two looks: a process that asks for a thousand decisions at once is one change."""


class InboxFeed(Feed):
    """Of one tenant."""

    def __init__(self, tenant: str, reading: Reading) -> None:
        self._tenant = tenant
        self._reading = reading
        self._watchers: defaultdict[str, set[Connection]] = defaultdict(set)
        """By person."""
        self._changed: set[str] = set()
        """People whose lists are others now."""
        self._looked = 0.0
        self._timer: asyncio.TimerHandle | None = None
        super().__init__()

    @property
    def watched(self) -> bool:
        return bool(self._watchers)

    def add(self, watcher: Connection) -> None:
        self._watchers[watcher.proven.principal.person].add(watcher)

    def remove(self, watcher: Connection) -> None:
        person = watcher.proven.principal.person
        self._watchers[person].discard(watcher)
        if not self._watchers[person]:
            del self._watchers[person]

    def changed(self, person: str) -> None:
        self._changed.add(person)
        if self._timer is None:
            loop = asyncio.get_running_loop()
            wait = self._looked + INTERVAL_SECONDS - loop.time()
            self._timer = loop.call_later(max(0.0, wait), self._look)

    def again(self) -> None:
        """Changes may not have been heard: who watches is to read their lists again."""
        for watcher in self._of(list(self._watchers)):
            watcher.say(INBOX_AGAIN)

    def close(self) -> None:
        super().close()
        if self._timer is not None:
            self._timer.cancel()

    async def tell(self) -> None:
        self._looked = asyncio.get_running_loop().time()
        changed = frozenset(self._changed)
        # Before anything is read: a change from now on is another one.
        self._changed.clear()
        try:
            deputies = await self._deputies(changed)
        except AWAY:
            self._changed |= changed
            raise
        for watcher in self._of(changed | deputies):
            watcher.say_state("inbox", INBOX_CHANGED)

    def _look(self) -> None:
        self._timer = None
        self.look()

    async def _deputies(self, people: frozenset[str]) -> set[str]:
        """Who stands in for them now, as far as anybody could who watches."""
        if self._watchers.keys() <= people:
            return set()
        absences = await self._reading.absences(self._tenant)
        now = datetime.now(UTC)
        found = {stands_in(person, now, absences) for person in people}
        return {person for person in found if person is not None}

    def _of(self, people: Collection[str]) -> list[Connection]:
        return [one for person in people for one in self._watchers.get(person, ())]
