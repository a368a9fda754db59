"""A run played again from its facts, step by step, as it was or held back before some tasks.

What a held machine wants has other numbers than what the first one wanted; its facts are told by
what they are about: which visit, what for, the how many-th time. Never: a driver; nothing that
is wanted here is done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from msgspec.structs import replace

from definitions import contracts
from definitions.contracts import FactRow
from definitions.plans import Program
from definitions.values import JsonObject
from workflows.machine import commands, facts, keys
from workflows.machine.effects import TIMEOUT
from workflows.machine.facts import Fact
from workflows.machine.frames import Frames, visit_of
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import begun, steps_before
from workflows.machine.state import Attempt, Effect, Enter, Frame

Wish: TypeAlias = tuple[str, str, int]
"""What an effect is: of which visit, of which kind, the how many-th of those."""

ACCEPTED: JsonObject = {"accepted": True}
_BY_PEOPLE = (commands.CANCEL, commands.SUSPEND, commands.RESUME)
"""Messages that a held machine does not hear: what they began has ended with the run."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A task that was entered."""

    visit: str
    pointer: str
    kind: str


@dataclass(slots=True)
class Player:
    """A machine at the beginning of some facts; `held` are the visits that it doesn't enter."""

    program: Program
    rows: Sequence[FactRow]
    held: Collection[str] = ()
    marks: Collection[str] = ()
    """Visits before which it is noted which calls are still open: held or not."""
    machine: Machine = field(init=False)
    since: Sequence[FactRow] = field(init=False)
    visited: list[Visited] = field(default_factory=list[Visited])
    waiting: dict[str, int] = field(default_factory=dict[str, int])
    """Those that are held, and their frames."""
    waiting_since: dict[str, int] = field(default_factory=dict[str, int])
    attempts: dict[str, Attempt] = field(default_factory=dict[str, Attempt])
    """Around each mark."""
    last: str = ""
    """The visit of the last step; "" for what happened to the run itself."""
    _numbers: dict[Wish, int] = field(default_factory=dict[Wish, int])
    _wishes: dict[int, Wish] = field(default_factory=dict[int, Wish])
    _counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    _known: int = 0

    def __post_init__(self) -> None:
        self.machine, self.since = begun(self.program, self.rows)
        for effect in self.machine.state.effects.values():
            self._name(effect)
        self._known = self.machine.state.last_effect

    @property
    def frames(self) -> Frames:
        return self.machine.frames

    # ---- steps

    def come_to(self, row: FactRow) -> None:
        """To the step after which this fact came; never further than the run itself was."""
        self.go_on(steps_before(row))

    def go_on(self, until: int) -> None:
        machine = self.machine
        while not machine.idle and machine.state.steps < until and self.lost is None:
            self._step()

    def replay(self) -> None:
        """All that has happened."""
        for row in self.since:
            self.come_to(row)
            self.feed(facts.from_row(row))
        self.finish()

    def finish(self) -> None:
        """What the facts lead to; of a run that has ended that is its end."""
        while not self.machine.idle:
            self._step()

    def feed(self, fact: Fact) -> JsonObject | None:
        """What it says to a message at once."""
        if self.machine.ended:
            return None
        tasks = self.open_tasks()
        self.machine.feed(fact)
        if self.machine.ended:
            self.last = tasks[0] if len(tasks) == 1 else ""
        return self._name_new()

    def _step(self) -> None:
        state = self.machine.state
        step = state.ready[0]
        frame = state.frames.get(step.frame)
        if frame is not None and isinstance(step, Enter):
            visit = visit_of(frame)
            self._mark(visit, frame)
            if visit in self.held:
                state.ready.pop(0)
                self.waiting[visit], self.waiting_since[visit] = frame.id, state.now
                return
            self._entered(visit, frame)
        if frame is not None:
            self.last = visit_of(self._shown(frame))
        self.machine.advance(1)
        self._name_new()

    def _mark(self, visit: str, frame: Frame) -> None:
        parent = self.frames.parent(frame)
        if visit in self.marks and parent is not None:
            keys.begin_attempt(self.machine.state, parent)
            if parent.attempt is not None:
                self.attempts[visit] = parent.attempt

    def _entered(self, visit: str, frame: Frame) -> None:
        plan = self.program.at(frame.pointer)
        if not plan.listed:
            self.visited.append(Visited(visit, frame.pointer, plan.kind))

    def _shown(self, frame: Frame) -> Frame:
        """The task that it is in, where it is only a list of tasks."""
        for around in self.frames.around(frame):
            if not self.machine.listed(around):
                return around
        return frame

    # ---- what became of it

    @property
    def shown(self) -> set[str]:
        """The visits."""
        return {one.visit for one in self.visited}

    @property
    def lost(self) -> str | None:
        """By which visit the run has ended, or what is held has gone; None: neither."""
        frames = self.machine.state.frames
        gone = self.held and any(number not in frames for number in self.waiting.values())
        return self.last if self.held and (self.machine.ended or gone) else None

    def open_tasks(self) -> list[str]:
        """The innermost ones."""
        frames = self.machine.state.frames.values()
        around = {frame.parent for frame in frames}
        inner = [frame for frame in frames if frame.id not in around]
        return [visit_of(self._shown(frame)) for frame in inner]

    def around(self, visit: str) -> list[Frame]:
        """What stands around one that is held, outwards."""
        frame = self.machine.state.frames[self.waiting[visit]]
        return list(self.frames.around(frame))[1:]

    # ---- effects by what they are

    def wish(self, number: int) -> Wish | None:
        return self._wishes.get(number)

    def number(self, wish: Wish | None) -> int | None:
        """Of this machine, if it is still open."""
        number = None if wish is None else self._numbers.get(wish)
        return number if number in self.machine.state.effects else None

    def _name_new(self) -> JsonObject | None:
        state = self.machine.state
        for number in range(self._known + 1, state.last_effect + 1):
            effect = state.effects.get(number)
            if effect is not None:
                self._name(effect)
        self._known = state.last_effect
        answers = self.machine.take().answers
        return answers[-1].body if answers else None

    def _name(self, effect: Effect) -> None:
        frame = self.machine.state.frames.get(effect.frame)
        visit = "" if frame is None else visit_of(frame)
        nth = self._counts[visit, effect.kind] = self._counts.get((visit, effect.kind), 0) + 1
        wish = (visit, effect.kind, nth)
        self._numbers[wish], self._wishes[effect.id] = effect.id, wish


