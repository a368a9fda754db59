"""`for`: does its tasks for each item; the output of one iteration is the input of the next.

Never: two iterations at once, or a look at the list again once the loop has begun.
"""

from __future__ import annotations

from typing import cast

from definitions.errors import ProblemError, expression
from definitions.plans import ForBody
from definitions.values import Json, JsonObject
from workflows.machine.state import ChildEnded
from workflows.machine.turn import END, EXIT, TaskType, Turn
from workflows.machine.ways import NONE, SEVERAL

SHOWN = 100
"""So many of the first iterations are shown to people, and as many of the last."""

ITEMS, PLACE = "items", "place"


def enter(turn: Turn) -> None:
    items = turn.evaluate(turn.body(ForBody).items)
    if not isinstance(items, list):
        said = f"`for` goes through a list, and `in` made {_a(items)}: write `in` so that it is one"
        raise ProblemError(expression(f"{said}.", turn.plan.pointer))
    turn.memo[ITEMS] = items
    _iterate(turn, 0, turn.data)


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    if ended.then in (END, EXIT):
        turn.complete(ended.output, END if ended.then == END else None)
    else:
        _iterate(turn, cast("int", turn.memo[PLACE]) + 1, ended.output)


def _iterate(turn: Turn, place: int, value: Json) -> None:
    """The condition is asked before each iteration, about what it would work with."""
    body, items = turn.body(ForBody), cast("list[Json]", turn.memo[ITEMS])
    if place >= len(items):
        _end(turn, place, value)
        return
    variables: JsonObject = {body.each: items[place], body.at: place}
    if (
        body.condition is not None
        and turn.evaluate_on(body.condition, value, variables) is not True
    ):
        _end(turn, place, value)
        return
    if place == 1:
        turn.took(SEVERAL)
    turn.memo[PLACE] = place
    quiet = SHOWN <= place < len(items) - SHOWN
    turn.iterate(body.tasks, f"for/{place}", value, variables, quiet=quiet)


def _end(turn: Turn, place: int, value: Json) -> None:
    if place == 0:
        turn.took(NONE)
    turn.complete(value)


def _a(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case _:
            return "a map"


TYPE = TaskType(enter=enter, child_ended=child_ended)
