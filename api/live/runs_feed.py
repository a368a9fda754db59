"""Tells the runs of a tenant to those who watch them all, each as far as they may see.

A run is read once however many watch, and written as JSON once. Never: a run more often than its
interval; a state that was told already; a run of somebody else to who may see only their own.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from itertools import islice

from api.live.connection import Connection
from api.live.feed import AWAY, Feed
from api.live.protocol import AGAIN, run_changed
from api.live.reading import Reading
from api.runs.wire import listed, may_see
from store.reach import EVERYTHING, Sight
from store.runs import RunLine

INTERVAL_SECONDS = 0.2
"""Between two messages about one run."""

MOST_AT_ONCE = 500
REMEMBERED = 10_000


class RunsFeed(Feed):
    """Of one tenant."""

    def __init__(self, tenant: str, reading: Reading) -> None:
        self._tenant = tenant
        self._reading = reading
        self._all_seeing: set[Connection] = set()
        self._own: defaultdict[str, set[Connection]] = defaultdict(set)
        self._choosing: set[Connection] = set()
        """Who may see the runs of some processes, or of some people."""
        self._changed: dict[str, None] = {}
        """Runs that are to be read, in the order in which they changed."""
        self._told: OrderedDict[str, tuple[float, object]] = OrderedDict()
        """Runs, when each was told and in what state."""
        self._timer: asyncio.TimerHandle | None = None
        super().__init__()

    @property
    def watched(self) -> bool:
        return bool(self._all_seeing or self._own or self._choosing)

    def add(self, watcher: Connection) -> None:
        principal = watcher.proven.principal
        sights = principal.rights.sights
        if any(one.all for one in sights):
            self._all_seeing.add(watcher)
        elif sights == (Sight(EVERYTHING, frozenset({principal.person})),):
            self._own[principal.person].add(watcher)
        else:
            self._choosing.add(watcher)

    def remove(self, watcher: Connection) -> None:
        person = watcher.proven.principal.person
        self._all_seeing.discard(watcher)
        self._choosing.discard(watcher)
        self._own[person].discard(watcher)
        if not self._own[person]:
            del self._own[person]

    def changed(self, run: str) -> None:
        if run not in self._changed:
            self._changed[run] = None
            self.look()

    def again(self) -> None:
        """Changes may not have been heard: who watches is to list the runs again."""
        own = (one for those in self._own.values() for one in those)
        for watcher in [*self._all_seeing, *self._choosing, *own]:
            watcher.say(AGAIN)

    def close(self) -> None:
        super().close()
        if self._timer is not None:
            self._timer.cancel()

    async def tell(self) -> None:
        now = self._now()
        due = list(islice((run for run in self._changed if self._due(run) <= now), MOST_AT_ONCE))
        for run in due:
            # Out before it is read: a change from now on is another one.
            del self._changed[run]
        try:
            lines = await self._reading.runs(self._tenant, due) if due else []
        except AWAY:
            self._changed |= dict.fromkeys(due)
            raise
        for line in lines:
            self._tell(line)
        self._look_when_due()

    def _tell(self, line: RunLine) -> None:
        state = line.status, line.execution
        _, told = self._told.pop(line.id, (0.0, None))
        self._told[line.id] = self._now(), state
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        if state != told:
            text = run_changed(listed(line))
            for watcher in self._watchers(line):
                watcher.say_state(line.id, text)

    def _watchers(self, line: RunLine) -> Iterable[Connection]:
        yield from self._all_seeing
        yield from self._own.get(line.started_by, ())
        yield from (one for one in self._choosing if may_see(one.proven.principal, line))

    def _look_when_due(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._changed:
            wait = min(map(self._due, self._changed)) - self._now()
            self._timer = asyncio.get_running_loop().call_later(max(0.0, wait), self.look)

    def _due(self, run: str) -> float:
        """When it may be told."""
        told = self._told.get(run)
        return 0.0 if told is None else told[0] + INTERVAL_SECONDS

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
