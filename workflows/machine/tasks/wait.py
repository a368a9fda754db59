"""`wait`: lets time pass; the input is the output.

Never: a clock of its own; the moment is counted from the run's, so that a replay waits the same.
"""

from __future__ import annotations

from definitions.durations import DurationError, parse_duration
from definitions.errors import ProblemError, expression
from definitions.program import WaitBody
from workflows.machine.scope import moment
from workflows.machine.state import EffectEnded
from workflows.machine.turn import TaskType, Turn


def enter(turn: Turn) -> None:
    until = turn.now + _milliseconds(turn)
    turn.timer(until)
    turn.note("task.waiting", until=moment(until)["iso8601"])


def effect_ended(turn: Turn, _ended: EffectEnded) -> None:
    turn.complete(turn.data)


def _milliseconds(turn: Turn) -> int:
    body = turn.body(WaitBody)
    if body.duration_ms is not None:
        return body.duration_ms
    value = None if body.expression is None else turn.evaluate(body.expression)
    try:
        return parse_duration(value)
    except DurationError as error:
        raise ProblemError(expression(str(error), turn.plan.pointer)) from error


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
