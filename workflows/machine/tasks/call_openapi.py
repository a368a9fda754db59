"""`call: openapi`: asks a service by its own description, by the activity `openapi.call`.

Never: the description. What an operation is, and whether it may be repeated, is known only where
it has been read.
"""

from __future__ import annotations

from definitions.plans import CallBody
from workflows.machine.state import EffectEnded
from workflows.machine.tasks.endpoints import filled
from workflows.machine.turn import TaskType, Turn

TIMEOUT_SECONDS = 30.0


def enter(turn: Turn) -> None:
    body = turn.body(CallBody)
    arguments = filled(turn, body.templates, turn.evaluate_arguments(body.arguments))
    turn.call("openapi.call", arguments, TIMEOUT_SECONDS, safe=False)


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    turn.complete(ended.output)


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
