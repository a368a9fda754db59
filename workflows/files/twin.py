"""Plays a run's facts again on a clock as the simulator has it, and notes when what came.

In the simulator a timer fires at its moment, and what it answers in one moment comes in the order
of the effects. So facts that came late, or together, are moved by as little as keeps their order.
Never: a fact left out, or in another order than it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from definitions.contracts import CHILD_ENDED, START_RUN, ChildEnd, FactRow, Message
from definitions.errors import Problem, runtime
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine import facts
from workflows.machine.effects import TIMEOUT
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import come_to
from workflows.machine.wanted import WantCall


@dataclass(slots=True)
class Made:
    """A call that the run has made, and how it ended."""

    wanted: WantCall
    at: int
    ended_at: int | None = None
    """None: nobody waited for its answer any more."""
    output: Json = None
    problem: Problem | None = None

    @property
    def awaited(self) -> bool:
        """It starts a run, and the end of that run is its answer."""
        arguments = self.wanted.arguments
        if self.wanted.function != START_RUN or not isinstance(arguments, dict):
            return False
        return arguments["awaited"] is True

    def end(self, at: int, output: Json, problem: Problem | None) -> None:
        self.ended_at, self.output, self.problem = at, output, problem


@dataclass(slots=True)
class Twin:
    """The run once more, with the moments of the facts moved or as they were."""

    machine: Machine
    moved: bool
    calls: dict[int, Made] = field(default_factory=dict[int, Made])
    """By the number of the effect, in the order in which they were wanted."""
    messages: list[tuple[int, Message]] = field(default_factory=list[tuple[int, Message]])
    emitted: list[JsonObject] = field(default_factory=list[JsonObject])
    answers: dict[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    """What the run has said to each message."""
    tasks: dict[str, str] = field(default_factory=dict[str, str])
    """Which task holds an approval, by its id."""

    @classmethod
    def of(cls, program: Program, rows: Sequence[FactRow], *, moved: bool) -> Twin:
        """Raises what a machine raises of facts that are none of this program."""
        twin = cls(Machine(program), moved)
        before = rows[0].at if rows else 0
        for row in rows:
            come_to(twin.machine, row)
            twin._take()
            twin._feed(facts.from_row(row), row.at - before)
            before = max(before, row.at)
        while twin.machine.advance():
            pass
        twin._take()
        return twin

    def _take(self) -> None:
        taken = self.machine.take()
        self.emitted += [one.event for one in taken.emitted]
        self.answers |= {one.message: one.body for one in taken.answers}
        self.tasks |= {one.id: one.task for one in taken.asking}
        for wanted in taken.wanted:
            if isinstance(wanted, WantCall) and wanted.effect not in self.calls:
                self.calls[wanted.effect] = Made(wanted, self.machine.now)

    def _feed(self, fact: Fact, gap: int) -> None:
        fact = replace(fact, at=self._moment(fact, gap))
        self._note(fact)
        self.machine.feed(fact)

    def _moment(self, fact: Fact, gap: int) -> int:
        now = self.machine.now
        match fact:
            case facts.Started() | facts.Retried():
                return fact.at
            case _ if not self.moved:
                return fact.at
            case facts.TimerFired():
                effect = self.machine.state.effects.get(fact.effect)
                return now if effect is None else max(now, effect.until)
            case facts.CallFinished() if self._begins(fact.effect):
                return now
            case _:
                return self._before_timers(now, max(gap, 1))

    def _begins(self, effect: int) -> bool:
        made = self.calls.get(effect)
        return made is not None and made.awaited

    def _before_timers(self, now: int, gap: int) -> int:
        """What came before a timer fired has to come before its moment."""
        timers = ("timer", TIMEOUT)
        effects = self.machine.state.effects.values()
        due = min((one.until for one in effects if one.kind in timers), default=None)
        if due is None or now + gap < due:
            return now + gap
        return now + max(due - now, 0) // 2

    def _note(self, fact: Fact) -> None:
        match fact:
            case facts.CallFinished() if not self._begins(fact.effect):
                self._end(fact.effect, fact.at, fact.output, None)
            case facts.CallFailed():
                self._end(fact.effect, fact.at, None, fact.problem)
            case facts.MessageArrived():
                if fact.message.sequence > self.machine.state.last_message:
                    self._hear(fact)
            case _:
                pass

    def _end(self, effect: int, at: int, output: Json, problem: Problem | None) -> None:
        made = self.calls.get(effect)
        if made is not None and made.ended_at is None:
            made.end(at, output, problem)

    def _hear(self, fact: facts.MessageArrived) -> None:
        if fact.message.kind != CHILD_ENDED:
            self.messages.append((fact.at, fact.message))
            return
        end = msgspec.convert(fact.message.data, ChildEnd)
        for made in self.calls.values():
            if made.awaited and made.wanted.key == end.key and made.ended_at is None:
                made.end(fact.at, end.output, _of_child(end))


def _of_child(end: ChildEnd) -> Problem | None:
    if end.status == "completed":
        return None
    said = f"The run {end.run}, for which this task waited, was {end.status}."
    return end.error or runtime(said)
