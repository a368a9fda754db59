"""`do`: tasks one after the other; the output of one is the input of the next.

Never: it does not run a task itself, it opens it and hears of its end.
"""

from __future__ import annotations

from definitions.plans import DoBody, TaskPlan
from definitions.values import Json
from workflows.machine.state import ChildEnded
from workflows.machine.turn import END, EXIT, TaskType, Turn


def enter(turn: Turn) -> None:
    _go_on(turn, 0, turn.data)


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    """Follow the flow directive of the task that ended."""
    match ended.then:
        case None | "continue":
            _go_on(turn, _index(turn, ended.child) + 1, ended.output)
        case "exit":
            # Of a list in another task, it is that task which is left.
            turn.complete(ended.output, EXIT if turn.plan.listed else None)
        case "end":
            turn.complete(ended.output, END)
        case name:
            _go_on(turn, _index(turn, name), ended.output)


def _go_on(turn: Turn, index: int, value: Json) -> None:
    tasks = _tasks(turn)
    if index < len(tasks):
        turn.open(tasks[index], value)
    else:
        turn.complete(value)


def _index(turn: Turn, name: str) -> int:
    return next(index for index, task in enumerate(_tasks(turn)) if task.name == name)


def _tasks(turn: Turn) -> tuple[TaskPlan, ...]:
    return turn.body(DoBody).tasks


TYPE = TaskType(enter=enter, child_ended=child_ended)