def retold(was: Player, held: Player, fact: Fact, said: JsonObject | None) -> Fact | None:
    """What the held machine hears of what has happened; None: it is none of its business.

    `said` is what the run answered to a message at once.
    """
    match fact:
        case facts.Started() | facts.Retried():
            return fact
        case facts.MessageArrived():
            return _retold_message(was, held, fact, said)
        case _:
            number = held.number(was.wish(fact.effect))
            if number is None or _is_timeout_around(held, number):
                return None
            return replace(fact, effect=number)


def _retold_message(
    was: Player, held: Player, fact: facts.MessageArrived, said: JsonObject | None
) -> Fact | None:
    message = fact.message
    if message.kind == contracts.EVENT_CAME and isinstance(message.data, dict):
        listener = message.data.get("listener")
        number = held.number(was.wish(listener)) if isinstance(listener, int) else None
        if number is None:
            return None
        data: JsonObject = {**message.data, "listener": number}
        return replace(fact, message=replace(message, data=data))
    if message.kind == commands.CHANGE and said == ACCEPTED:
        # Asked anew, a machine that is held might say that it is at work.
        held.machine.state.context = cast("JsonObject", message.data)["context"]
        return None
    if message.kind in _BY_PEOPLE or (said is not None and not said.get("accepted")):
        return None
    return fact


def _is_timeout_around(held: Player, number: int) -> bool:
    """While something is held, the time of what stands around it stands still."""
    effect = held.machine.state.effects[number]
    return effect.kind == TIMEOUT and any(
        frame.id == effect.frame for visit in held.waiting for frame in held.around(visit)
    )


def play(was: Player, held: Player) -> None:
    """Both through the same facts; the second hears what concerns it."""
    for row in was.since:
        was.come_to(row)
        held.come_to(row)
        fact = facts.from_row(row)
        said = was.feed(fact)
        if held.lost is not None:
            continue
        again = retold(was, held, fact, said)
        held.machine.state.now = max(held.machine.state.now, row.at)
        if again is not None:
            held.feed(again)
    was.finish()
    held.go_on(was.machine.state.steps)
