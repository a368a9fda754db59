"""Events that a run publishes and hears: between its tasks and what is kept of it.

Never: an event kept here for later. PostgreSQL has them all, and brings what a listener may have
missed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from definitions.contracts import Answer, Emitted, EventCame, Listener, Message
from definitions.values import JsonObject
from workflows.machine.effects import LISTENER
from workflows.machine.state import EventArrived, State, Step

REMEMBERED = 256
"""Of so many consumed events a later listener knows that they are."""

_UNWANTED: JsonObject = {"accepted": False, "detail": "Nobody in the run waits for this event."}


class Hearing(Protocol):
    """The machine, as an event sees it."""

    state: State

    def answer(self, answer: Answer) -> None: ...


class Events:
    """What has come up since it was last taken."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._emitted: list[Emitted] = []
        # After a restart nobody knows who has been told: all are named again. Twice is once.
        self._known: list[int] = []

    def emit(self, line: int, event: JsonObject) -> None:
        self._emitted.append(Emitted(line, event))

    def again(self, emitted: list[Emitted]) -> None:
        """Of a run made again from its facts nobody knows what it had published. Twice is once."""
        self._emitted, self._known = emitted, []

    def take(self) -> tuple[list[Emitted], list[Listener], list[int]]:
        """What was published, who listens since then, and who listens no more."""
        emitted, self._emitted = self._emitted, []
        open_ones = [one for one in self._state.effects.values() if one.kind == LISTENER]
        begun = [Listener(one.id, one.keys) for one in open_ones if one.id not in self._known]
        deaf = [number for number in self._known if number not in self._state.effects]
        self._known = [one.id for one in open_ones]
        return emitted, begun, deaf


def hear(machine: Hearing, message: Message) -> None:
    """Bring it to the listener that it is meant for; its task decides at its turn."""
    state = machine.state
    try:
        came = msgspec.convert(message.data, EventCame)
    except msgspec.ValidationError as error:
        said: JsonObject = {"accepted": False, "detail": f"This is no event: {error}."}
        machine.answer(Answer(message.id, said))
        return
    effect = state.effects.get(came.listener)
    if effect is None or effect.kind != LISTENER:
        machine.answer(Answer(message.id, _UNWANTED))
        return
    arrived = EventArrived(effect.frame, effect.id, message.id, came.place, came.event)
    state.ready.append(arrived)


def settle(machine: Hearing, arrived: EventArrived, take: Callable[[], bool]) -> None:
    """Let the task decide, unless it listens no more or came after who consumed the event."""
    state = machine.state
    before = state.consumed.get(arrived.place)
    wanted = (
        arrived.listener in state.effects
        and (before is None or arrived.listener <= before)
        and take()
    )
    if wanted and before is None:
        state.consumed[arrived.place] = state.last_effect
        while len(state.consumed) > REMEMBERED:
            del state.consumed[next(iter(state.consumed))]
    machine.answer(Answer(arrived.message, {"accepted": True} if wanted else _UNWANTED))


def drop(machine: Hearing, step: Step) -> None:
    """A step whose task is gone."""
    if isinstance(step, EventArrived):
        machine.answer(Answer(step.message, _UNWANTED))
