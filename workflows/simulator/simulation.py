"""Drives the machine with a virtual clock: waits pass at once, calls are answered by mocks.

Never: a call that nobody has mocked let through, or passed over; it is an error that names it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from definitions.contracts import FactRow, Message, TraceRow
from definitions.errors import Problem
from definitions.plans import Program
from definitions.values import Json
from workflows.machine import facts
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.state import State
from workflows.machine.wanted import WantCall, WantCancel, WantTimer

RUN = "simulated"
MOST_FACTS = 100_000
"""After so many the run is taken to go on for ever."""


class SimulationError(Exception):
    """The simulation can't go on; the sentence says what it needs."""


@dataclass(frozen=True, slots=True)
class Mocked:
    """How a mocked call ends."""

    output: Json = None
    problem: Problem | None = None
    after_ms: int = 0


Mock: TypeAlias = Callable[[WantCall], Mocked | None]
"""None: this one is not mocked."""


class Simulation:
    """One run of one program."""

    def __init__(self, program: Program, mock: Mock, starts_at: int = 0) -> None:
        self.machine = Machine(program)
        self.now = starts_at
        self.facts: list[FactRow] = []
        self.trace: list[TraceRow] = []
        self._mock = mock
        self._coming: dict[int, Fact] = {}
        """By the effect that it answers."""
        self._said: list[tuple[int, str, Json]] = []
        self._delivered = 0

    @property
    def state(self) -> State:
        return self.machine.state

    def start(self, given: Json) -> None:
        self._feed(facts.Started(self.now, RUN, given))

    def say(self, kind: str, data: Json = None, *, at: int) -> None:
        """A message that arrives when the clock has come there."""
        self._said.append((at, kind, data))
        self._said.sort(key=lambda said: said[0])

    def step(self) -> bool:
        """Go on to what comes next; False when the run has ended or waits for ever."""
        if self.machine.ended:
            return False
        effect = min(self._coming, key=lambda each: (self._coming[each].at, each), default=None)
        if self._said and (effect is None or self._said[0][0] <= self._coming[effect].at):
            self._deliver(*self._said.pop(0))
        elif effect is not None:
            self._feed(self._coming.pop(effect))
        else:
            return False
        return True

    def run(self, given: Json, most_facts: int = MOST_FACTS) -> State:
        """From its start to its end, or until it waits for what never comes."""
        self.start(given)
        while self.step():
            if len(self.facts) >= most_facts:
                said = f"The run hasn't ended after {most_facts} facts: it may go on for ever."
                raise SimulationError(f"{said} Look for a loop that nothing leads out of.")
        return self.state

    def _deliver(self, at: int, kind: str, data: Json) -> None:
        self._delivered += 1
        message = Message(f"message-{self._delivered}", self._delivered, kind, data)
        self._feed(facts.MessageArrived(max(at, self.now), message))

    def _feed(self, fact: Fact) -> None:
        self.now = max(self.now, fact.at)
        self.machine.feed(fact)
        while self.machine.advance():
            pass
        taken = self.machine.take()
        self.facts += taken.facts
        self.trace += taken.trace
        for wanted in taken.wanted:
            match wanted:
                case WantCall():
                    self._coming[wanted.effect] = self._answer(wanted)
                case WantTimer():
                    at = max(self.now, wanted.until)
                    self._coming[wanted.effect] = facts.TimerFired(at, wanted.effect)
                case WantCancel():
                    self._coming.pop(wanted.effect, None)

    def _answer(self, wanted: WantCall) -> Fact:
        mocked = self._mock(wanted)
        if mocked is None:
            said = f"Nothing answers the call of {wanted.function} by {wanted.task}"
            raise SimulationError(f"{said}: say in a mock what it gives.")
        at = self.now + mocked.after_ms
        if mocked.problem is not None:
            return facts.CallFailed(at, wanted.effect, mocked.problem)
        return facts.CallFinished(at, wanted.effect, mocked.output)


__all__ = ["Mock", "Mocked", "Simulation", "SimulationError"]
