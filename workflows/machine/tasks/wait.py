"""`wait`: lets time pass; the input is the output.

Never: a clock of its own; the moment is counted from the run's, so that a replay waits the same.
"""

from __future__ import annotations

from definitions.plans import WaitBody
from workflows.machine.scope import moment
from workflows.machine.state import EffectEnded
from workflows.machine.turn import TaskType, Turn


def enter(turn: Turn) -> None:
    until = turn.now + turn.duration(turn.body(WaitBody).duration)
    turn.timer(until)
    turn.note("task.waiting", until=moment(until)["iso8601"])


def effect_ended(turn: Turn, _ended: EffectEnded) -> None:
    turn.complete(turn.data)


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
