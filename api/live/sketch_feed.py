"""Tells those who have a sketch open how it stands, and who else has it open.

Who hears that another revision stands there reads it by HTTP. The processes of the API tell each
other who is where, so that it holds whichever of them one is connected to. Never: a text of it, or
anything to who may not draw that process (the hub has looked).
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import uuid4

from api.live.connection import Connection
from api.live.feed import AWAY, Feed
from api.live.presence import Presence
from api.live.protocol import SketchState, sketch
from api.live.reading import Reading, SketchPart
from store.sketch_news import SketchNews

LISTENER = uuid4().hex
"""This process, as others know it."""


class SketchFeed(Feed):
    """Of one tenant."""

    def __init__(self, tenant: str, reading: Reading, listener: str = LISTENER) -> None:
        self._tenant = tenant
        self._reading = reading
        self._listener = listener
        self._watchers: defaultdict[str, set[Connection]] = defaultdict(set)
        """By place."""
        self._presence = Presence()
        self._changed: set[str] = set()
        """Places of which something else is to be told."""
        self._announced: set[str] = set()
        """Places of which the other processes are to hear who is here."""
        super().__init__()

    @property
    def watched(self) -> bool:
        return bool(self._watchers)

    def add(self, watcher: Connection, place: str) -> None:
        self._watchers[place].add(watcher)
        self._moved(place)

    def remove(self, watcher: Connection, place: str) -> None:
        self._watchers[place].discard(watcher)
        if not self._watchers[place]:
            del self._watchers[place]
        self._moved(place)

    def heard(self, news: SketchNews) -> None:
        """From the database, also what this process has told itself."""
        place, listener = news.place, news.listener
        if listener == self._listener:
            return
        if listener is not None:
            # Who is new knows nothing of those who are here.
            if news.people and not self._presence.knows(place, listener):
                self._announce([place])
            if not self._presence.heard(place, listener, news.people, self._now()):
                return
        if place in self._watchers:
            self._changed.add(place)
            self.look()

    def again(self) -> None:
        """Something may not have been heard."""
        self._changed.update(self._watchers)
        self.look()

    def beat(self) -> None:
        """Now and then: the others are told again, and who tells nothing any more is forgotten."""
        self._changed |= self._presence.forget(self._now()) & self._watchers.keys()
        self._announce(self._watchers)

    async def leave(self) -> None:
        """Nobody watches here any more: what is still to be told of that is told."""
        self.close()
        try:
            await self._tell_others()
        except AWAY:
            # The others forget it by themselves.
            return

    async def tell(self) -> None:
        changed = {place for place in self._changed if place in self._watchers}
        # Before anything is read: a change from now on is another one.
        self._changed.clear()
        try:
            await self._tell_others()
            if changed:
                await self._tell(changed)
        except AWAY:
            self._changed |= changed
            raise

    async def _tell(self, places: set[str]) -> None:
        elsewhere = {person for place in places for person in self._presence.elsewhere(place)}
        part = await self._reading.sketches(self._tenant, places, elsewhere)
        for place in places:
            for watcher in self._watchers.get(place, ()):
                watcher.say_state(f"sketch {place}", sketch(self._state(watcher, place, part)))

    def _state(self, watcher: Connection, place: str, part: SketchPart) -> SketchState:
        me = watcher.proven.principal.person
        names = {**part.names}
        for one in self._watchers[place]:
            names[one.proven.principal.person] = one.proven.principal.name
        there = Counter([*self._here(place), *self._presence.elsewhere(place)])
        others = sorted(names[person] for person in there if person != me and person in names)
        head = part.heads.get(place)
        return SketchState(
            place,
            None if head is None else head.revision,
            None if head is None else head.saved_by_name,
            yours=head is not None and head.saved_by == me,
            others=others,
            twice=there[me] > 1,
        )

    async def _tell_others(self) -> None:
        announced = frozenset(self._announced)
        self._announced.clear()
        if not announced:
            return
        try:
            who = {place: self._here(place) for place in announced}
            await self._reading.here(self._tenant, self._listener, who)
        except AWAY:
            self._announced |= announced
            raise

    def _here(self, place: str) -> Sequence[str]:
        watchers = self._watchers.get(place, ())
        return sorted(watcher.proven.principal.person for watcher in watchers)

    def _moved(self, place: str) -> None:
        self._changed.add(place)
        self._announce([place])

    def _announce(self, places: Iterable[str]) -> None:
        self._announced.update(places)
        self.look()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
