"""`run: script` and `run: shell`: runs a program, by the activity `script.run`.

Never: a guess what a program has done; it is begun once, and its answer is what its task puts out.
"""

from __future__ import annotations

from definitions.contracts import RUN_SCRIPT
from definitions.plans import RunScriptBody
from workflows.machine.state import EffectEnded
from workflows.machine.tasks.endpoints import filled
from workflows.machine.turn import TaskType, Turn

LONGEST_SECONDS = 3_600.0
"""Waiting for room included. How long it may run is the worker's to say."""


def enter(turn: Turn) -> None:
    body = turn.body(RunScriptBody)
    arguments = filled(turn, body.templates, turn.evaluate_arguments(body.arguments))
    turn.call(RUN_SCRIPT, arguments, LONGEST_SECONDS, safe=False)


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    """As the standard says: what isn't awaited has no output."""
    turn.complete(ended.output if turn.body(RunScriptBody).awaited else turn.data)


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
