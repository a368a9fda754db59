"""Retrying: how a run that has ended goes on from one of its tasks.

Its facts are played again, with the run held before that task, and before each other one without
which it would end as it did. What other branches were told meanwhile they are told again. What is
left open then is wanted again under the keys that it had, so that nothing is done twice unseen.
Never: a call whose end nobody knows taken for one that did not happen; it keeps its key.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from definitions.contracts import RETRIED, START_RUN, FactRow, TraceRow
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine import approvals, facts, skipping
from workflows.machine.children import EARLY
from workflows.machine.effects import CHILD
from workflows.machine.frames import visit_of
from workflows.machine.machine import Machine
from workflows.machine.playing import Player, Visited, play
from workflows.machine.state import Effect, EffectEnded, Enter, EventArrived, Frame, State

MOST_HELD = 50
"""So many tasks of other branches may have failed besides."""

NOT_GIVEN = msgspec.UNSET


class RetryError(Exception):
    """The run can't go on so; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Span:
    """The facts from the start of a run, or a retry, to where it ended then."""

    program: Program
    rows: Sequence[FactRow]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person gives the task from which the run goes on; what isn't given stays."""

    input: Json | msgspec.UnsetType = NOT_GIVEN
    output: Json | msgspec.UnsetType = NOT_GIVEN
    """Of the task, which is then not done again."""
    context: Json | msgspec.UnsetType = NOT_GIVEN


@dataclass(frozen=True, slots=True)
class Asked:
    """Who retries a run, when and why."""

    at: int
    by: str
    reason: str | None
    version: str
    """With which it goes on."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A call that was out, and whose end nobody has heard."""

    visit: str
    pointer: str
    function: str
    fate: Literal["unknown", "again"]


@dataclass(frozen=True, slots=True)
class Past:
    """What a run has been: all its spans, and what they led to."""

    spans: Sequence[Span]
    players: Sequence[Player] = field(init=False)

    def __post_init__(self) -> None:
        played: list[Player] = []
        for span in self.spans:
            player = Player(span.program, span.rows)
            player.replay()
            played.append(player)
        object.__setattr__(self, "players", played)

    @property
    def state(self) -> State:
        """As it ended."""
        return self.players[-1].machine.state

    @property
    def visited(self) -> list[Visited]:
        """All from which it can go on, the newest first."""
        return [one for player in reversed(self.players) for one in reversed(player.visited)]

    @property
    def failed(self) -> str | None:
        """Where it ended; None when no task was the cause, or several were open."""
        last = self.players[-1].last
        return last if last in self.players[-1].shown else None

    def span_of(self, visit: str) -> Span:
        for span, player in zip(reversed(self.spans), reversed(self.players), strict=True):
            if visit in player.shown:
                return span
        raise RetryError(f"The run has not been in {visit}; its trace names the visits.")


