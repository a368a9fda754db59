"""Which calls ride in the workflow task, as local activities, while nothing else is open.

One that rides costs a third of a regular activity, and holds the workflow task until its answer.
So none rides beside something whose answer the server brings, and after a while one goes regularly,
which lets messages in. Never: a call that must not be repeated, behind an answer that a repeated
workflow task might get differently; its intent would stand for what the run no longer knows. Never:
the clock, or a count that a replay would not come to; whether a call rides is replayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from definitions.contracts import RULES_OF_SAFE_RIDES, Outcome
from definitions.values import encode
from workflows.machine.machine import Machine
from workflows.machine.wanted import WantCall

LETTING_GO: Final = frozenset({"http.call", "openapi.call"})
"""Functions whose activity answers in time, and goes on with a call that takes long."""

AT_ONCE: Final = 50
BYTES: Final = 512 * 1024
"""Of answers in one workflow task. With `AT_ONCE` more, of 64 KiB each, Temporal still takes it."""

MILLISECONDS: Final = 2_000
"""How long messages wait behind calls that ride."""


class Riding:
    """Of one execution."""

    def __init__(self, rules: int, now: int) -> None:
        self.together = rules > RULES_OF_SAFE_RIDES
        self._out: set[int] = set()
        self._uncertain = False
        self._bytes = 0
        self._since = now

    def chosen(self, machine: Machine, calls: Sequence[WantCall], now: int) -> frozenset[int]:
        """Of what is wanted at the same moment: all of it or nothing, but for the old rules."""
        if not self.together:
            return frozenset(call.effect for call in calls if call.local)
        numbers = frozenset(call.effect for call in calls)
        together = self._out | numbers
        fits = (
            len(together) <= AT_ONCE
            and self._bytes <= BYTES
            and now - self._since <= MILLISECONDS
            and all(map(self._may, calls))
        )
        if not (fits and machine.idle and machine.effects.alone(together)):
            return frozenset()
        self._out |= numbers
        return numbers

    def answered(self, call: WantCall, outcome: Outcome) -> None:
        """By a local activity: only this workflow task knows it."""
        self._out.discard(call.effect)
        self._uncertain = self._uncertain or call.safe
        self._bytes += len(encode(outcome.output))

    def given_up(self, effect: int) -> None:
        self._out.discard(effect)

    def settled(self, now: int) -> None:
        """The server has brought something: whatever came before it stands in its history."""
        self._uncertain, self._bytes, self._since = False, 0, now

    def _may(self, call: WantCall) -> bool:
        once = call.function in LETTING_GO and not self._uncertain
        return not call.rode and (call.safe or once)
