"""`call: http`: asks a remote service, by the activity `http.call`.

Never: a socket. Which methods are safe to repeat is decided here, because the machine must know
it before the call leaves.
"""

from __future__ import annotations

from definitions.errors import ProblemError, expression
from definitions.expressions import is_expression
from definitions.plans import CallBody
from definitions.uri import UriError, expand
from definitions.values import Json
from workflows.machine.state import EffectEnded
from workflows.machine.turn import TaskType, Turn

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
TIMEOUT_SECONDS = 30.0


def enter(turn: Turn) -> None:
    body = turn.body(CallBody)
    arguments = _expanded(turn, body, turn.evaluate_arguments(body.arguments))
    turn.call("http.call", arguments, TIMEOUT_SECONDS, safe=_method(arguments) in SAFE_METHODS)


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    turn.complete(ended.output)


def _expanded(turn: Turn, body: CallBody, arguments: Json) -> Json:
    """Fill the `{name}`s of an endpoint that the author wrote; never those in data."""
    written = body.arguments.value
    endpoint = written.get("endpoint") if isinstance(written, dict) else None
    uri = endpoint.get("uri") if isinstance(endpoint, dict) else endpoint
    if not isinstance(uri, str) or is_expression(uri) or not isinstance(arguments, dict):
        return arguments
    try:
        return {**arguments, "endpoint": expand(uri, turn.data)}
    except UriError as error:
        raise ProblemError(expression(str(error), turn.plan.pointer)) from error


def _method(arguments: Json) -> str:
    method = arguments.get("method") if isinstance(arguments, dict) else None
    return method.upper() if isinstance(method, str) else ""


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
