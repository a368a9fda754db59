"""Tells the trace of a run to those who watch it, each from their own number on.

Lines are read once for all who stand at the same place, which is where all come to stand. Who has
no room now is left out and goes on later. Never: a line twice, one left out, or one before another.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.live.connection import Connection
from api.live.feed import Feed
from api.live.protocol import trace
from api.live.reading import PAGE, Reading, TracePart
from api.runs.wire import line
from definitions.values import Json


@dataclass(slots=True)
class Place:
    """How far somebody has been told."""

    after: int
    values: bool
    """Whether they may see what the values say."""
    status: str | None = None


class TraceFeed(Feed):
    """Of one run."""

    def __init__(self, tenant: str, run: str, reading: Reading) -> None:
        self._tenant = tenant
        self._run = run
        self._reading = reading
        self._places: dict[Connection, Place] = {}
        super().__init__()

    @property
    def watched(self) -> bool:
        return bool(self._places)

    def add(self, watcher: Connection, after: int, *, values: bool) -> None:
        """From that number on; who watches already begins there again."""
        self._places[watcher] = Place(after, values)
        self.look()

    def remove(self, watcher: Connection) -> None:
        self._places.pop(watcher, None)

    async def tell(self) -> None:
        ready = {watcher: place for watcher, place in self._places.items() if watcher.has_room}
        if not ready:
            return
        first = min(place.after for place in ready.values())
        part = await self._reading.trace(self._tenant, self._run, first)
        texts: dict[tuple[int, bool], str] = {}
        for watcher, place in ready.items():
            # Who has gone, or has begun again elsewhere, while it was read is told later.
            if self._places.get(watcher) is place:
                self._tell(watcher, place, part, texts)
        if len(part.lines) == PAGE:
            self.look()

    def _tell(
        self, watcher: Connection, place: Place, part: TracePart, texts: dict[tuple[int, bool], str]
    ) -> None:
        last = part.lines[-1].sequence if part.lines else 0
        if last <= place.after and part.status == place.status:
            return
        same = place.after, place.values
        if same not in texts:
            new = (row for row in part.lines if row.sequence > place.after)
            items: list[Json] = [line(row, values=place.values) for row in new]
            texts[same] = trace(self._run, items, part.status, max(last, place.after))
        watcher.say_trace(texts[same])
        place.after, place.status = max(last, place.after), part.status
