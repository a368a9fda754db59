"""What one run may take: work in its life, work in a step, tasks inside each other, values at once.

A run that goes beyond ends with a sentence; no other run is to feel it. Never: a clock or a look at
the process's memory. All is counted, so that every replay comes to the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from definitions.errors import Problem, ProblemError, runtime
from definitions.values import Json
from workflows.machine.facts import CallFinished, Fact, MessageArrived
from workflows.machine.state import ChildEnded, EffectEnded, EventArrived, Frame, State, Step

MOST_WORK = 10_000_000
"""Steps in the life of a run, those of its expressions among them."""

WORK_A_STEP = 20
"""Steps of expressions and schemas that take as long as one of the machine's own."""

WORK_A_TURN = 200_000
"""Steps of expressions after which a task begins no more of them in one step of its own."""

DEEPEST = 100
"""Calls of the document's own functions inside each other."""

MOST_HELD = 32 * 1024 * 1024
"""Characters of all the values of a run, as they would be written out."""

FUNCTION = "function"
"""In the memo of a task that has called one."""

_FRAME = 512
_ITEM = 16
_EVERY = 128
_LARGE = 65_536
_ITEMS = "items"
"""In the memo of a loop: all that it goes through, which never changes."""


_BROUGHT = 10
"""A thousand characters from outside are worth a step."""


def endless() -> Problem:
    return runtime(
        f"The run has taken more than {MOST_WORK:,} steps: it may go on for ever. Look for a loop "
        "that nothing leads out of; a process that is meant to go on starts a run of its own anew."
    )


def overladen() -> Problem:
    return runtime(
        f"The run holds more than {MOST_HELD:,} characters of values at the same time. Keep only "
        "what later tasks need, with `output.as`, and do less at once."
    )


def check_depth(frame: Frame, around: Iterable[Frame]) -> None:
    """Before a function is called in this frame."""
    if sum(FUNCTION in at.memo for at in around) >= DEEPEST:
        detail = (
            f"More than {DEEPEST} functions would be called inside each other. "
            "Does one call itself, directly or by others?"
        )
        raise ProblemError(runtime(detail, frame.pointer))
    frame.memo[FUNCTION] = True


def work_of(fact: Fact) -> int:
    """Of what it brings along."""
    match fact:
        case CallFinished():
            return weigh(fact.output) >> _BROUGHT
        case MessageArrived():
            return weigh(fact.message.data) >> _BROUGHT
        case _:
            return 0


class Scale:
    """Weighs a run now and then: after some work, and whenever it comes to rest.

    What is large it remembers, as long as the run holds it: no value is changed once it is made.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: list[tuple[Json, int]] = []
        self._met: list[tuple[Json, int]] = []

    def beyond(self) -> Problem | None:
        """Why the run can't go on, if it can't; when to look again stands in the state."""
        state = self._state
        if state.work < (state.look_at if state.ready else state.look_at_rest):
            return None
        if state.work > MOST_WORK:
            return endless()
        pause = max(_EVERY, len(state.frames) // 4)
        state.look_at, state.look_at_rest = state.work + pause, state.work + pause // 8
        return overladen() if self._held() > MOST_HELD else None

    def _held(self) -> int:
        """What is met several times is written out several times, and counts so."""
        state = self._state
        self._met = []
        total = sum(map(self._weigh, (state.input, state.raw_input, state.context, state.output)))
        total += weigh({**state.visits})
        total += sum(weigh(effect.call) for effect in state.effects.values())
        total += sum(map(self._weigh, _brought(state.ready)))
        for frame in state.frames.values():
            total += self._of_frame(frame)
            if total > MOST_HELD:
                break
        self._known = self._met
        return total

    def _of_frame(self, frame: Frame) -> int:
        total = _FRAME + len(frame.path) + self._weigh(frame.raw)
        if frame.data is not frame.raw:
            total += self._weigh(frame.data)
        total += sum(map(self._weigh, frame.variables.values()))
        # These are changed in place.
        total += sum(map(weigh, (frame.sealed, {**(frame.visits or {})})))
        for name, value in frame.memo.items():
            total += self._weigh(value) if name == _ITEMS else weigh(value)
        return total if frame.extending is None else total + self._weigh(frame.extending.output)

    def _weigh(self, value: Json) -> int:
        if not isinstance(value, dict | list):
            return weigh(value)
        for known, weight in self._met:
            if known is value:
                return weight
        weight = next((weight for known, weight in self._known if known is value), None)
        weight = weigh(value) if weight is None else weight
        if weight > _LARGE:
            self._met.append((value, weight))
        return weight


def weigh(value: Json) -> int:
    """Characters, about, that it takes when it is written out."""
    total = 0
    left: list[Json] = [value]
    while left and total <= MOST_HELD:
        match left.pop():
            case str() as text:
                total += len(text)
            case dict() as entries:
                total += sum(_ITEM + len(name) for name in entries)
                left.extend(entries.values())
            case list() as items:
                total += _ITEM * len(items)
                left.extend(items)
            case _:
                pass
    return total


def _brought(ready: Iterable[Step]) -> Iterator[Json]:
    for step in ready:
        match step:
            case ChildEnded() | EffectEnded():
                yield step.output
            case EventArrived():
                yield step.event
            case _:
                pass


__all__ = ["DEEPEST", "MOST_HELD", "MOST_WORK", "WORK_A_TURN", "Scale", "check_depth", "work_of"]
