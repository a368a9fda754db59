"""`call` of a function that the document defines: a task with the arguments as its input.

Never: an effect of its own; the task inside has those.
"""

from __future__ import annotations

from definitions.plans import OwnCallBody
from workflows.machine.state import ChildEnded
from workflows.machine.turn import END, TaskType, Turn


def enter(turn: Turn) -> None:
    body = turn.body(OwnCallBody)
    given = turn.data if body.arguments is None else turn.evaluate(body.arguments)
    turn.open_function(body.function, given)


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    """Where the function goes on is nobody's business; that it ends the run is."""
    turn.complete(ended.output, END if ended.then == END else None)


TYPE = TaskType(enter=enter, child_ended=child_ended)
