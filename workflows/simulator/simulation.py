"""Drives the machine with a virtual clock: waits pass at once, calls are answered by mocks.

Never: a call that nobody has mocked let through, or passed over; it is an error that names it. Nor
a clock: whoever has only so much time says when it is over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias, cast

import msgspec

from definitions.approvals import OVER, Asking
from definitions.contracts import (
    CHILD_ENDED,
    EVENT_CAME,
    START_RUN,
    ChildEnd,
    FactRow,
    Message,
    TraceRow,
)
from definitions.errors import Problem
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine import facts
from workflows.machine.effects import LISTENER
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.state import State
from workflows.machine.taken import Taken
from workflows.machine.wanted import WantCall, WantCancel, WantTimer
from workflows.simulator.coverage import Visits
from workflows.simulator.given import given_to
from workflows.simulator.stream import Stream

RUN = "simulated"
CHILD = "simulated-child"


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Bounds:
    """After which a run is taken to go on for ever."""

    facts: int = 100_000
    steps: int = 1_000_000
    events: int = 10_000
    trace: int = 10_000
    """Rows kept; what comes later is left out."""
    over: Callable[[], bool] = _never
    """Asked again and again; True when whoever waits doesn't any longer."""


class SimulationError(Exception):
    """The simulation can't go on; the sentence says what it needs."""


class UnmockedError(SimulationError):
    """Of a call that nothing answers."""

    def __init__(self, wanted: WantCall, function: str) -> None:
        said = f"Nothing answers the call of {function} by {wanted.task}"
        super().__init__(f"{said}: say in a mock what it gives.")
        self.task = wanted.task
        self.function = function
        self.arguments = given_to(wanted)
        """What it would have been called with; of secrets only where they are read."""


@dataclass(frozen=True, slots=True)
class Mocked:
    """How a mocked call ends."""

    output: Json = None
    problem: Problem | None = None
    after_ms: int = 0


