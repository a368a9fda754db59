"""`call: http`: asks a remote service, by the activity `http.call`.

Never: a socket. Which methods are safe to repeat is decided here, because the machine must know
it before the call leaves.
"""

from __future__ import annotations

from definitions.plans import CallBody
from definitions.values import Json
from workflows.machine.state import EffectEnded
from workflows.machine.tasks.endpoints import filled
from workflows.machine.turn import TaskType, Turn

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
TIMEOUT_SECONDS = 30.0


def enter(turn: Turn) -> None:
    body = turn.body(CallBody)
    arguments = filled(turn, body.templates, turn.evaluate_arguments(body.arguments))
    turn.call("http.call", arguments, TIMEOUT_SECONDS, safe=_method(arguments) in SAFE_METHODS)


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    turn.complete(ended.output)


def _method(arguments: Json) -> str:
    method = arguments.get("method") if isinstance(arguments, dict) else None
    return method.upper() if isinstance(method, str) else ""


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
