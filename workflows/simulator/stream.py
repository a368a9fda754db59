"""The stream of events in a simulation: what happens around a run, and what it publishes itself.

As in a real installation a listener hears what comes, and what has come since the run's start and
was not consumed, in one order. Never: a filter; the machine decides what a listener takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import msgspec

from definitions.contracts import Answer, EventCame, Listener
from definitions.values import Json, JsonObject


class Stream:
    """Of one run."""

    def __init__(self) -> None:
        self._events: list[JsonObject] = []
        self._seen: dict[int, int] = {}
        """By the number of the listener: how many of the events it has been told of."""
        self._consumed: dict[int, None] = {}
        """Places of events, which count from one."""
        self._told: dict[str, int] = {}
        """By the id of the message that has told it: the place."""

    def __len__(self) -> int:
        return len(self._events)

    def add(self, event: JsonObject) -> None:
        self._events.append(event)

    def listen(self, begun: list[Listener], deaf: list[int]) -> None:
        for listener in begun:
            self._seen.setdefault(listener.number, 0)
        for number in deaf:
            self._seen.pop(number, None)

    def due(self) -> Iterator[tuple[int, Json]]:
        """Place and data of each message that somebody is to be told now."""
        least = min(self._seen.values(), default=len(self._events))
        for place, event in enumerate(self._events[least:], least + 1):
            for number, seen in self._seen.items():
                if seen < place and place not in self._consumed:
                    came = EventCame(number, place, event)
                    yield place, cast("Json", msgspec.to_builtins(came))
        self._seen = dict.fromkeys(self._seen, len(self._events))

    def told(self, message: str, place: int) -> None:
        self._told[message] = place

    def answered(self, answer: Answer) -> None:
        """Whoever has taken an event takes it from those who come later."""
        place = self._told.pop(answer.message, None)
        if place is not None and answer.body.get("accepted") is True:
            self._consumed[place] = None
