"""Rehearsal: a version is given what the world told a past run, and nothing of it leaves.

The clock is virtual. A call takes as long as it took, a timer is as late as it was, and what people
and events say comes at its hour, or as soon as somebody listens. As long as the version does what
the past one did, each fact comes in the very same step. Never: an answer that nobody has given; at
a call without one the rehearsal stops.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import msgspec

from definitions.approvals import ACTS
from definitions.contracts import CHILD_ENDED, EVENT_CAME, Emitted, Message, TraceRow
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine import facts
from workflows.machine.effects import APPROVAL, LISTENER, QUESTION
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.questions import SETTLE
from workflows.machine.state import State
from workflows.simulator.answers import Answers, later, otherwise
from workflows.simulator.landmarks import landmark, landmarks
from workflows.simulator.past import TIMERS, Asked, Lookout, Past, Told
from workflows.simulator.simulation import Bounds

_LAST = 1 << 60
"""Behind all that has an order: what the past knows nothing of."""


class OutOfTimeError(Exception):
    """Whoever waits for the rehearsal doesn't any longer."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A call that got an answer to a somewhat different question."""

    call: Asked
    arguments: tuple[str, ...]


@dataclass(slots=True)
class Rehearsed:
    """How far the version has come, and how."""

    state: State
    trace: list[TraceRow] = field(default_factory=list[TraceRow])
    otherwise: list[Otherwise] = field(default_factory=list[Otherwise])
    left: list[Asked] = field(default_factory=list[Asked])
    """Calls of the past run that this one hasn't made."""
    unanswered: Asked | None = None
    """The call that the past has no answer for."""
    stands: Asked | None = None
    """What it waits for, and nothing more comes."""
    endless: bool = False


@dataclass(order=True, slots=True)
class _Coming:
    at: int
    order: int
    told: Told | None = field(compare=False)
    """None: a timer of which the past knows nothing."""
    to: Asked | None = field(compare=False)
    unfired: bool = field(default=False, compare=False)
    """A timer that was the same in the past, and something else came before it."""


class _UnansweredError(Exception):
    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.task)
        self.asked = asked


class _EndlessError(Exception):
    pass


def rehearse(program: Program, past: Past, bounds: Bounds) -> Rehearsed:
    """From the start to the end, or to where nobody knows what would come."""
    return _Rehearsing(program, past, bounds).run()


