"""When one execution of a run has lasted long enough to go on as a new one.

Counted, so that a replay decides the same. Never: a clock; and never a run held up for its calls,
unless Temporal's own bounds come near: they may be out for hours, and cannot go along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from definitions.contracts import RULES_OF_BEFORE

WORK_AN_ACTIVATION = 2_000
"""Steps of about 50 ms together; the SDK calls an activation of 2 s of wall time a deadlock."""

ACTIVATIONS = 40
"""Full ones: 2 s of work. A replay has to do it all again."""

MESSAGES = 500

MOST_EVENTS = 20_000
MOST_MESSAGES = 4_000
"""From here on no effect is started before the calls that are out have come home. Temporal ends an
execution at 51,200 events, and takes 10,000 messages."""


@dataclass(frozen=True, slots=True)
class Age:
    """What Temporal says of an execution."""

    events: int
    suggested: bool
    """It had better go on as a new one."""
    outdated: bool
    """Newer workers are there."""


class Lifespan:
    """Of one execution."""

    def __init__(self, rules: int, age: Callable[[], Age]) -> None:
        self._old = rules == RULES_OF_BEFORE
        self._age = age
        self.activations = 0
        self.messages = 0

    def due(self) -> bool:
        """It should go on as a new execution as soon as no call is out."""
        age = self._age()
        if age.suggested or self.messages >= MESSAGES:
            return True
        return not self._old and (self.activations >= ACTIVATIONS or age.outdated)

    def over(self) -> bool:
        """It must: nothing is done any more but to wait for the calls that are out."""
        if self._old:
            return self.due()
        return self._age().events >= MOST_EVENTS or self.messages >= MOST_MESSAGES

    def wakes(self) -> bool:
        """It goes on although nothing has happened that the run knows of: newer workers came."""
        return not self._old and self.due()
