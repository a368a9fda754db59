"""Commands that people send to a run: cancel, suspend, resume, change. Each gets an answer.

Never: a refusal by silence. What can't be done is answered with the reason.
"""

from __future__ import annotations

from typing import Protocol

from definitions.contracts import Message
from definitions.values import Json, JsonObject
from workflows.machine.effects import Effects
from workflows.machine.state import State
from workflows.machine.trace import clip

CANCEL = "run.cancel"
SUSPEND = "run.suspend"
RESUME = "run.resume"
CHANGE = "run.change"


class Commanded(Protocol):
    """The machine, as a command sees it."""

    state: State
    effects: Effects

    @property
    def ended(self) -> bool: ...
    def cancel_run(self, reason: Json) -> None: ...
    def note_run(self, kind: str, body: JsonObject) -> None: ...


def obey(machine: Commanded, message: Message) -> JsonObject:
    """Carry it out; the answer says whether it was accepted, and if not, why."""
    if machine.ended:
        return _refused(f"The run has already {machine.state.status}.")
    reason = message.data.get("reason") if isinstance(message.data, dict) else None
    match message.kind:
        case "run.cancel":
            machine.cancel_run(reason)
        case "run.suspend":
            if machine.state.suspended:
                return _refused("The run is already suspended; resume it to go on.")
            machine.state.suspended = True
            machine.note_run("run.suspended", {"reason": reason})
        case "run.resume":
            if not machine.state.suspended:
                return _refused("The run is not suspended; there is nothing to resume.")
            machine.state.suspended = False
            machine.note_run("run.resumed", {"reason": reason})
        case "run.change":
            return _change(machine, message)
        case kind:
            return _refused(f"A run takes no message of kind {kind}.")
    return {"accepted": True}


def _change(machine: Commanded, message: Message) -> JsonObject:
    """`$context`, while nothing reads it: between two steps of a busy run it would be chance."""
    data = message.data if isinstance(message.data, dict) else {}
    if "context" not in data:
        return _refused("The message does not say what the context is to be.")
    state = machine.state
    # Not by its status: that depends on how the driver bunches facts.
    if not (state.suspended or (not state.ready and machine.effects.rest)):
        return _refused("The run is at work; suspend it before its data are changed.")
    before, state.context = state.context, data["context"]
    body: JsonObject = {"before": clip(before), "after": clip(state.context)}
    machine.note_run("run.changed", body | {name: data.get(name) for name in ("reason", "by")})
    return {"accepted": True}


def _refused(why: str) -> JsonObject:
    return {"accepted": False, "detail": why}
