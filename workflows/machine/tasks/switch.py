"""`switch`: chooses where to go on. The first case that holds wins; the default is the last resort.

Never: a change of the data; the input is the output.
"""

from __future__ import annotations

from definitions.plans import SwitchBody
from workflows.machine.turn import TaskType, Turn
from workflows.machine.ways import CASE, OTHERWISE


def enter(turn: Turn) -> None:
    otherwise: str | None = None
    for case in turn.body(SwitchBody).cases:
        if case.when is None:
            otherwise = case.then
        elif turn.evaluate(case.when) is True:
            turn.took(CASE + case.name)
            turn.complete(turn.data, case.then)
            return
    turn.took(OTHERWISE)
    turn.complete(turn.data, otherwise)


TYPE = TaskType(enter=enter)
