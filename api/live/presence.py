"""Who has a sketch open: those of this process, and those of others as far as they tell.

Another process tells again while it lives; what it told is forgotten when it doesn't. Pure but for
the clock that is given. Never: kept longer than somebody is there.
"""

from __future__ import annotations

from collections import defaultdict

LASTS_SECONDS = 50.0
"""What another process told; it tells again three times meanwhile."""


class Presence:
    """Of one tenant, place by place."""

    def __init__(self) -> None:
        self._elsewhere: defaultdict[str, dict[str, tuple[float, tuple[str, ...]]]]
        self._elsewhere = defaultdict(dict)

    def heard(self, place: str, listener: str, people: tuple[str, ...], now: float) -> bool:
        """Whether that is news."""
        there = self._elsewhere[place]
        before = there.pop(listener, (0.0, ()))[1]
        if people:
            there[listener] = now + LASTS_SECONDS, people
        if not there:
            del self._elsewhere[place]
        return before != people

    def knows(self, place: str, listener: str) -> bool:
        return listener in self._elsewhere.get(place, ())

    def elsewhere(self, place: str) -> tuple[str, ...]:
        """Who has it open twice stands in it twice."""
        there = self._elsewhere.get(place, {}).values()
        return tuple(person for _, people in there for person in people)

    def forget(self, now: float) -> set[str]:
        """Places of which somebody was told who isn't any more."""
        over = {
            (place, listener)
            for place, there in self._elsewhere.items()
            for listener, (until, _) in there.items()
            if until <= now
        }
        for place, listener in over:
            self.heard(place, listener, (), now)
        return {place for place, _ in over}