Mock: TypeAlias = Callable[[WantCall], Mocked | None]
"""None: this one is not mocked."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """What somebody does at a moment; `late`, when all that comes of itself then has come."""

    at: int
    late: bool
    act: Callable[[], None]

    def before(self, at: int) -> bool:
        return self.at < at or (self.at == at and not self.late)


class Simulation:
    """One run of one program."""

    def __init__(
        self,
        program: Program,
        mock: Mock,
        starts_at: int = 0,
        bounds: Bounds | None = None,
        run: str = RUN,
        pause_after: int | None = None,
    ) -> None:
        self.visits = Visits()
        self.machine = Machine(program, watch=self.visits.note)
        self.now = starts_at
        self.facts: list[FactRow] = []
        self.trace: list[TraceRow] = []
        self.emitted: list[JsonObject] = []
        self.askings: dict[str, Asking] = {}
        """What has become of each approval until now, by its id."""
        self._stream = Stream()
        self.paused = False
        """It has stopped, as it was told to, at somebody who is asked or at an event."""
        self._mock = mock
        self._run = run
        self._pause_at = None if pause_after is None else starts_at + pause_after
        self._bounds = bounds or Bounds()
        self._coming: dict[int, Fact] = {}
        """By the effect that it answers."""
        self._planned: list[_Planned] = []
        self._heard: dict[str, Callable[[JsonObject], None]] = {}
        """Who waits for the run's answer, by the message."""
        self._delivered = 0

    @property
    def state(self) -> State:
        return self.machine.state

    def start(self, given: Json) -> None:
        self._feed(facts.Started(self.now, self._run, given))

    def say(self, kind: str, data: Json = None, *, at: int) -> None:
        """A message that arrives when the clock has come there."""
        self._plan(at, partial(self._deliver, kind, data))

    def act(
        self,
        act: Callable[[], tuple[str, Json] | None],
        heard: Callable[[JsonObject], None],
        *,
        at: int,
    ) -> None:
        """What somebody says of what they see when the clock has come there, and all else is done.

        `act` tells it; None: nothing. `heard` gets what the run answers.
        """
        self._plan(at, partial(self._do, act, heard), late=True)

    def publish(self, event: JsonObject, *, at: int) -> None:
        """An event that somebody else publishes when the clock has come there."""
        self._plan(at, partial(self._happened, event))

    @property
    def next_at(self) -> int | None:
        """To where the clock goes next by itself."""
        effect = self._next_effect()
        return None if effect is None else self._coming[effect].at

    def waits_for_somebody(self) -> bool:
        """People are asked, or an event has to come."""
        asked = any(one.status not in OVER for one in self.askings.values())
        return asked or any(one.kind == LISTENER for one in self.state.effects.values())

    def listening(self) -> list[str]:
        """The tasks that wait for events."""
        state = self.state
        open_ones = [one for one in state.effects.values() if one.kind == LISTENER]
        return [*dict.fromkeys(state.frames[one.frame].pointer for one in open_ones)]

    def _next_effect(self) -> int | None:
        return min(self._coming, key=lambda each: (self._coming[each].at, each), default=None)

    def _pauses(self) -> bool:
        """Whoever tries it out step by step says what people do before the clock goes past them."""
        at = self.next_at
        if self._pause_at is None or self._planned or not self.waits_for_somebody():
            return False
        return at is None or (at > self.now and at > self._pause_at)

    def step(self) -> bool:
        """Go on to what comes next; False when the run has ended or waits for ever."""
        if self.machine.ended:
            return False
        if self._pauses():
            self.paused = True
            return False
        effect = self._next_effect()
        planned = self._planned[0] if self._planned else None
        if planned is not None and (effect is None or planned.before(self._coming[effect].at)):
            self._planned.pop(0)
            self.now = max(self.now, planned.at)
            planned.act()
        elif effect is not None:
            self._feed(self._coming.pop(effect))
        else:
            return False
        return True

    def run(self, given: Json) -> State:
        """From its start to its end, or until it waits for what never comes."""
        self.start(given)
        while self.step():
            if len(self.facts) >= self._bounds.facts:
                raise _endless(f"{self._bounds.facts} facts")
        return self.state

    def _plan(self, at: int, act: Callable[[], None], *, late: bool = False) -> None:
        self._planned.append(_Planned(at, late, act))
        self._planned.sort(key=lambda planned: (planned.at, planned.late))

    def _do(
        self, act: Callable[[], tuple[str, Json] | None], heard: Callable[[JsonObject], None]
    ) -> None:
        said = act()
        if said is not None:
            self._deliver(*said, heard=heard)

    def _deliver(
        self,
        kind: str,
        data: Json,
        place: int | None = None,
        heard: Callable[[JsonObject], None] | None = None,
    ) -> None:
        self._delivered += 1
        message = Message(f"message-{self._delivered}", self._delivered, kind, data)
        if heard is not None:
            self._heard[message.id] = heard
        if place is not None:
            self._stream.told(message.id, place)
        self._feed(facts.MessageArrived(self.now, message))

    def _happened(self, event: JsonObject) -> None:
        self._stream.add(event)
        self._tell()

    def _tell(self) -> None:
        for place, data in self._stream.due():
            self._plan(self.now, partial(self._deliver, EVENT_CAME, data, place))

    def _feed(self, fact: Fact) -> None:
        self.now = max(self.now, fact.at)
        self.machine.feed(fact)
        while self.machine.advance():
            self._take()
            if self.state.steps >= self._bounds.steps:
                raise _endless(f"{self._bounds.steps} steps")
            if self._bounds.over():
                raise SimulationError("There was no time for more. Try less at once.")
        self._take()

    def _take(self) -> None:
        taken = self.machine.take()
        self._hear(taken)
        self.facts += taken.facts
        self.trace += taken.trace[: max(0, self._bounds.trace - len(self.trace))]
        for wanted in taken.wanted:
            match wanted:
                case WantCall():
                    self._coming[wanted.effect] = self._answer(wanted)
                case WantTimer():
                    at = max(self.now, wanted.until)
                    self._coming[wanted.effect] = facts.TimerFired(at, wanted.effect)
                case WantCancel():
                    self._coming.pop(wanted.effect, None)

    def _hear(self, taken: Taken) -> None:
        for answer in taken.answers:
            self._stream.answered(answer)
            if (heard := self._heard.pop(answer.message, None)) is not None:
                heard(answer.body)
        self.askings |= {asking.id: asking for asking in taken.asking}
        self._stream.listen(taken.listening, taken.deaf)
        for emitted in taken.emitted:
            self.emitted.append(emitted.event)
            self._stream.add(emitted.event)
        if len(self._stream) > self._bounds.events:
            raise _endless(f"{self._bounds.events} events")
        self._tell()

    def _answer(self, wanted: WantCall) -> Fact:
        mocked = self._mock(wanted)
        if mocked is None:
            raise UnmockedError(wanted, called(wanted))
        arguments = wanted.arguments
        if wanted.function == START_RUN and isinstance(arguments, dict) and arguments["awaited"]:
            return self._awaited(wanted, mocked)
        at = self.now + mocked.after_ms
        if wanted.function == START_RUN and mocked.problem is None:
            return facts.CallFinished(at, wanted.effect, CHILD)
        if mocked.problem is not None:
            return facts.CallFailed(at, wanted.effect, mocked.problem)
        return facts.CallFinished(at, wanted.effect, mocked.output)

    def _awaited(self, wanted: WantCall, mocked: Mocked) -> Fact:
        """The process starts at once, and the mock says how it ends."""
        status = "completed" if mocked.problem is None else "faulted"
        end = ChildEnd(wanted.key, CHILD, status, mocked.output, mocked.problem)
        self.say(CHILD_ENDED, cast("Json", msgspec.to_builtins(end)), at=self.now + mocked.after_ms)
        return facts.CallFinished(self.now, wanted.effect, CHILD)


def called(wanted: WantCall) -> str:
    """What the document calls it: the catalogue's function, the process, or the kind of call."""
    arguments = wanted.arguments
    if wanted.function == "function.call" and isinstance(arguments, dict):
        return str(arguments["function"])
    if wanted.function == START_RUN and isinstance(arguments, dict):
        return f"{arguments['namespace']}/{arguments['name']}"
    return wanted.function.removesuffix(".call")


def _endless(after: str) -> SimulationError:
    said = f"The run hasn't ended after {after}: it may go on for ever."
    return SimulationError(f"{said} Look for a loop that nothing leads out of.")


__all__ = [
    "Bounds",
    "Mock",
    "Mocked",
    "Simulation",
    "SimulationError",
    "UnmockedError",
    "called",
]
