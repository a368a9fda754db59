"""Faults on their way outwards: from the task where one happened to the one that catches it.

What stands inside of a faulted task is cancelled with it. Never: a fault that is lost; the run has
it when no task does.
"""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from definitions.errors import Problem, ProblemError
from definitions.plans import Program
from definitions.values import JsonObject
from workflows.machine.effects import Effects
from workflows.machine.frames import Frames, busy
from workflows.machine.state import Frame
from workflows.machine.turn import TaskType, Turn


class Faulting(Protocol):
    """The machine, as a fault sees it."""

    program: Program
    effects: Effects
    frames: Frames

    def kind_of(self, frame: Frame) -> TaskType: ...
    def turn_of(self, frame: Frame) -> Turn: ...
    def note(self, frame: Frame, kind: str, body: JsonObject) -> None: ...
    def fault_run(self, problem: Problem) -> None: ...


def fault(machine: Faulting, frame: Frame, problem: Problem) -> None:
    problem = _placed(problem, frame)
    at: Frame | None = frame
    while at is not None:
        if at.parent:
            machine.note(at, "task.faulted", {"error": problem.to_json()})
        close(machine, at)
        parent = machine.frames.parent(at)
        if parent is not None and not busy(parent):
            try:
                if _catches(machine, parent, problem):
                    return
            except ProblemError as error:
                problem = _placed(error.problem, parent)
        at = parent
    machine.fault_run(problem)


def close(machine: Faulting, frame: Frame) -> None:
    """The frame, with all that stands in it and all that they have wanted."""
    close_inside(machine, frame)
    machine.effects.cancel_of({frame.id})
    machine.frames.close(frame)


def close_inside(machine: Faulting, frame: Frame) -> None:
    gone = machine.frames.inside(frame)
    machine.effects.cancel_of({each.id for each in gone})
    for each in gone:
        machine.note(each, "task.cancelled", {})
        machine.frames.close(each)


def _catches(machine: Faulting, frame: Frame, problem: Problem) -> bool:
    faulted = machine.kind_of(frame).child_faulted
    return faulted is not None and faulted(machine.turn_of(frame), problem)


def _placed(problem: Problem, frame: Frame) -> Problem:
    """An error says where it comes from; whoever made it may not have known."""
    if problem.instance is not None:
        return problem
    return replace(problem, instance=frame.pointer or "/")
