"""What a call of the simulated run is given, as people may read it.

Never: a mark of what is left for the call; it stands there as the expression that it is.
"""

from __future__ import annotations

from definitions.contracts import START_RUN
from definitions.expressions import DEFERRED
from definitions.values import Json
from workflows.machine.wanted import WantCall

_INSIDE = {"function.call": "with", START_RUN: "input"}
"""Where the arguments that the document writes stand among those of the activity."""


def given_to(wanted: WantCall) -> Json:
    """Evaluated, but for what only the call may read, such as secrets."""
    arguments = wanted.arguments
    inside = _INSIDE.get(wanted.function)
    if inside is not None and isinstance(arguments, dict):
        return _readable(arguments.get(inside))
    return _readable(arguments)


def _readable(value: Json) -> Json:
    if isinstance(value, list):
        return [_readable(one) for one in value]
    if not isinstance(value, dict):
        return value
    if DEFERRED in value:
        return f"${{ {value[DEFERRED]} }}"
    return {name: _readable(one) for name, one in value.items()}


__all__ = ["given_to"]
