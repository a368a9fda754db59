"""The ends of runs that this run has started and waits for: each is a message.

Never: an end that is lost because it came early. A child may have ended before its parent knows
that it was started.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from definitions.contracts import ChildEnd, Message
from definitions.errors import Problem
from definitions.values import Json, JsonObject
from workflows.machine.effects import CHILD, Effects
from workflows.machine.state import State

EARLY = "ended"
"""In the memo of a task: the end of its child that came before the answer to its start."""


class Parent(Protocol):
    """The machine, as the end of a child sees it."""

    state: State
    effects: Effects

    def effect_ended(self, number: int, output: Json, problem: Problem | None) -> None: ...


def hear(machine: Parent, message: Message) -> JsonObject:
    """Bring it to the task that waits; the answer says whether there is one."""
    try:
        end = msgspec.convert(message.data, ChildEnd)
    except msgspec.ValidationError as error:
        return {"accepted": False, "detail": f"This is no end of a run: {error}."}
    effect = machine.effects.of_key(end.key)
    frame = None if effect is None else machine.state.frames.get(effect.frame)
    if effect is None or frame is None:
        return {"accepted": False, "detail": "The run does not wait for this one any more."}
    if effect.kind == CHILD:
        machine.effect_ended(effect.id, message.data, None)
    else:
        frame.memo[EARLY] = message.data
    return {"accepted": True}