class Held:
    """A run that stands before a task, and can go on."""

    def __init__(self, past: Past, visit: str) -> None:
        self._past = past
        self.visit = visit
        self._was, self._held = _held(past.span_of(visit), visit)
        self.state = self._held.machine.state
        self.frame = self._frame(visit)

    def _frame(self, visit: str) -> Frame:
        return self.state.frames[self._held.waiting[visit]]

    @property
    def entered(self) -> set[str]:
        """Pointers of the tasks that are done or open."""
        done = {one.pointer for one in self._held.visited}
        return done | {frame.pointer for frame in self.state.frames.values()}

    @property
    def children(self) -> list[str]:
        """Keys of the runs for which it would wait on."""
        open_ones = [one for one in self.state.effects.values() if one.kind == CHILD]
        return [key for one in open_ones if (key := _text(one, "key")) is not None]

    @property
    def calls(self) -> list[LeftOpen]:
        """Those that must not be made twice unseen."""
        found = [
            LeftOpen(visit_of(frame), frame.pointer, _text(effect, "function") or "", "unknown")
            for effect in self.state.effects.values()
            if effect.kind == "call"
            and not (effect.call or {}).get("safe")
            and _text(effect, "function") != START_RUN
            and (frame := self.state.frames.get(effect.frame)) is not None
        ]
        kept = {key for one in self._was.attempts.values() for key in one.keys.values()}
        again = [self._again(key) for key in sorted(kept)]
        return found + again

    def _again(self, key: str) -> LeftOpen:
        visit = key.removeprefix(f"{self.state.run}:")
        known = next((one for one in self._was.visited if one.visit == visit), None)
        pointer, kind = ("", "call") if known is None else (known.pointer, known.kind)
        return LeftOpen(visit, pointer, kind, "again")

    def go_on(
        self, program: Program, asked: Asked, edit: Edit, ended: Collection[str]
    ) -> tuple[FactRow, list[TraceRow]]:
        """The fact with which it does, and what people see of it.

        Of the runs for which it waits those of the keys `ended` have an end that it has yet to
        hear; the others went with it, and are started anew.
        """
        self._open_again(asked.at, ended)
        self._count_on()
        state, frame = self.state, self.frame
        state.now, state.status, state.suspended = max(state.now, asked.at), "running", False
        if edit.input is not NOT_GIVEN:
            frame.raw = edit.input
        if edit.context is not NOT_GIVEN:
            state.context = edit.context
        machine = Machine(program, state)
        told: JsonObject = {"reason": asked.reason, "by": asked.by}
        machine.note_run(RETRIED, {"visit": self.visit, "version": asked.version, **told})
        if edit.output is not NOT_GIVEN:
            why = skipping.skip(machine, frame, edit.output, told)
            if why is not None:
                raise RetryError(why)
        trace = machine.take().trace
        state.last_fact += 1
        fact = facts.Retried(
            at=asked.at,
            state=state.to_json(),
            visit=self.visit,
            reason=asked.reason,
            by=asked.by,
            hash=program.hash,
            version=asked.version,
            former=self._past.spans[-1].program.hash,
        )
        return facts.to_row(fact, state.last_fact, state.steps), trace

    # ---- the state as it goes on

    def _open_again(self, at: int, ended: Collection[str]) -> None:
        """What was held is entered now, in a round of its own: under other keys than before."""
        stopped = self.state.now
        for visit, number in self._held.waiting.items():
            frame = self.state.frames[number]
            for around in self._held.around(visit):
                if around.inner_round != self.round:
                    around.inner_round = self.round
                    self._shift(around, at - self._held.waiting_since[visit])
            attempt, was = self._held.attempts.get(visit), self._was.attempts.get(visit)
            if attempt is not None and was is not None:
                attempt.keys = dict(was.keys)
            self._enter(frame)
        for frame in [*self.state.frames.values()]:
            if self._started_run(frame, ended):
                self._held.machine.effects.cancel_of({frame.id})
                frame.memo, frame.timeout, frame.extending = {}, 0, None
                self._enter(frame)
        for frame in self.state.frames.values():
            if frame.inner_round != self.round:
                self._shift(frame, at - stopped)
                approvals.postpone(self.state, frame, max(0, at - stopped), at)

    @property
    def round(self) -> int:
        return len(self._past.spans)

    def _enter(self, frame: Frame) -> None:
        frame.round = frame.inner_round = self.round
        self.state.ready.append(Enter(frame.id))

    def _shift(self, frame: Frame, by: int) -> None:
        """The time in which the run lay still doesn't count for what may take only so long."""
        effect = self.state.effects.get(frame.timeout)
        if effect is not None:
            effect.until += max(0, by)

    def _started_run(self, frame: Frame, ended: Collection[str]) -> bool:
        """It waits for a run that was cancelled with this one, or was just to be started."""
        if EARLY in frame.memo:
            return False
        for effect in self.state.effects.values():
            if effect.frame == frame.id and effect.kind == CHILD:
                return _text(effect, "key") not in ended
            if effect.frame == frame.id and _text(effect, "function") == START_RUN:
                return True
        return False

    def _count_on(self) -> None:
        """No number that was ever given is given again."""
        state, last = self.state, self._past.state
        state.last_effect = max(state.last_effect, last.last_effect)
        numbers: dict[int, int] = {0: 0}
        for place, number in enumerate(sorted(state.effects), start=1):
            numbers[number] = state.last_effect + place
        state.last_effect += len(state.effects)
        effects = [_numbered(effect, numbers[effect.id]) for effect in state.effects.values()]
        state.effects = {effect.id: effect for effect in effects}
        for frame in state.frames.values():
            frame.timeout = numbers.get(frame.timeout, 0)
        for step in state.ready:
            if isinstance(step, EventArrived):
                step.listener = numbers.get(step.listener, 0)
            elif isinstance(step, EffectEnded):
                step.effect = numbers.get(step.effect, 0)
        state.last_fact = self._past.spans[-1].rows[-1].sequence
        state.last_trace, state.last_message = last.last_trace, last.last_message
        state.steps = last.steps


def spans(rows: Sequence[FactRow]) -> list[Sequence[FactRow]]:
    """The facts from one retry to the next."""
    begins = [0, *(place for place, row in enumerate(rows) if row.kind == RETRIED)]
    return [rows[begin:end] for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True)]


def _held(span: Span, visit: str) -> tuple[Player, Player]:
    """The run as it was, and as it stands before this visit."""
    visits = [visit]
    while len(visits) <= MOST_HELD:
        was = Player(span.program, span.rows, marks=visits)
        held = Player(span.program, span.rows, held=visits, marks=visits)
        play(was, held)
        culprit = held.lost
        if culprit is None and visit in held.waiting:
            return was, held
        if culprit is None or culprit in visits or culprit not in held.shown:
            # Without what stands around it, the run doesn't come so far.
            raise RetryError(
                f"What stands around {visit} has ended without it. Go on from another task."
            )
        visits.append(culprit)
    raise RetryError(f"More than {MOST_HELD} tasks of other branches have failed besides.")


def _numbered(effect: Effect, number: int) -> Effect:
    call = effect.call
    if call is not None and "effect" in call:
        call = {**call, "effect": number}
    return msgspec.structs.replace(effect, id=number, call=call)


def _text(effect: Effect, name: str) -> str | None:
    value = (effect.call or {}).get(name)
    return value if isinstance(value, str) else None
