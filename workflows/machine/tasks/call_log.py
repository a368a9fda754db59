"""`call` of `log`: a function like others, and what it has written is a line of the trace too.

Never: the arguments in that line; they may read secrets, which the function has masked.
"""

from __future__ import annotations

from workflows.machine.state import EffectEnded
from workflows.machine.tasks import call_function
from workflows.machine.trace import clip
from workflows.machine.turn import TaskType, Turn


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    turn.note("task.logged", message=clip(ended.output))
    turn.complete(ended.output)


TYPE = TaskType(enter=call_function.enter, effect_ended=effect_ended)
