"""Extensions: tasks that are done before and after those of a kind, from outside.

What they make is let go: the extended task has the input it would have had, and its output stays.
Only one that says `exit` beforehand puts its output in the place of the task's. Never: an
extension of an extension's own tasks, unless it says that it extends those.
"""

from __future__ import annotations

from typing import Protocol

from definitions.errors import ProblemError
from definitions.expressions import Template
from definitions.plans import ExtensionPlan, Program, TaskPlan
from definitions.values import Json, JsonObject
from workflows.machine.state import AFTER, BEFORE, INSIDE, ChildEnded, Extending, Frame
from workflows.machine.turn import END, EXIT


class Extensible(Protocol):
    """The machine, as extensions see it."""

    program: Program

    def evaluate(self, frame: Frame, template: Template, value: Json) -> Json: ...
    def open_child(self, frame: Frame, plan: TaskPlan, path: str, value: Json) -> Frame: ...
    def note(self, frame: Frame, kind: str, body: JsonObject) -> None: ...
    def begin(self, frame: Frame) -> None: ...
    def end(self, frame: Frame, output: Json, then: str | None) -> None: ...
    def finish(self, frame: Frame, output: Json, then: str | None) -> None: ...


def begin(machine: Extensible, plan: TaskPlan, frame: Frame) -> None:
    """Do what comes before the task, then the task."""
    candidates = [
        (number, extension)
        for number, extension in _candidates(machine, plan)
        if extension.depth == frame.depth
    ]
    if not candidates:
        machine.begin(frame)
        return
    frame.extending = Extending([], BEFORE)
    applied = [number for number, extension in candidates if _applies(machine, extension, frame)]
    frame.extending = Extending(applied, BEFORE) if applied else None
    if not applied or not _go_on(machine, frame, frame.data):
        _inside(machine, frame)


def end(machine: Extensible, frame: Frame, output: Json, then: str | None) -> None:
    """The task has ended: do what comes after it."""
    extending = frame.extending
    if extending is not None:
        frame.extending = Extending(extending.applied, AFTER, output=output, then=then)
        if _go_on(machine, frame, output):
            return
    machine.finish(frame, output, then)


def child_ended(machine: Extensible, frame: Frame, ended: ChildEnded) -> None:
    extending = frame.extending
    if extending is None:
        return
    if extending.stage == BEFORE:
        if ended.then in (END, EXIT):
            frame.extending = None
            machine.end(frame, ended.output, END if ended.then == END else None)
        elif not _go_on(machine, frame, frame.data):
            _inside(machine, frame)
    elif ended.then == END or not _go_on(machine, frame, extending.output):
        then = END if ended.then == END else extending.then
        machine.finish(frame, extending.output, then)


def _candidates(machine: Extensible, plan: TaskPlan) -> list[tuple[int, ExtensionPlan]]:
    return [(number, machine.program.extensions[number]) for number in plan.extensions]


def _applies(machine: Extensible, extension: ExtensionPlan, frame: Frame) -> bool:
    """A condition that can't be evaluated for this task is none that it meets.

    One that asks for a part of an endpoint would else fault every call that has none.
    """
    if extension.when is None:
        return True
    try:
        return machine.evaluate(frame, extension.when, frame.data) is True
    except ProblemError as error:
        said: JsonObject = {"extension": extension.name, "error": error.problem.to_json()}
        machine.note(frame, "task.unextended", said)
        return False


def _inside(machine: Extensible, frame: Frame) -> None:
    if frame.extending is not None:
        frame.extending = Extending(frame.extending.applied, INSIDE)
    machine.begin(frame)


def _go_on(machine: Extensible, frame: Frame, value: Json) -> bool:
    """Open the tasks of the next extension; False when there is none."""
    extending = frame.extending
    while extending is not None and extending.place < len(extending.applied):
        number = extending.applied[extending.place]
        extending.place += 1
        extension = machine.program.extensions[number]
        tasks = extension.before if extending.stage == BEFORE else extension.after
        if tasks is not None:
            path = f"{frame.path}/{extending.stage}/{number}"
            machine.open_child(frame, tasks, path, value).depth += 1
            return True
    return False
