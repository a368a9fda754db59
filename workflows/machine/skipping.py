"""Skipping a task: a person gives its output, and the run goes on as if the task had made it.

What the task has open inside is closed, as when it is cancelled. Never: a run that faults because
of the output that somebody gave; one that doesn't fit is refused in words.
"""

from __future__ import annotations

from typing import Protocol

from definitions.contracts import Message
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject
from workflows.machine.effects import Effects
from workflows.machine.frames import busy, visit_of
from workflows.machine.state import (
    AFTER,
    INSIDE,
    Enter,
    EventArrived,
    Extending,
    Frame,
    State,
    Step,
)
from workflows.machine.trace import clip

SKIP = "task.skip"
OVERRIDDEN = "task.overridden"


class Skipping(Protocol):
    """The machine, as the skip of a task sees it."""

    state: State
    effects: Effects

    @property
    def ended(self) -> bool: ...
    def listed(self, frame: Frame) -> bool: ...
    def shape_input(self, frame: Frame) -> None: ...
    def shaped(self, frame: Frame, output: Json) -> tuple[Json, Json]: ...
    def close_children(self, frame: Frame) -> None: ...
    def drop(self, step: Step) -> None: ...
    def end(self, frame: Frame, output: Json, then: str | None) -> None: ...
    def note(self, frame: Frame, kind: str, body: JsonObject) -> None: ...


def obey(machine: Skipping, message: Message) -> JsonObject:
    """Carry it out; the answer says whether it was accepted, and if not, why."""
    if machine.ended:
        return _refused(f"The run has already {machine.state.status}.")
    data = message.data if isinstance(message.data, dict) else {}
    if "output" not in data:
        return _refused("The message does not say what the output of the task is to be.")
    frame = open_task(machine, data.get("visit"))
    if frame is None:
        return _refused("No such task is open; it may have ended meanwhile. See the run's trace.")
    why = skip(machine, frame, data["output"], {name: data.get(name) for name in ("reason", "by")})
    return {"accepted": True} if why is None else _refused(why)


def open_task(machine: Skipping, visit: Json) -> Frame | None:
    """A task of this visit; what is only a list of tasks is none."""
    for frame in machine.state.frames.values():
        if visit == visit_of(frame) and not machine.listed(frame):
            return frame
    return None


def skip(machine: Skipping, frame: Frame, output: Json, told: JsonObject) -> str | None:
    """End it with this output; answers why not, where that can't be."""
    if frame.extending is not None and frame.extending.stage == AFTER:
        return "The task itself is done; what comes after it is under way."
    try:
        if Enter(frame.id) in machine.state.ready:
            machine.shape_input(frame)  # it has not begun, and its output may read `$input`
        machine.shaped(frame, output)
    except ProblemError as error:
        said = error.problem.detail or error.problem.title or error.problem.type
        return f"The output does not fit: {said.rstrip('.')}."
    if busy(frame) and frame.extending is not None:
        frame.extending = Extending(frame.extending.applied, INSIDE)
    machine.close_children(frame)
    for effect in [one for one in machine.state.effects.values() if one.frame == frame.id]:
        if effect.id != frame.timeout:
            machine.effects.cancel(effect.id)
    _forget_steps(machine, frame)
    machine.note(frame, OVERRIDDEN, told | {"output": clip(output)})
    machine.end(frame, output, None)
    return None


def _forget_steps(machine: Skipping, frame: Frame) -> None:
    """Nothing that has happened to it counts any more; whoever sent an event hears so."""
    kept: list[Step] = []
    for step in machine.state.ready:
        if step.frame != frame.id:
            kept.append(step)
        elif isinstance(step, EventArrived):
            machine.drop(step)
    machine.state.ready[:] = kept


def _refused(why: str) -> JsonObject:
    return {"accepted": False, "detail": why}
