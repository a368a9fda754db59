"""`set`: the output is a value made of expressions.

Never: a change of anything but the task's output; `export` is what reaches the context.
"""

from __future__ import annotations

from definitions.plans import SetBody
from workflows.machine.turn import TaskType, Turn


def enter(turn: Turn) -> None:
    turn.complete(turn.evaluate(turn.body(SetBody).value))


TYPE = TaskType(enter=enter)