class _Rehearsing:
    def __init__(self, program: Program, past: Past, bounds: Bounds) -> None:
        self._past, self._bounds = past, bounds
        self._machine = Machine(program)
        self._lookout = Lookout(self._machine)
        self._answers = Answers.of(past, landmarks(program))
        self._result = Rehearsed(self._machine.state)
        self._coming: list[_Coming] = []
        self._facts = 0
        self._in_step = True
        self._met = 0
        """How many of the past's facts have come, in step."""
        self._unsettled: list[_Coming] = []
        self._emitted: dict[str, JsonObject] = {}
        self._own = {_event_id(event) for event in past.emitted}
        self._unheard: dict[str, list[_Coming]] = {}
        """Events that the past run published itself, until this one does."""

    def run(self) -> Rehearsed:
        result = self._result
        for told in self._past.told:
            if told.to is None:
                self._plan(_Coming(told.at, told.sequence, told, None))
        try:
            self._feed(self._past.start)
            while not self._machine.ended and self._step():
                pass
        except _UnansweredError as error:
            result.unanswered = error.asked
        except _EndlessError:
            result.endless = True
        else:
            result.left = self._answers.left(self._past.asked)
            result.stands = None if self._machine.ended else self._oldest()
        return result

    # ---- the clock

    def _step(self) -> bool:
        coming = self._next()
        if coming is None:
            return False
        self._met += 1
        fact = self._fact(coming)
        if fact is not None:
            self._feed(fact)
        return True

    def _next(self) -> _Coming | None:
        expected = self._expected()
        if self._in_step:
            self._advance(None if expected is None else expected.steps)
            if self._machine.ended:
                return None
            first = self._first_fired()
            if first is not None and expected is not None and self._as_before(first, expected):
                return first
            if first is not None:
                self._plan(first)
            self._in_step = False
        self._advance(None)
        while self._coming and not self._machine.ended:
            coming = heapq.heappop(self._coming)
            if coming.to is None or coming.to.call is not None or self._open(coming.to):
                return coming
        return None

    def _as_before(self, coming: _Coming, expected: Told) -> bool:
        return coming.told is expected and coming.at == expected.at

    def _first_fired(self) -> _Coming | None:
        """What comes first, but for timers that had not fired either."""
        waiting: list[_Coming] = []
        while self._coming and self._coming[0].unfired:
            waiting.append(heapq.heappop(self._coming))
        first = heapq.heappop(self._coming) if self._coming else None
        for coming in waiting:
            self._plan(coming)
        return first

    def _expected(self) -> Told | None:
        told = self._past.told
        return told[self._met] if self._met < len(told) else None

    def _open(self, asked: Asked) -> bool:
        return asked.number in self._machine.state.effects

    def _plan(self, coming: _Coming) -> None:
        heapq.heappush(self._coming, coming)

    # ---- the machine

    def _feed(self, fact: Fact) -> None:
        self._facts += 1
        if self._facts > self._bounds.facts:
            raise _EndlessError
        self._machine.feed(fact)
        self._take()

    def _advance(self, until: int | None) -> None:
        """To a step, or as far as it goes."""
        machine, bounds = self._machine, self._bounds
        while machine.advance(1_000 if until is None else until - machine.state.steps):
            self._take()
            if machine.state.steps >= bounds.steps:
                raise _EndlessError
            if bounds.over():
                raise OutOfTimeError
        self._take()

    def _take(self) -> None:
        taken, result = self._machine.take(), self._result
        result.trace += taken.trace[: max(0, self._bounds.trace - len(result.trace))]
        for emitted in taken.emitted:
            self._publish(emitted)
        for asked in self._lookout.asked(taken.wanted):
            for coming in self._answer(asked):
                self._plan(coming)

    def _publish(self, emitted: Emitted) -> None:
        known = _event_id(emitted.event)
        self._emitted[known] = emitted.event
        if len(self._emitted) > self._bounds.events:
            raise _EndlessError
        for coming in self._unheard.pop(known, []):
            self._plan(_Coming(self._later(coming.at), coming.order, coming.told, coming.to))

    def _later(self, at: int) -> int:
        return max(at, self._machine.state.now)

    # ---- answers

    def _answer(self, asked: Asked) -> Iterator[_Coming]:
        """What will come of it, and when."""
        before = self._answers.claim(asked)
        told = [] if before is None else self._answers.to(before)
        if asked.kind == QUESTION:
            yield from (_Coming(asked.at, one.order, one.told, None) for one in self._unsettled)
            self._unsettled = []
        elif asked.kind in TIMERS:
            due = max(asked.at, asked.until)
            if before is None or not told:
                unfired = before is not None and before.until - before.at == asked.until - asked.at
                if unfired and before is not None:
                    due += self._past.overdue.get(before.number, before.until) - before.until
                yield _Coming(due, _LAST + asked.number, None, asked, unfired)
            else:
                late = told[0].at - max(before.at, before.until)
                yield _Coming(due + late, told[0].sequence, told[0], asked)
        elif asked.kind in (LISTENER, APPROVAL):
            yield from (_Coming(max(asked.at, one.at), one.sequence, one, asked) for one in told)
        elif asked.call is not None:
            if before is None or before.call is None:
                raise _UnansweredError(asked)
            if differing := otherwise(before.call, asked.call):
                self._result.otherwise.append(Otherwise(asked, tuple(differing)))
            passed = asked.at - before.at
            yield from (_Coming(one.at + passed, one.sequence, one, asked) for one in told)

    def _fact(self, coming: _Coming) -> Fact | None:
        """As the version knows it; None for what has to wait until it is in place."""
        at, to, told = coming.at, coming.to, coming.told
        if told is None:
            return None if to is None else facts.TimerFired(at, to.number)
        fact = told.fact
        match fact:
            case facts.Started() | facts.Retried():
                return None
            case facts.MessageArrived():
                return self._message(coming, fact.message)
            case facts.CallFailed() if to is not None and told.to is not None:
                moved = fact.problem
                if moved.instance == told.to.task:
                    moved = msgspec.structs.replace(moved, instance=to.task)
                return msgspec.structs.replace(fact, at=at, effect=to.number, problem=moved)
            case facts.CallFinished() if to is not None and told.to is not None:
                output = later(told.to, fact.output, at - told.at)
                return msgspec.structs.replace(fact, at=at, effect=to.number, output=output)
            case _:
                number = fact.effect if to is None else to.number
                return msgspec.structs.replace(fact, at=at, effect=number)

    def _message(self, coming: _Coming, message: Message) -> Fact | None:
        data = message.data
        if isinstance(data, dict):
            data = self._data(coming, message.kind, data)
            if data is None:
                return None
        # What had come twice counts once, and in what order it comes now is not known before.
        sequence = max(message.sequence, self._machine.state.last_message + 1)
        told = msgspec.structs.replace(message, sequence=sequence, data=data)
        return facts.MessageArrived(coming.at, told)

    def _data(self, coming: _Coming, kind: str, data: JsonObject) -> JsonObject | None:
        to = coming.to
        if kind == EVENT_CAME:
            if to is None:  # nobody had listened, and the number may be somebody else's now
                return {**data, "listener": 0}
            event = self._event(coming, data.get("event"))
            return None if event is None else {**data, "listener": to.number, "event": event}
        if kind in ACTS and to is not None:
            return {**data, "approval": to.approval}
        if kind == CHILD_ENDED and to is not None and to.call is not None:
            return {**data, "key": to.call.key}
        if kind == SETTLE and not self._asks():
            self._unsettled.append(coming)
            return None
        visit = data.get("visit")
        return {**data, "visit": self._visit(visit)} if isinstance(visit, str) else data

    def _event(self, coming: _Coming, event: Json) -> Json:
        """Of its own events this version's, as soon as there is one."""
        if not isinstance(event, dict):
            return event
        known = _event_id(event)
        if known not in self._own:
            return event
        if known not in self._emitted:
            self._unheard.setdefault(known, []).append(coming)
            return None
        return self._emitted[known]

    def _asks(self) -> bool:
        return any(one.kind == QUESTION for one in self._machine.state.effects.values())

    def _visit(self, visit: str) -> str:
        """The same in this version, where it is open."""
        known = landmark(visit)
        open_ones = (f"{one.path}:{one.visit}" for one in self._machine.state.frames.values())
        return next((one for one in open_ones if landmark(one) == known), visit)

    def _oldest(self) -> Asked | None:
        """Of what it waits for. A call says more than a listener, and that more than a timeout."""
        state = self._machine.state
        for kind in ("call", QUESTION, APPROVAL, "child", LISTENER, *TIMERS):
            for effect in state.effects.values():
                frame = state.frames.get(effect.frame)
                if effect.kind == kind and frame is not None:
                    place = landmark(f"{frame.path}:{frame.visit}")
                    return Asked(effect.id, kind, frame.pointer, place, state.now)
        return None


def _event_id(event: JsonObject) -> str:
    known = cast("str", event["id"])
    return landmark(known) or known


__all__ = ["Otherwise", "OutOfTimeError", "Rehearsed", "rehearse"]
