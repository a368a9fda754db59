"""What a person settles: a call that may or may not have happened, and whose fault nothing catches.

The task stays open until somebody says that it happened, with its output, that it is to be done
again, or that the fault shall stand. Never: a guess in the person's place.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from definitions.contracts import Message
from definitions.errors import Problem, ProblemError, is_outcome_unknown
from definitions.values import Json, JsonObject
from workflows.machine.effects import QUESTION, Effects
from workflows.machine.frames import Frames, busy, visit_of
from workflows.machine.state import Effect, EffectEnded, Frame, State
from workflows.machine.turn import TaskType, Turn
from workflows.machine.wanted import WantCall

SETTLE = "task.settle"
UNSETTLED = "task.unsettled"
SETTLED = "task.settled"
HAPPENED, AGAIN, FAILED = "happened", "again", "failed"


class Asking(Protocol):
    """The machine, as a question sees it."""

    state: State
    effects: Effects
    frames: Frames

    def kind_of(self, frame: Frame) -> TaskType: ...
    def turn_of(self, frame: Frame) -> Turn: ...
    def note(self, frame: Frame, kind: str, body: JsonObject) -> None: ...
    def effect_ended(self, number: int, output: Json, problem: Problem | None) -> None: ...


def asked(machine: Asking, frame: Frame, ended: EffectEnded) -> bool:
    """Whether the fault of this call is left to a person."""
    problem = ended.problem
    if problem is None or ended.call is None or not is_outcome_unknown(problem.type):
        return False
    around = [*machine.frames.around(frame)][1:]
    if any(_would_catch(machine, outer, problem) for outer in around):
        return False
    call = {**ended.call, "problem": problem.to_json()}
    machine.effects.ask(frame, call)
    machine.note(frame, UNSETTLED, {"error": problem.to_json()})
    return True


def settle(machine: Asking, message: Message) -> JsonObject:
    """Carry out what a person has said; the answer says why not, where it can't be."""
    data = message.data if isinstance(message.data, dict) else {}
    found = _open(machine, data.get("visit"))
    if isinstance(found, str):
        return {"accepted": False, "detail": found}
    effect, frame = found
    outcome = data.get("outcome")
    call = dict(effect.call or {})
    problem = msgspec.convert(call.pop("problem"), Problem)
    match outcome:
        case "happened":
            machine.effects.settle(effect.id)
            machine.effects.settle(effect.id)
            machine.effect_ended(effect.id, data.get("output"), None)
        case "again":
            machine.effects.close(effect.id)
            machine.effects.call_again(frame, msgspec.convert(call, WantCall))
        case "failed":
            machine.effect_ended(effect.id, None, problem)
        case _:
            said = f"A call has {HAPPENED}, is done {AGAIN} or has {FAILED}; {outcome} is none."
            return {"accepted": False, "detail": said}
    told: JsonObject = {name: data.get(name) for name in ("outcome", "reason", "by")}
    machine.note(frame, SETTLED, told)
    return {"accepted": True}


def _would_catch(machine: Asking, outer: Frame, problem: Problem) -> bool:
    catches = machine.kind_of(outer).catches
    if catches is None or busy(outer):
        return False
    try:
        return catches(machine.turn_of(outer), problem)
    except ProblemError:
        return True  # the fault has to go its way there, to become that other one


def _open(machine: Asking, visit: Json) -> tuple[Effect, Frame] | str:
    """The question of this visit; the only one where none is named."""
    found: list[tuple[Effect, Frame]] = []
    for effect in machine.state.effects.values():
        frame = machine.state.frames.get(effect.frame)
        if effect.kind != QUESTION or frame is None:
            continue
        if visit is None or visit == visit_of(frame):
            found.append((effect, frame))
    if not found:
        return "No call of this task is to be settled; somebody may have done it meanwhile."
    if len(found) > 1:
        places = ", ".join(visit_of(frame) for _, frame in found)
        return f"Several calls are to be settled; say which visit is meant: {places}."
    return found[0]
