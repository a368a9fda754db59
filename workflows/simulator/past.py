"""A past run: what it asked the world, and what the world said, from its facts.

Facts name effects by number, and say nothing of what was asked. So a machine of the version that
ran is fed with them once more, and watched. Never: an answer that the world has not given, or a
run whose facts are not all there passed off as whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from definitions.approvals import ACTS, Act
from definitions.contracts import (
    CHILD_ENDED,
    EVENT_CAME,
    RETRIED,
    ChildEnd,
    EventCame,
    FactRow,
    TraceRow,
)
from definitions.plans import Program
from definitions.values import JsonObject
from workflows.machine import facts
from workflows.machine.approvals import KEPT
from workflows.machine.effects import APPROVAL, LISTENER, TIMEOUT
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.state import State
from workflows.machine.wanted import WantCall
from workflows.simulator.landmarks import landmark

TIMERS = ("timer", TIMEOUT)


class PastError(Exception):
    """Of these facts no past can be made; the sentence says why."""


class RetriedError(PastError):
    """A person let the run go on after an end: what it is since then stands in no answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """An effect that a run has wanted."""

    number: int
    kind: str
    """As in the machine's state: call, timer, timeout, child, listener, question or approval."""
    task: str
    """Pointer of the task."""
    place: str
    """Landmark of the path and the visit: where another version would ask the same."""
    at: int
    """On the run's clock."""
    call: WantCall | None = None
    until: int = 0
    """Of a timer."""
    approval: str = ""
    """Id of one."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the world has said: one fact."""

    fact: Fact
    sequence: int
    at: int
    steps: int | None
    """How many the machine had taken, where it came in the middle of them."""
    to: Asked | None
    """What it answers; None for the start and what people say to the run as a whole."""


@dataclass(frozen=True, slots=True)
class Past:
    """One run, as far as its facts go."""

    start: facts.Started
    asked: list[Asked]
    told: list[Told]
    """Without the start."""
    state: State
    """In the end; without facts for an end the run is still open."""
    trace: list[TraceRow]
    emitted: list[JsonObject]
    overdue: dict[int, int] = field(default_factory=dict[int, int])
    """Timers that were due and had not fired: until when at least that was so."""


@dataclass(slots=True)
class Lookout:
    """Sees what a machine asks for, whoever drives it."""

    machine: Machine
    calls: dict[int, WantCall] = field(default_factory=dict[int, WantCall])
    _last: int = 0

    def asked(self, wanted: Iterable[object]) -> list[Asked]:
        """What is open and was not when it looked the last time; `wanted` is what was taken."""
        calls = {one.effect: one for one in wanted if isinstance(one, WantCall)}
        state = self.machine.state
        last, found = self._last, list[Asked]()
        for number in reversed(state.effects):
            if number <= last:
                break
            effect = state.effects[number]
            frame = state.frames[effect.frame]
            self._last = max(self._last, number)
            place = landmark(f"{frame.path}:{frame.visit}")
            call = calls.get(number)
            held = str((effect.call or {}).get(KEPT, "")) if effect.kind == APPROVAL else ""
            asked = Asked(number, effect.kind, frame.pointer, place, state.now)
            found.append(replace(asked, call=call, until=effect.until, approval=held))
        return found[::-1]


def recall(program: Program, rows: list[FactRow], most_trace: int = 10_000) -> Past:
    """Of a run of this very program."""
    return _Recalling(program, most_trace).all(rows)


class _Recalling:
    def __init__(self, program: Program, most_trace: int) -> None:
        self._machine = Machine(program)
        self._lookout = Lookout(self._machine)
        self._most_trace = most_trace
        self._asked: list[Asked] = []
        self._told: list[Told] = []
        self._trace: list[TraceRow] = []
        self._emitted: list[JsonObject] = []
        self._overdue: dict[int, int] = {}
        self._numbers: dict[int, Asked] = {}
        self._keys: dict[str, Asked] = {}
        """Of calls, by the key under which they left."""

    def all(self, rows: list[FactRow]) -> Past:
        start = self._start(rows)
        for number, row in enumerate(rows, 1):
            if row.kind == RETRIED:
                raise RetriedError("The run was retried; only runs in one go are recalled.")
            if row.sequence != number:
                raise PastError(f"Fact {number} of the run is missing.")
            self._feed(row)
        while self._machine.advance():
            self._take()
        self._take()
        state = self._machine.state
        told, trace, emitted = self._told, self._trace, self._emitted
        return Past(start, self._asked, told, state, trace, emitted, self._overdue)

    def _start(self, rows: list[FactRow]) -> facts.Started:
        start = _read(rows[0]) if rows else None
        if not isinstance(start, facts.Started):
            raise PastError("The facts of the run don't begin with its start.")
        return start

    def _feed(self, row: FactRow) -> None:
        steps = row.body.get(facts.STEPS)
        if not isinstance(steps, int):
            raise PastError(f"Fact {row.sequence} does not say after how many steps it came.")
        fact, state = _read(row), self._machine.state
        while self._machine.advance(steps - state.steps):
            self._take()
        self._take()
        at = max(state.now, fact.at)
        for effect in state.effects.values():
            if effect.kind in TIMERS and at > effect.until:
                self._overdue[effect.id] = at
        if not isinstance(fact, facts.Started) and not self._repeated(fact):
            among = None if self._machine.idle else steps
            self._told.append(Told(fact, row.sequence, at, among, self._answered(fact)))
        self._machine.feed(fact)

    def _repeated(self, fact: Fact) -> bool:
        """A message that was delivered twice has said something once."""
        last = self._machine.state.last_message
        return isinstance(fact, facts.MessageArrived) and fact.message.sequence <= last

    def _take(self) -> None:
        taken = self._machine.take()
        for asked in self._lookout.asked(taken.wanted):
            self._asked.append(asked)
            self._numbers[asked.number] = asked
            if asked.call is not None:
                self._keys[asked.call.key] = asked
        self._trace += taken.trace[: max(0, self._most_trace - len(self._trace))]
        self._emitted += [one.event for one in taken.emitted]

    def _answered(self, fact: Fact) -> Asked | None:
        if not isinstance(fact, facts.MessageArrived):
            begins = isinstance(fact, facts.Started | facts.Retried)
            return None if begins else self._numbers.get(fact.effect)
        try:
            match fact.message.kind:
                case kind if kind == EVENT_CAME:
                    came = msgspec.convert(fact.message.data, EventCame)
                    listener = self._numbers.get(came.listener)
                    return listener if listener and listener.kind == LISTENER else None
                case kind if kind == CHILD_ENDED:
                    return self._keys.get(msgspec.convert(fact.message.data, ChildEnd).key)
                case kind if kind in ACTS:
                    return self._open(msgspec.convert(fact.message.data, Act).approval)
                case _:
                    return None
        except msgspec.ValidationError:
            return None  # the machine has refused it too

    def _open(self, approval: str) -> Asked | None:
        """None when it is over: then nobody is meant any more."""
        for number in self._machine.state.effects:
            asked = self._numbers.get(number)
            if asked is not None and asked.approval == approval:
                return asked
        return None


def _read(row: FactRow) -> Fact:
    try:
        return facts.from_row(row)
    except (msgspec.ValidationError, ValueError) as error:
        said = f"Fact {row.sequence}, a {row.kind}, is none that this release can recall: {error}."
        raise PastError(said) from error


__all__ = ["Asked", "Lookout", "Past", "PastError", "RetriedError", "Told", "recall"]
